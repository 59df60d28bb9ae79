package io.dynalake.jobs.options;

import io.dynalake.dataset.catalog.CatalogName;
import io.dynalake.dataset.iceberg.IcebergTarget;
import io.dynalake.dataset.iceberg.IcebergTarget.Kind;
import io.dynalake.dataset.partition.TableFormat;
import io.dynalake.jobs.options.BackfillArguments.Catalog;
import io.dynalake.jobs.options.BackfillArguments.Format;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    Optional<String> location = databaseLocation(values, problems);
    if (values.optional(table).isEmpty()) {
      return Optional.empty();
    }
    if (format == Format.JSON) {
      problems.add(
          "--catalog-table: does not go together with --output-format json; Athena, Hive and Spark"
              + " read JSON tables by classes of their own each; write parquet or orc");
    }
    return name(values, problems).map(name -> new Catalog(name, location));
  }

  private Optional<String> databaseLocation(OptionValues values, Problems problems) {
    Optional<String> location = values.optional(databaseLocation);
    if (values.optional(table).isEmpty()) {
      location.ifPresent(
          l ->
              problems.add(
                  "--catalog-database-location: without --catalog-table nothing is registered; name"
                      + " the table, or leave it out"));
    }
    return location;
  }

  private Optional<CatalogName> name(OptionValues values, Problems problems) {
    return values
        .optional(table)
        .flatMap(name -> problems.value("--catalog-table", () -> CatalogName.parse(name)));
  }

  /** Where an Iceberg table is entered. */
  IcebergTarget iceberg(OptionValues values, Problems problems) {
    Kind kind =
        values
            .optional(catalog)
            .map(text -> values.choice("--catalog", text, Kind.class))
            .orElse(Kind.HADOOP);
    Optional<CatalogName> name = name(values, problems);
    Optional<String> location = databaseLocation(values, problems);
    Map<String, String> read = properties(problems);
    if (name.isEmpty() && kind != Kind.HADOOP) {
      if (!problems.mentions("--catalog-table")) {
        problems.add(
            "--catalog-table: missing; a table of this --catalog has a name; give DB.TABLE, or"
                + " --catalog hadoop");
      }
      return new IcebergTarget(Kind.HADOOP, name, location, read);
    }
    return new IcebergTarget(kind, name, location, read);
  }

  private Map<String, String> properties(Problems problems) {
    Map<String, String> read = new LinkedHashMap<>();
    for (String property : properties) {
      int equals = property.indexOf('=');
      if (equals < 1) {
        problems.add(
            "--catalog-property: '"
                + property
                + "' is no property; one is KEY=VALUE; see Iceberg's list of catalog properties");
      } else {
        read.put(property.substring(0, equals).strip(), property.substring(equals + 1).strip());
      }
    }
    return read;
  }

  /** The table's own folder: that of a named one lies in a warehouse of many. */
  static String location(String target, IcebergTarget iceberg) {
    if (iceberg.kind() != Kind.HADOOP || target.isEmpty()) {
      return target;
    }
    return iceberg
        .table()
        .map(name -> target.replaceFirst("/+$", "") + "/" + name.database() + "/" + name.table())
        .orElse(target);
  }
}
