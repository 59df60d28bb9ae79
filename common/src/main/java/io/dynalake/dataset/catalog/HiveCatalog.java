package io.dynalake.dataset.catalog;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalog;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogWithListener;
import org.apache.spark.sql.catalyst.catalog.InMemoryCatalog;
import org.apache.spark.sql.hive.HiveExternalCatalog;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * Spark's catalog of Hive tables. By SQL where SQL does it; columns are changed below it, since
 * ALTER TABLE neither adds fields to structs nor brings anything to the partitions that are there.
 */
final class HiveCatalog {
  /** Partitions of one statement. */
  private static final int BATCH = 500;

  private final SparkSession session;
  private final ExternalCatalogWithListener tables;

  private HiveCatalog(SparkSession session) {
    this.session = session;
    this.tables = session.sharedState().externalCatalog();
  }

  /**
   * @throws JobException of USAGE if the session has a catalog that ends with it
   */
  static HiveCatalog of(SparkSession given, CatalogName name) {
    if (opened(given, name) instanceof InMemoryCatalog) {
      throw new JobException(
          ErrorCode.USAGE,
          "--catalog-table "
              + name
              + ": this Spark application keeps its catalog in memory, where nobody else sees it;"
              + " start it with --conf spark.sql.catalogImplementation=hive (Glue:"
              + " --enable-glue-datacatalog)");
    }
    // With settings of its own, and Spark's plain catalog: Iceberg's and Delta's take its place
    // under the same name and then refuse partitions of Hive tables.
    SparkSession own = given.newSession();
    own.conf().unset("spark.sql.catalog.spark_catalog");
    own.conf().set("spark.sql.parser.escapedStringLiterals", "false");
    own.conf().set("spark.sql.caseSensitive", "false");
    own.conf().set("spark.sql.addPartitionInBatch.size", Integer.toString(BATCH));
    return new HiveCatalog(own);
  }

  private static ExternalCatalog opened(SparkSession session, CatalogName name) {
    try {
      return session.sharedState().externalCatalog().unwrapped();
    } catch (Exception e) {
      throw CatalogFailures.of(
          name.toString(), "the catalog cannot be opened (it takes the jars of spark-hive)", e);
    }
  }

  Optional<RegisteredTable> find(CatalogName name) {
    try {
      if (!tables.databaseExists(name.database())
          || !tables.tableExists(name.database(), name.table())) {
        return Optional.empty();
      }
      CatalogTable table = tables.getTable(name.database(), name.table());
      return Optional.of(RegisteredTable.of(name, table, stored(name, table)));
    } catch (Exception e) {
      throw CatalogFailures.of(name.toString(), "cannot be looked up", e);
    }
  }

  /**
   * The table's columns as Hive has them. Spark prefers a copy among the table's properties, which
   * lacks the comments that others have given since.
   */
  private StructType stored(CatalogName name, CatalogTable table) {
    return tables.unwrapped() instanceof HiveExternalCatalog hive
        ? hive.getRawTable(name.database(), name.table()).dataSchema()
        : table.dataSchema();
  }

  /** The tables of a database whose names begin so. */
  Set<String> beginningWith(String database, String prefix) {
    try {
      Set<String> found = new HashSet<>();
      if (tables.databaseExists(database)) {
        // All of them: Hive's patterns and those of Glue's client are of different kinds.
        var names = tables.listTables(database).iterator();
        while (names.hasNext()) {
          String name = names.next();
          if (name.startsWith(prefix)) {
            found.add(name);
          }
        }
      }
      return found;
    } catch (Exception e) {
      throw CatalogFailures.of(database + "." + prefix, "tables cannot be listed", e);
    }
  }

  void createDatabase(String name, Optional<String> location) {
    try {
      if (!tables.databaseExists(name)) {
        session.sql(
            "CREATE DATABASE IF NOT EXISTS `spark_catalog`.`"
                + name
                + "`"
                + location.map(l -> " LOCATION " + PartitionKeys.literal(l)).orElse(""));
      }
    } catch (Exception e) {
      throw CatalogFailures.of(name, "the database cannot be created", e);
    }
  }

  /**
   * Creates an external table. One with partitions is incomplete until {@link #completed}.
   *
   * @param partitions types by name, as SQL writes them
   */
  void create(
      CatalogName name,
      StructType columns,
      Map<String, String> partitions,
      CatalogFormat format,
      String location) {
    String incomplete = partitions.isEmpty() ? "" : ", '" + RegisteredTable.INCOMPLETE + "'='true'";
    String partitionedBy =
        partitions.entrySet().stream()
            .map(p -> "`" + p.getKey() + "` " + p.getValue())
            .collect(Collectors.joining(", ", " PARTITIONED BY (", ")"));
    run(
        name,
        "cannot be created",
        "CREATE EXTERNAL TABLE "
            + name.sql()
            + " ("
            + columns.toDDL()
            + ")"
            + (partitions.isEmpty() ? "" : partitionedBy)
            + " "
            + format.clause()
            + " LOCATION "
            + PartitionKeys.literal(location)
            + " TBLPROPERTIES ('classification'='"
            + format.word()
            + "'"
            + incomplete
            + ")");
  }

  /** The names of the partitions that a table has, as {@link PartitionKeys#name} makes them. */
  Set<String> partitions(CatalogName name) {
    try {
      Set<String> found = new HashSet<>();
      var names =
          tables.listPartitionNames(name.database(), name.table(), Option.empty()).iterator();
      while (names.hasNext()) {
        found.add(names.next());
      }
      return found;
    } catch (Exception e) {
      throw CatalogFailures.of(name.toString(), "its partitions cannot be listed", e);
    }
  }

  /**
   * Adds partitions; those that exist stay as they are.
   *
   * @param locations by directory
   */
  void addPartitions(CatalogName name, Map<String, String> locations) {
    List<String> clauses =
        locations.entrySet().stream()
            .map(
                e ->
                    "PARTITION "
                        + PartitionKeys.sql(e.getKey())
                        + " LOCATION "
                        + PartitionKeys.literal(e.getValue()))
            .toList();
    for (int from = 0; from < clauses.size(); from += BATCH) {
      List<String> batch = clauses.subList(from, Math.min(from + BATCH, clauses.size()));
      run(
          name,
          "partitions cannot be added",
          "ALTER TABLE " + name.sql() + " ADD IF NOT EXISTS " + String.join(" ", batch));
    }
  }

  /** Gives the table other columns; its partitions keep theirs. */
  void changeColumns(CatalogName name, StructType columns) {
    try {
      tables.alterTableDataSchema(name.database(), name.table(), columns);
    } catch (Exception e) {
      throw CatalogFailures.of(name.toString(), "its columns cannot be changed", e);
    }
  }

  /** Gives all partitions the table's columns, which they take whenever they are written. */
  void cascade(CatalogName name) {
    try {
      tables.alterPartitions(
          name.database(),
          name.table(),
          tables.listPartitions(name.database(), name.table(), Option.empty()));
    } catch (Exception e) {
      throw CatalogFailures.of(name.toString(), "the columns of partitions cannot be changed", e);
    }
  }

  /** Notes that a change has begun, so that whoever comes after a crash ends it. */
  void begun(CatalogName name) {
    run(
        name,
        "cannot be changed",
        "ALTER TABLE "
            + name.sql()
            + " SET TBLPROPERTIES ('"
            + RegisteredTable.INCOMPLETE
            + "'='true')");
  }

  /** Notes that all is registered that there is. */
  void completed(CatalogName name) {
    run(
        name,
        "cannot be changed",
        "ALTER TABLE "
            + name.sql()
            + " UNSET TBLPROPERTIES IF EXISTS ('"
            + RegisteredTable.INCOMPLETE
            + "')");
  }

  private void run(CatalogName name, String what, String sql) {
    try {
      session.sql(sql);
    } catch (Exception e) {
      throw CatalogFailures.of(name.toString(), what, e);
    }
  }
}
