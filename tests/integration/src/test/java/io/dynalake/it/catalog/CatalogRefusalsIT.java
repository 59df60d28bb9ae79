package io.dynalake.it.catalog;

import static io.dynalake.it.catalog.Shop.backfill;
import static io.dynalake.it.catalog.Shop.order;
import static io.dynalake.it.catalog.Shop.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.it.run.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables that are not the dataset's are left alone, and entities get tables of their own. */
@TestInstance(Lifecycle.PER_CLASS)
class CatalogRefusalsIT {
  private static final String ENTITIES = "--entity-by=kind";

  private Metastore metastore;
  private Path folder;
  private Shop shop;
  private Place disk;

  @BeforeAll
  void start(@TempDir Path temporary) {
    folder = temporary;
    shop = new Shop(folder);
    disk = Place.local(folder);
    metastore = Metastore.in(folder);
    metastore.query("CREATE DATABASE shop");
    metastore.query("CREATE VIEW shop.view AS SELECT 1 AS one");
    metastore.query("CREATE TABLE shop.spark (pk string) USING parquet");
    metastore.query(
        "CREATE EXTERNAL TABLE shop.csv (pk string) STORED AS TEXTFILE LOCATION '"
            + folder.resolve("t")
            + "'");
    metastore.query(
        "CREATE EXTERNAL TABLE shop.elsewhere (pk string) STORED AS PARQUET LOCATION '"
            + folder.resolve("t2")
            + "'");
    metastore.query(
        "CREATE EXTERNAL TABLE shop.otherwise (pk string) PARTITIONED BY (region string) STORED AS"
            + " PARQUET LOCATION '"
            + folder.resolve("t")
            + "'");
  }

  @AfterAll
  void stop() {
    metastore.close();
  }

  @ParameterizedTest
  @CsvSource({
    "view, is a view",
    "spark, is a table of another format (parquet)",
    "csv, is a table of another format (org.apache.hadoop.mapred.TextInputFormat)",
    "elsewhere, lies in file:",
    "otherwise, is partitioned by [region]"
  })
  void refusesTablesThatAreSomethingElseBeforeItWrites(String table, String what) {
    String export = shop.export(order("a", "2024-05-01", "x", ""));
    JobException failure = refused(export, disk.uri("t"), "shop." + table);
    assertThat(failure.code()).isEqualTo(ErrorCode.USAGE);
    assertThat(failure)
        .hasMessageStartingWith("--catalog-table shop." + table + ": there is one of that name")
        .hasMessageContaining(what)
        .hasMessageContaining("give another name");
    assertThat(disk.files("t")).isEmpty();
  }

  @Test
  void refusesNamesThatAthenaDoesNotTakeBeforeAnythingIsVisible() {
    String export = shop.export(order("a", "2024-05-01", "x", ",\"ship-by\":{\"S\":\"rail\"}"));
    JobException failure = refused(export, disk.uri("names"), "shop.names");
    assertThat(failure.code()).isEqualTo(ErrorCode.USAGE);
    assertThat(failure)
        .hasMessageContaining("'ship-by'")
        .hasMessageContaining("--column-names athena");
    assertThat(disk.dataFiles("names")).isEmpty();
    assertThat(metastore.has("shop.names")).isFalse();
    backfill(export, disk.uri("names"), "shop.names", "--column-names=athena");
    assertThat(metastore.query("SELECT pk, ship_by FROM shop.names")).containsExactly("[a,rail]");
    assertThat(disk.files("names/_dynalake/reports")).isNotEmpty();
  }

  /** Derby and others compare text without blanks at its end. */
  @Test
  void saysWhichPartitionsTheMetastoreCannotTellApart() {
    String export =
        shop.export(order("a", "2024-05-01", "x", ""), order("b", "2024-05-01", "x ", ""));
    JobException failure =
        refused(export, disk.uri("blanks"), "shop.blanks", "--partition-by=shop");
    assertThat(failure.code()).isEqualTo(ErrorCode.SERVICE);
    assertThat(failure)
        .hasMessageContaining("its database takes partition values for equal")
        .hasMessageContaining("the dataset itself is complete");
    assertThat(disk.dataFiles("blanks")).hasSize(2);
    JsonNode report = report("blanks");
    assertThat(report.at("/status").asText()).isEqualTo("NOT_REGISTERED");
    assertThat(report.at("/items/written").asInt()).isEqualTo(2);
    assertThat(report.at("/errors/0/message").asText()).isEqualTo(failure.getMessage());
    assertThat(report.at("/seconds/catalog").asDouble()).isPositive();
  }

  private JsonNode report(String target) {
    String folder = target + "/_dynalake/reports";
    String name =
        disk.files(folder).stream()
            .filter(file -> file.endsWith(".json"))
            .findFirst()
            .orElseThrow();
    try {
      return new ObjectMapper().readTree(disk.read(folder + "/" + name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String thing(String pk, String kind, String more) {
    return "{\"pk\":{\"S\":\"" + pk + "\"},\"kind\":{\"S\":\"" + kind + "\"}" + more + "}";
  }

  @Test
  void givesEachEntityATableThatKeepsItsName() {
    String target = disk.uri("things");
    String first =
        shop.export(
            thing("1", "User", ",\"age\":{\"N\":\"7\"}"),
            thing("2", "line.item", ""),
            thing("3", "_x", ""));
    backfill(first, target, "shop.things", ENTITIES, "--partition-by=p=truncate(1, pk)");
    assertThat(metastore.query("SELECT pk, age, p FROM shop.things_user"))
        .containsExactly("[1,7,1]");
    assertThat(metastore.query("SELECT pk FROM shop.things_line_item")).containsExactly("[2]");
    assertThat(metastore.query("SELECT pk FROM shop.things__x")).containsExactly("[3]");

    // 'line item' sorts before 'line.item', which has the name that both would have.
    String second = shop.export(thing("4", "line item", ""), thing("5", "User", ""));
    backfill(second, target, "shop.things", ENTITIES, "--partition-by=p=truncate(1, pk)");
    assertThat(metastore.query("SELECT pk FROM shop.things_line_item")).containsExactly("[2]");
    assertThat(metastore.query("SELECT pk FROM shop.things_line_item_2")).containsExactly("[4]");
    assertThat(metastore.query("SELECT pk, age FROM shop.things_user"))
        .containsExactly("[1,7]", "[5,null]");
    backfill(second, target, "shop.things", ENTITIES, "--partition-by=p=truncate(1, pk)");
    assertThat(metastore.query("SHOW TABLES IN shop LIKE 'things*'")).hasSize(4);
  }

  @Test
  void dryRunLeavesTheCatalogAlone() {
    backfill(
        shop.export(order("a", "2024-05-01", "x", "")), disk.uri("dry"), "shop.dry", "--dry-run");
    assertThat(metastore.has("shop.dry")).isFalse();
    assertThat(disk.files("dry")).isEmpty();
  }

  @Test
  void makesADatabaseWhereItIsTold() {
    backfill(
        shop.export(order("a", "2024-05-01", "x", "")),
        disk.uri("elsewhere"),
        "elsewhere.orders",
        "--catalog-database-location=" + folder.resolve("databases"));
    assertThat(metastore.fresh().sql("DESCRIBE DATABASE elsewhere").collectAsList().toString())
        .contains("file:" + folder.resolve("databases"));
  }
}
