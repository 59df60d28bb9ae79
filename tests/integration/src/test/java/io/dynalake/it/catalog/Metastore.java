package io.dynalake.it.catalog;

import io.dynalake.testsupport.s3.EmbeddedS3;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.hive.conf.HiveConf;
import org.apache.hadoop.hive.metastore.HiveMetaStoreClient;
import org.apache.hadoop.hive.metastore.IMetaStoreClient;
import org.apache.hadoop.hive.metastore.api.FieldSchema;
import org.apache.hadoop.hive.metastore.api.Partition;
import org.apache.hadoop.hive.metastore.api.Table;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext$;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.thrift.TException;

/**
 * A Hive metastore in a folder, with a Spark application of this JVM on it: jobs run in that, as
 * they do in a notebook. The client sees what is stored as Hive does, without Spark.
 */
final class Metastore implements AutoCloseable {
  private final SparkSession spark;
  private final IMetaStoreClient client;

  private Metastore(SparkSession spark, IMetaStoreClient client) {
    this.spark = spark;
    this.client = client;
  }

  /** Ends whatever application of other tests there is: its catalog is in memory. */
  static Metastore in(Path folder) {
    stopSpark();
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2]")
            .setAppName("tests of catalogs")
            .set("spark.ui.enabled", "false")
            .set("spark.sql.session.timeZone", "UTC")
            .set("spark.sql.shuffle.partitions", "2")
            .set("spark.sql.catalogImplementation", "hive")
            .set("spark.sql.warehouse.dir", folder.resolve("warehouse").toString());
    settings(folder).forEach((key, value) -> conf.set("spark.hadoop." + key, value));
    EmbeddedS3.shared()
        .hadoopConfiguration()
        .forEach((key, value) -> conf.set("spark.hadoop." + key, value));
    SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
    spark.sql("SHOW DATABASES").collectAsList();
    return new Metastore(spark, client(spark));
  }

  /** As jobs give them to a new application. */
  static Map<String, String> settings(Path folder) {
    return Map.of(
        "javax.jdo.option.ConnectionURL",
        "jdbc:derby:;databaseName=" + folder.resolve("metastore_db") + ";create=true",
        "hive.stats.autogather",
        "false",
        "hive.metastore.disallow.incompatible.col.type.changes",
        "false");
  }

  /** Of the configuration that Spark's own has, or the two would take turns with the database. */
  private static IMetaStoreClient client(SparkSession spark) {
    HiveConf conf = new HiveConf(spark.sparkContext().hadoopConfiguration(), HiveConf.class);
    for (var setting : spark.sparkContext().getConf().getAll()) {
      conf.set(setting._1(), setting._2());
    }
    try {
      return new HiveMetaStoreClient(conf);
    } catch (TException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void stopSpark() {
    var active = SparkContext$.MODULE$.getActive();
    if (active.isDefined()) {
      active.get().stop();
    }
    SparkSession.clearActiveSession();
    SparkSession.clearDefaultSession();
  }

  /** A session that has seen nothing yet. */
  SparkSession fresh() {
    return spark.newSession();
  }

  /** The rows of a query, sorted, as text. */
  List<String> query(String sql) {
    return fresh().sql(sql).collectAsList().stream().map(Row::toString).sorted().toList();
  }

  Table table(String name) {
    try {
      return client.getTable(databaseOf(name), tableOf(name));
    } catch (TException e) {
      throw new IllegalStateException(name, e);
    }
  }

  boolean has(String name) {
    try {
      return client.tableExists(databaseOf(name), tableOf(name));
    } catch (TException e) {
      throw new IllegalStateException(name, e);
    }
  }

  /** By their values. */
  Map<List<String>, Partition> partitions(String name) {
    Map<List<String>, Partition> partitions = new TreeMap<>((a, b) -> compare(a, b));
    try {
      for (Partition partition :
          client.listPartitions(databaseOf(name), tableOf(name), (short) -1)) {
        partitions.put(partition.getValues(), partition);
      }
    } catch (TException e) {
      throw new IllegalStateException(name, e);
    }
    return partitions;
  }

  private static int compare(List<String> one, List<String> other) {
    return one.toString().compareTo(other.toString());
  }

  void dropPartition(String name, List<String> values) {
    try {
      client.dropPartition(databaseOf(name), tableOf(name), values, false);
    } catch (TException e) {
      throw new IllegalStateException(name, e);
    }
  }

  /** Changes a table as whoever else has the metastore may. */
  void alter(Table table) {
    try {
      client.alter_table(table.getDbName(), table.getTableName(), table);
    } catch (TException e) {
      throw new IllegalStateException(table.getTableName(), e);
    }
  }

  /** Columns as {@code name:type}. */
  static List<String> columns(List<FieldSchema> columns) {
    List<String> texts = new ArrayList<>();
    columns.forEach(column -> texts.add(column.getName() + ":" + column.getType()));
    return texts;
  }

  private static String databaseOf(String name) {
    return name.substring(0, name.indexOf('.'));
  }

  private static String tableOf(String name) {
    return name.substring(name.indexOf('.') + 1);
  }

  @Override
  public void close() {
    client.close();
    stopSpark();
  }
}
