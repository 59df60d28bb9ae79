package io.dynalake.it.catalog;

import static io.dynalake.it.catalog.Metastore.columns;
import static io.dynalake.it.catalog.Shop.PARTITION_BY;
import static io.dynalake.it.catalog.Shop.backfill;
import static io.dynalake.it.catalog.Shop.order;
import static org.assertj.core.api.Assertions.assertThat;

import com.holdenkarau.spark.testing.JavaDataFrameSuiteBase;
import io.dynalake.it.run.Place;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.hive.metastore.api.FieldSchema;
import org.apache.hadoop.hive.metastore.api.Partition;
import org.apache.hadoop.hive.metastore.api.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is registered by and by is what the dataset holds, for Spark and in the metastore. */
@TestInstance(Lifecycle.PER_CLASS)
class CatalogIT {
  /** {@code -Dcatalog.partitions=3000} for as many as a dataset may get at once. */
  private static final int MANY = Integer.getInteger("catalog.partitions", 1_000);

  private static final String OVERWRITE = "--write-mode=overwrite-partitions";
  private static final String PARQUET = "org.apache.hadoop.hive.ql.io.parquet.";

  private Metastore metastore;
  private Path folder;
  private Shop shop;

  @BeforeAll
  void start(@TempDir Path temporary) {
    folder = temporary;
    shop = new Shop(folder);
    metastore = Metastore.in(folder);
  }

  @AfterAll
  void stop() {
    metastore.close();
  }

  private String target(String name) {
    return folder.resolve(name).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "s3a"})
  void keepsATableOverAppendsReplacementsAndNewColumns(String kind) {
    Place place = kind.equals("local") ? Place.local(folder) : Place.s3a(folder);
    String target = place.uri("orders-" + kind);
    String table = "shop_" + kind + ".orders";
    String first =
        shop.export(
            order("a", "2024-05-01", "x", ""),
            order("b", "2024-05-02", "y/1", ""),
            "{\"pk\":{\"S\":\"c\"},\"Total\":{\"N\":\"2\"}}");
    backfill(first, target, table, PARTITION_BY);

    Table stored = metastore.table(table);
    assertThat(stored.getTableType()).isEqualTo("EXTERNAL_TABLE");
    assertThat(columns(stored.getSd().getCols()))
        .containsExactly(
            "total:decimal(18,2)", "pk:string", "shipto:struct<city:string>", "updatedat:string");
    assertThat(columns(stored.getPartitionKeys())).containsExactly("day:date", "shop:string");
    assertThat(stored.getSd().getInputFormat()).isEqualTo(PARQUET + "MapredParquetInputFormat");
    assertThat(stored.getSd().getOutputFormat()).isEqualTo(PARQUET + "MapredParquetOutputFormat");
    assertThat(stored.getSd().getSerdeInfo().getSerializationLib())
        .isEqualTo(PARQUET + "serde.ParquetHiveSerDe");
    String root = kind.equals("local") ? "file:" + target : target;
    assertThat(stored.getSd().getLocation()).isEqualTo(root);
    assertThat(stored.getParameters())
        .containsEntry("classification", "parquet")
        .doesNotContainKeys("spark.sql.sources.provider", "dynalake.incomplete");
    assertThat(metastore.partitions(table))
        .containsOnlyKeys(
            List.of("2024-05-01", "x"),
            List.of("2024-05-02", "y/1"),
            List.of("__HIVE_DEFAULT_PARTITION__", "__HIVE_DEFAULT_PARTITION__"));
    assertThat(partition(table, "2024-05-02", "y/1").getSd().getLocation())
        .isEqualTo(root + "/Day=2024-05-02/shop=y%2F1");
    assertThat(metastore.query("SELECT pk, total, shipto.city, day, shop FROM " + table))
        .containsExactly(
            "[a,1.50,Ulm,2024-05-01,x]", "[b,1.50,Ulm,2024-05-02,y/1]", "[c,2.00,null,null,null]");
    assertSameAsFiles(table, target);

    // What users add is theirs.
    stored.getParameters().put("owner-team", "checkout");
    stored.getParameters().put("comment", "all orders");
    FieldSchema pk = stored.getSd().getCols().get(1);
    pk.setComment("the order's key");
    metastore.alter(stored);

    String second =
        shop.export(
            order("d", "2024-05-02", "y/1", ",\"Coupon\":{\"S\":\"ten\"}"),
            "{\"pk\":{\"S\":\"e\"},\"updatedAt\":{\"S\":\"2024-05-03T00:00:00Z\"},"
                + "\"shop\":{\"S\":\"x\"},\"shipTo\":{\"M\":{\"Zip\":{\"S\":\"89073\"}}}}");
    backfill(second, target, table, PARTITION_BY, OVERWRITE);
    Table evolved = metastore.table(table);
    List<String> now =
        List.of(
            "total:decimal(18,2)",
            "pk:string",
            "shipto:struct<city:string,zip:string>",
            "updatedat:string",
            "coupon:string");
    assertThat(columns(evolved.getSd().getCols())).isEqualTo(now);
    assertThat(metastore.partitions(table)).hasSize(4);
    metastore
        .partitions(table)
        .values()
        .forEach(p -> assertThat(columns(p.getSd().getCols())).isEqualTo(now));
    assertThat(partition(table, "2024-05-01", "x").getSd().getLocation())
        .isEqualTo(root + "/Day=2024-05-01/shop=x");
    assertThat(evolved.getSd().getLocation()).isEqualTo(root);
    assertThat(evolved.getSd().getCols().get(1).getComment()).isEqualTo("the order's key");
    assertThat(evolved.getParameters())
        .containsEntry("owner-team", "checkout")
        .containsEntry("comment", "all orders")
        .doesNotContainKey("dynalake.incomplete");
    assertThat(metastore.query("SELECT pk, coupon, shipto.zip FROM " + table))
        .containsExactly("[a,null,null]", "[c,null,null]", "[d,ten,null]", "[e,null,89073]");
    assertSameAsFiles(table, target);

    // The same again, of a table that somebody has damaged meanwhile.
    metastore.dropPartition(table, List.of("2024-05-03", "x"));
    backfill(second, target, table, PARTITION_BY, OVERWRITE);
    assertThat(metastore.partitions(table)).hasSize(4);
    assertThat(metastore.table(table)).isEqualTo(evolved);
  }

  private Partition partition(String table, String... values) {
    return Objects.requireNonNull(metastore.partitions(table).get(List.of(values)), table);
  }

  /** The rows of the table are those of the files, read with its columns. */
  private void assertSameAsFiles(String table, String target) {
    SparkSession spark = metastore.fresh();
    Dataset<Row> rows = spark.table(table);
    Dataset<Row> files = spark.read().schema(rows.schema()).parquet(target);
    new JavaDataFrameSuiteBase()
        .assertDataFrameNoOrderEquals(
            files.selectExpr(rows.columns()), rows.selectExpr(rows.columns()));
  }

  @Test
  void registersWhatACrashLeftOut() {
    String table = "shop.crashed";
    String target = target("crashed");
    String first =
        shop.export(order("a", "2024-05-01", "x", ""), order("b", "2024-05-02", "x", ""));
    backfill(first, target, table, PARTITION_BY);
    // As of a process that died between the change of the columns and that of the partitions.
    Table stored = metastore.table(table);
    stored.getSd().addToCols(new FieldSchema("coupon", "string", null));
    stored.getParameters().put("dynalake.incomplete", "true");
    metastore.alter(stored);
    metastore.dropPartition(table, List.of("2024-05-02", "x"));
    assertThat(partition(table, "2024-05-01", "x").getSd().getCols()).hasSize(4);

    String second = shop.export(order("c", "2024-05-03", "x", ",\"coupon\":{\"S\":\"ten\"}"));
    backfill(second, target, table, PARTITION_BY);
    assertThat(metastore.partitions(table)).hasSize(3);
    metastore.partitions(table).values().forEach(p -> assertThat(p.getSd().getCols()).hasSize(5));
    assertThat(metastore.table(table).getParameters()).doesNotContainKey("dynalake.incomplete");
  }

  @Test
  void registersAllOfADatasetThatHadNoTable() {
    String target = target("late");
    backfill(shop.export(order("a", "2024-05-01", "x", "")), target, "shop.other", PARTITION_BY);
    String second = shop.export(order("b", "2024-05-02", "x", ""));
    backfill(second, target, "shop.late", PARTITION_BY);
    assertThat(metastore.query("SELECT pk, day FROM shop.late"))
        .containsExactly("[a,2024-05-01]", "[b,2024-05-02]");
    assertThat(metastore.partitions("shop.other")).hasSize(1);
    // Done already, as far as the data goes.
    backfill(second, target, "shop.third", PARTITION_BY);
    assertThat(metastore.partitions("shop.third")).hasSize(2);
  }

  @Test
  void findsEveryOddValueOfAPartition() {
    List<String> odd =
        List.of(
            "a b", "50%", "1/2", "x=y", "it's", "Größe 東京 🙂", "a:b*c?", "back\\\\slash", "A", "a");
    List<String> items =
        odd.stream().map(value -> order("of " + value, "2024-05-01", value, "")).toList();
    backfill(shop.export(items), target("odd"), "shop.odd", "--partition-by=shop");
    assertThat(metastore.partitions("shop.odd")).hasSize(odd.size());
    for (String json : odd) {
      String value = json.replace("\\\\", "\\");
      Dataset<Row> found = metastore.fresh().table("shop.odd");
      assertThat(found.filter(found.col("shop").equalTo(value)).collectAsList())
          .as(value)
          .singleElement()
          .matches(row -> row.getAs("pk").equals("of " + value));
    }
  }

  @Test
  void typesThePartitionsOfTransforms() {
    backfill(
        shop.export(order("a", "2024-05-01", "xyz", "")),
        target("transforms"),
        "shop.transforms",
        "--partition-by=y=year(updatedAt), m=month(updatedAt), d=day(updatedAt), h=hour(updatedAt),"
            + " b=bucket(4, pk), t=truncate(2, shop)");
    assertThat(columns(metastore.table("shop.transforms").getPartitionKeys()))
        .containsExactly("y:bigint", "m:string", "d:date", "h:string", "b:bigint", "t:string");
    assertThat(
            metastore.query(
                "SELECT pk, y, m, d, h, t FROM shop.transforms WHERE y = 2024 AND m = '2024-05' AND"
                    + " d = DATE'2024-05-01' AND b < 4"))
        .containsExactly("[a,2024,2024-05,2024-05-01,2024-05-01-10,xy]");
  }

  @Test
  void registersADatasetWithoutPartitions() {
    String target = target("flat");
    backfill(shop.export(order("a", "2024-05-01", "x", "")), target, "shop.flat");
    backfill(
        shop.export(
            order("b", "2024-05-01", "x", ",\"coupon\":{\"N\":\"7\"},\"Coupon\":{\"S\":\"ten\"}")),
        target,
        "shop.flat");
    // Names that differ by case alone are two columns in files, and so they are here.
    assertThat(metastore.query("SELECT pk, shop, coupon, coupon_2 FROM shop.flat"))
        .containsExactly("[a,x,null,null]", "[b,x,ten,7]");
    assertThat(metastore.table("shop.flat").getPartitionKeys()).isEmpty();
  }

  @Test
  void registersOrcToBeReadByName() {
    String target = target("orc");
    backfill(
        shop.export(order("a", "2024-05-01", "x", "")),
        target,
        "shop.orc",
        PARTITION_BY,
        "--output-format=orc");
    backfill(
        shop.export(order("b", "2024-05-02", "x", ",\"AA\":{\"N\":\"7\"}")),
        target,
        "shop.orc",
        PARTITION_BY,
        "--output-format=orc");
    assertThat(metastore.table("shop.orc").getSd().getSerdeInfo().getParameters())
        .containsEntry("orc.column.index.access", "false");
    assertThat(metastore.query("SELECT pk, aa, shipto.city, day FROM shop.orc"))
        .containsExactly("[a,null,Ulm,2024-05-01]", "[b,7,Ulm,2024-05-02]");
  }

  @Test
  void registersTheColumnsOfAQuery() {
    String export =
        shop.export(order("a", "2024-05-01", "x", ""), order("b", "2024-05-01", "y", ""));
    String sql =
        "--sql=SELECT shop, cast(count(*) as int) AS Orders, sum(Total) AS total FROM items GROUP BY"
            + " shop";
    backfill(export, target("query"), "shop.query", sql, "--partition-by=shop");
    backfill(export, target("query"), "shop.query", sql, "--partition-by=shop");
    assertThat(columns(metastore.table("shop.query").getSd().getCols()))
        .containsExactly("orders:int", "total:decimal(28,2)");
    assertThat(metastore.query("SELECT shop, orders, total FROM shop.query"))
        .containsExactly("[x,1,1.50]", "[y,1,1.50]");
  }

  @Test
  void registersThousandsOfPartitionsInOneRun() {
    String target = target("many");
    String export = shop.export(Shop.orders(MANY));
    long start = System.nanoTime();
    backfill(export, target, "shop.many", PARTITION_BY);
    long added = System.nanoTime();
    backfill(
        shop.export(order("new", "2010-01-01", "x", ",\"coupon\":{\"N\":\"1\"}")),
        target,
        "shop.many",
        PARTITION_BY);
    long cascaded = System.nanoTime();
    System.out.printf(
        "%,d partitions: added by a run of %d ms, given a column by one of %d ms%n",
        MANY, (added - start) / 1_000_000, (cascaded - added) / 1_000_000);
    assertThat(metastore.partitions("shop.many").values())
        .hasSize(MANY)
        .allMatch(p -> p.getSd().getColsSize() == 5);
    assertThat(metastore.query("SELECT count(*), max(day), sum(coupon) FROM shop.many"))
        .containsExactly(
            "[" + (MANY + 1) + "," + LocalDate.parse(Shop.FIRST_DAY).plusDays(MANY - 1) + ",1]");
  }
}
