package io.dynalake.it.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.testsupport.duckdb.DuckParquet;
import io.dynalake.testsupport.export.WrittenExport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single-table designs: a dataset with a schema of its own for each entity. */
final class EntitiesIT {
  private static final List<String> ITEMS =
      List.of(
          "{\"PK\":{\"S\":\"USER#ana\"},\"SK\":{\"S\":\"PROFILE\"},\"kind\":{\"S\":\"user\"},"
              + "\"value\":{\"S\":\"ana@example.org\"},\"followers\":{\"N\":\"12\"}}",
          "{\"PK\":{\"S\":\"USER#bo\"},\"SK\":{\"S\":\"PROFILE\"},\"kind\":{\"S\":\"user\"},"
              + "\"value\":{\"S\":\"bo@example.org\"}}",
          "{\"PK\":{\"S\":\"POST#1\"},\"SK\":{\"S\":\"2024-05-01\"},\"kind\":{\"S\":\"post\"},"
              + "\"value\":{\"N\":\"17\"},\"likes\":{\"SS\":[\"USER#bo\"]}}",
          "{\"PK\":{\"S\":\"counter\"},\"SK\":{\"S\":\"x\"},\"value\":{\"N\":\"0.5\"}}");

  private final Lake lake;

  EntitiesIT(@TempDir Path folder) {
    lake = new Lake(folder);
  }

  private WrittenExport export() {
    return lake.export().file(ITEMS.subList(0, 3)).file(ITEMS.subList(3, 4)).write();
  }

  private DuckParquet entity(String name) {
    return DuckParquet.in(lake.target().resolve(name));
  }

  @Test
  void splitsByAnAttribute() {
    lake.backfill(export(), "--entity-by", "kind").done();
    assertThat(lake.partitions()).containsExactly("post", "unmatched", "user");
    assertThat(entity("user").columns())
        .containsOnlyKeys("PK", "SK", "kind", "value", "followers")
        .containsEntry("value", "VARCHAR");
    assertThat(entity("post").columns())
        .containsOnlyKeys("PK", "SK", "kind", "value", "likes")
        .containsEntry("value", "BIGINT");
    assertThat(entity("unmatched").columns()).containsOnlyKeys("PK", "SK", "value");
    assertThat(entity("user").rows()).hasSize(2);
    assertThat(entity("post").query("SELECT value, likes FROM items").toString())
        .isEqualTo("[{value=17, likes=[USER#bo]}]");
  }

  @Test
  void splitsByAPartOfTheKeyAndPartitionsEachDataset() {
    lake.backfill(
            export(),
            "--entity-by",
            "regex(PK,'^([A-Z]+)#')",
            "--partition-by",
            "b=truncate(4, SK)",
            "--run-id",
            "r1")
        .done();
    assertThat(lake.partitions()).containsExactly("POST/b=2024", "USER/b=PROF", "unmatched/b=x");
    assertThat(Lake.spark().read().parquet(lake.target().resolve("USER").toString()).count())
        .isEqualTo(2);
    assertThat(lake.report("r1").at("/schema/columns").toString())
        .contains("\"USER/followers\"")
        .doesNotContain("\"POST/followers\"");
    assertThat(lake.report("r1").at("/items/written").asInt()).isEqualTo(4);
  }

  @Test
  void keepsTheSchemasOfAllEntitiesFromRunToRun() {
    lake.backfill(export(), "--entity-by", "kind").done();
    WrittenExport next =
        lake.export()
            .id("01715685299999-0a0a0a0a")
            .file(
                List.of(
                    "{\"PK\":{\"S\":\"USER#cy\"},\"kind\":{\"S\":\"user\"},\"age\":{\"N\":\"7\"}}"))
            .write();
    lake.backfill(next, "--entity-by", "kind").done();
    assertThat(entity("user").columns()).containsKey("age");
    assertThat(Lake.read(lake.target().resolve("_dynalake/schema/v0002.json")))
        .contains("\"post\"", "\"unmatched\"", "\"age\"");
    assertThat(entity("user").rows()).hasSize(3);
    assertThat(entity("post").rows()).hasSize(1);
  }
}
