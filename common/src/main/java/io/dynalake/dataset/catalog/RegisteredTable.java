package io.dynalake.dataset.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * A table that a catalog has.
 *
 * @param type EXTERNAL, MANAGED or VIEW
 * @param provider {@code hive}, or the source of a table that only Spark reads
 * @param location "" if it has none
 * @param inputFormat class name, "" if it has none
 * @param columns without those of its partitions
 * @param partitionColumns names in lower case, from the outermost inwards
 * @param incomplete whether a registration of it was begun and not ended
 */
record RegisteredTable(
    CatalogName name,
    String type,
    String provider,
    String location,
    String inputFormat,
    StructType columns,
    List<String> partitionColumns,
    boolean incomplete) {
  /** The property of a table whose registration has begun and not ended. */
  static final String INCOMPLETE = "dynalake.incomplete";

  RegisteredTable {
    partitionColumns = List.copyOf(partitionColumns);
  }

  static RegisteredTable of(CatalogName name, CatalogTable table, StructType columns) {
    List<String> partitionColumns = new ArrayList<>();
    var names = table.partitionColumnNames().iterator();
    while (names.hasNext()) {
      partitionColumns.add(names.next().toLowerCase(Locale.ROOT));
    }
    return new RegisteredTable(
        name,
        table.tableType().name(),
        text(table.provider()),
        text(table.storage().locationUri().map(uri -> new Path(uri).toString())),
        text(table.storage().inputFormat()),
        columns,
        partitionColumns,
        table.properties().contains(INCOMPLETE));
  }

  private static String text(Option<String> text) {
    return text.isDefined() ? text.get() : "";
  }
}
