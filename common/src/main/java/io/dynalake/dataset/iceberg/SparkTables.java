package io.dynalake.dataset.iceberg;

import io.dynalake.dataset.commit.DatasetLayout;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Iceberg tables for Spark's SQL, in a catalog that a session has for itself. */
final class SparkTables {
  static final String CATALOG = "dynalake";

  private SparkTables() {}

  /** Gives the session the catalog of a table; returns how SQL names it. */
  static String enter(
      SparkSession session, IcebergTarget target, DatasetLayout layout, Configuration hadoop) {
    String prefix = "spark.sql.catalog." + CATALOG;
    session.conf().set(prefix, "org.apache.iceberg.spark.SparkCatalog");
    // What others merge in the meantime is to be seen.
    session.conf().set(prefix + ".cache-enabled", "false");
    settings(target, layout, hadoop)
        .forEach((key, value) -> session.conf().set(prefix + "." + key, value));
    Path root = layout.root();
    return target.kind() == IcebergTarget.Kind.HADOOP
        ? CATALOG + "." + quoted(root.getName())
        : CATALOG
            + "."
            + quoted(target.table().orElseThrow().database())
            + "."
            + quoted(target.table().orElseThrow().table());
  }

  /** Of a table that is its folder, the folder above is a warehouse. */
  static Map<String, String> settings(
      IcebergTarget target, DatasetLayout layout, Configuration hadoop) {
    String location = IcebergLocation.of(target.kind(), layout.root());
    Map<String, String> settings = new HashMap<>(IcebergCatalog.properties(target, location));
    if (target.kind() == IcebergTarget.Kind.HADOOP) {
      settings.put("warehouse", layout.root().getParent().toString());
    }
    if (target.kind() == IcebergTarget.Kind.HIVE) {
      IcebergCatalog.embedded(hadoop).forEach((key, value) -> settings.put("hadoop." + key, value));
    }
    return settings;
  }

  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
