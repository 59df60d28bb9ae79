package io.dynalake.dataset.iceberg;

import io.dynalake.dataset.catalog.CatalogName;
import io.dynalake.dataset.commit.DatasetLayout;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.conf.HiveConf;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.hadoop.HadoopTables;

/** Where one table is entered: finds it, and creates it. */
sealed interface IcebergCatalog {
  /** A metastore of this process makes its tables, and has none for locks: nobody else is in it. */
  Map<String, String> EMBEDDED =
      Map.of(
          "datanucleus.schema.autoCreateAll",
          "true",
          "hive.metastore.schema.verification",
          "false",
          "hive.metastore.disallow.incompatible.col.type.changes",
          "false",
          "iceberg.engine.hive.lock-enabled",
          "false");

  Optional<Table> load();

  /** A table that is there once the transaction is committed, and at once with all it has then. */
  Transaction create(Schema schema, PartitionSpec partitions, Map<String, String> properties);

  static IcebergCatalog open(IcebergTarget target, DatasetLayout layout, Configuration hadoop) {
    String location = IcebergLocation.of(target.kind(), layout.root());
    if (target.kind() == IcebergTarget.Kind.HADOOP) {
      return new InFolder(new HadoopTables(hadoop), location);
    }
    CatalogName name = target.table().orElseThrow();
    Configuration conf = settings(target.kind(), hadoop);
    return new Named(
        CatalogUtil.buildIcebergCatalog("dynalake", properties(target, location), conf),
        TableIdentifier.of(name.database(), name.table()),
        target.databaseLocation(),
        location);
  }

  /** Iceberg's settings of the catalog. */
  static Map<String, String> properties(IcebergTarget target, String location) {
    Map<String, String> properties = new HashMap<>();
    properties.put("warehouse", location);
    switch (target.kind()) {
      case HADOOP -> properties.put("type", "hadoop");
      case HIVE -> properties.put("type", "hive");
      case GLUE -> {
        properties.put("catalog-impl", "org.apache.iceberg.aws.glue.GlueCatalog");
        properties.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
      }
    }
    properties.putAll(target.properties());
    return properties;
  }

  static Configuration settings(IcebergTarget.Kind kind, Configuration hadoop) {
    if (kind != IcebergTarget.Kind.HIVE) {
      return hadoop;
    }
    Configuration conf = new Configuration(hadoop);
    embedded(hadoop).forEach(conf::set);
    return conf;
  }

  /** What a metastore in this process needs; nothing where there is another. */
  static Map<String, String> embedded(Configuration hadoop) {
    // With what hive-site.xml says.
    boolean other = !new HiveConf(hadoop, HiveConf.class).get("hive.metastore.uris", "").isBlank();
    return other ? Map.of() : EMBEDDED;
  }

  /** A table that is its folder. */
  record InFolder(HadoopTables tables, String location) implements IcebergCatalog {
    @Override
    public Optional<Table> load() {
      return tables.exists(location) ? Optional.of(tables.load(location)) : Optional.empty();
    }

    @Override
    public Transaction create(
        Schema schema, PartitionSpec partitions, Map<String, String> properties) {
      return tables.newCreateTableTransaction(location, schema, partitions, properties);
    }
  }

  /** A table of a metastore. */
  record Named(
      Catalog catalog, TableIdentifier name, Optional<String> databaseLocation, String location)
      implements IcebergCatalog {
    @Override
    public Optional<Table> load() {
      return catalog.tableExists(name) ? Optional.of(catalog.loadTable(name)) : Optional.empty();
    }

    @Override
    public Transaction create(
        Schema schema, PartitionSpec partitions, Map<String, String> properties) {
      Namespace database = name.namespace();
      if (catalog instanceof SupportsNamespaces namespaces
          && !namespaces.namespaceExists(database)) {
        namespaces.createNamespace(
            database, databaseLocation.map(l -> Map.of("location", l)).orElse(Map.of()));
      }
      return catalog
          .buildTable(name, schema)
          .withLocation(location)
          .withPartitionSpec(partitions)
          .withProperties(properties)
          .createTransaction();
    }
  }
}
