package io.dynalake.jobs.options;

import io.dynalake.dataset.catalog.CatalogName;
import io.dynalake.dataset.iceberg.IcebergTarget;
import io.dynalake.dataset.iceberg.IcebergTarget.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where an Iceberg table is entered, as typed. */
record IcebergEntry(
    @Nullable String catalog,
    @Nullable String table,
    @Nullable String databaseLocation,
    List<String> properties) {

  boolean isGiven() {
    return catalog != null || table != null || databaseLocation != null || !properties.isEmpty();
  }

  Optional<String> databaseLocation(OptionValues values, Problems problems) {
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

  Optional<CatalogName> name(OptionValues values, Problems problems) {
    return values
        .optional(table)
        .flatMap(name -> problems.value("--catalog-table", () -> CatalogName.parse(name)));
  }

  IcebergTarget target(OptionValues values, Problems problems) {
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
