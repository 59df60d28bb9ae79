package io.dynalake.dataset.iceberg;

import io.dynalake.dataset.catalog.CatalogName;
import java.util.Map;
import java.util.Optional;

/**
 * Where an Iceberg table is entered; knows no class of Iceberg.
 *
 * @param table its name there; a {@link Kind#HADOOP} table is found by its location alone
 * @param databaseLocation of a database that does not exist yet; empty: the catalog's choice
 * @param properties of Iceberg's catalog, besides those that the kind sets
 */
public record IcebergTarget(
    Kind kind,
    Optional<CatalogName> table,
    Optional<String> databaseLocation,
    Map<String, String> properties) {

  /** Who knows which version of the table counts. */
  public enum Kind {
    /** A file in the table's folder. */
    HADOOP,
    /** A Hive metastore. */
    HIVE,
    /** The AWS Glue Data Catalog. */
    GLUE
  }

  public IcebergTarget {
    properties = Map.copyOf(properties);
    if (table.isEmpty() && kind != Kind.HADOOP) {
      throw new IllegalArgumentException("a table of catalog " + kind + " without a name");
    }
  }

  /** The table's name in messages. */
  String subject(String location) {
    return table.map(name -> "--catalog-table " + name).orElse("--target " + location);
  }
}
