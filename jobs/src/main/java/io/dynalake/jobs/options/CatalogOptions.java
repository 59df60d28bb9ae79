package io.dynalake.jobs.options;

import io.dynalake.dataset.iceberg.IcebergTarget;
import io.dynalake.dataset.partition.TableFormat;
import io.dynalake.jobs.options.BackfillArguments.Catalog;
import io.dynalake.jobs.options.BackfillArguments.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the dataset is to its readers, and where it is entered. */
final class CatalogOptions {
  @Option(
      names = "--table-format",
      paramLabel = "parquet|iceberg",
      description = "Plain files, or an Apache Iceberg table. Default: ${DEFAULT-VALUE}.")
  private String tableFormat = "parquet";

  @Option(
      names = "--catalog-table",
      paramLabel = "DB.TABLE",
      description =
          "Register the dataset as this external table, in the Glue Data Catalog or a Hive"
              + " metastore; with --entity-by a table each, DB.TABLE_entity. Of an Iceberg table its"
              + " name in --catalog.")
  private @Nullable String table;

  @Option(
      names = "--catalog-database-location",
      paramLabel = "URI",
      description =
          "Location of the database, where it has to be created. Default: the catalog's choice.")
  private @Nullable String databaseLocation;

  @Option(
      names = "--catalog",
      paramLabel = "hadoop|hive|glue",
      description =
          "Of Iceberg tables. hadoop: the table is its folder, --target, or DB/TABLE below it where"
              + " --catalog-table is given; hive and glue: named by --catalog-table, in --target."
              + " Default: hadoop.")
  private @Nullable String catalog;

  @Option(
      names = "--catalog-property",
      paramLabel = "KEY=VALUE",
      description = "A property of Iceberg's catalog, e.g. glue.id=123456789012. May be repeated.")
  private List<String> properties = new ArrayList<>();

  TableFormat format(OptionValues values) {
    return values.choice("--table-format", tableFormat, TableFormat.class);
  }

  /** Where plain files are to be registered. */
  Optional<Catalog> registration(OptionValues values, Problems problems, Format format) {
    if (catalog != null || !properties.isEmpty()) {
      problems.add(
          (catalog != null ? "--catalog" : "--catalog-property")
              + ": is for Iceberg tables; add --table-format iceberg, or leave it out");
    }
    Optional<String> location = entry().databaseLocation(values, problems);
    if (values.optional(table).isEmpty()) {
      return Optional.empty();
    }
    if (format == Format.JSON) {
      problems.add(
          "--catalog-table: does not go together with --output-format json; Athena, Hive and Spark"
              + " read JSON tables by classes of their own each; write parquet or orc");
    }
    return entry().name(values, problems).map(name -> new Catalog(name, location));
  }

  private IcebergEntry entry() {
    return new IcebergEntry(catalog, table, databaseLocation, properties);
  }

  /** Where an Iceberg table is entered. */
  IcebergTarget iceberg(OptionValues values, Problems problems) {
    return entry().target(values, problems);
  }
}
