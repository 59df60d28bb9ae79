package io.dynalake.it.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export that DynamoDB itself made; see SOURCE.md beside it. */
final class AllTypesFixtureIT {
  private final Lake lake;

  AllTypesFixtureIT(@TempDir Path folder) {
    lake = new Lake(folder);
  }

  @BeforeEach
  void convert() throws URISyntaxException {
    URL export = AllTypesFixtureIT.class.getResource("/exports/all-types/AWSDynamoDB");
    // The parent of the export's folder.
    lake.backfill(Path.of(Objects.requireNonNull(export).toURI()), "--run-id", "r1").done();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, @Nullable Object> row(String id, Object... more) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (String column : List.of("a", "b", "bar", "baz", "c", "d", "e", "f")) {
      row.put(column, null);
    }
    row.put("id", id);
    row.put("j", null);
    row.put("k", null);
    for (int i = 0; i < more.length; i += 2) {
      row.put((String) more[i], more[i + 1]);
    }
    return row;
  }

  private static List<Map<String, @Nullable Object>> expected() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("g", 9L);
    map.put("h", null);
    map.put("i", true);
    return List.of(
        row("bar", "baz", 0L),
        row(
            "K3TXQk84Si",
            "a",
            false,
            "c",
            List.of("8gfX8dh0xa", "fRjHZJ2Ce9"),
            "d",
            List.of(3L, 2L),
            "e",
            List.of("1", "Dsb87qc6Es"),
            "f",
            map,
            "j",
            bytes("hello"),
            "k",
            List.of(bytes("is fast"), bytes("scylladb"))),
        row("foo", "bar", 42L));
  }

  @Test
  void duckDbReadsAllTenTypes() {
    assertThat(lake.rows()).containsExactlyInAnyOrderElementsOf(expected());
    assertThat(lake.duck().columns())
        .isEqualTo(
            Map.ofEntries(
                Map.entry("a", "BOOLEAN"),
                Map.entry("b", "VARCHAR"),
                Map.entry("bar", "BIGINT"),
                Map.entry("baz", "BIGINT"),
                Map.entry("c", "VARCHAR[]"),
                Map.entry("d", "BIGINT[]"),
                Map.entry("e", "VARCHAR[]"),
                Map.entry("f", "STRUCT(g BIGINT, h VARCHAR, i BOOLEAN)"),
                Map.entry("id", "VARCHAR"),
                Map.entry("j", "BLOB"),
                Map.entry("k", "BLOB[]")));
  }

  @Test
  void sparkReadsTheSame() {
    assertThat(SparkValues.rows(lake.frame())).containsExactlyInAnyOrderElementsOf(expected());
  }

  @Test
  void saysWhatIsUnusual() {
    assertThat(lake.report("r1").at("/source/warnings").toString())
        .contains("manifest-summary.json: no checksum beside it; it was not verified")
        .contains("manifest-files.json: no checksum beside it; it was not verified");
    assertThat(lake.report("r1").at("/schema/conflicts").toString())
        .isEqualTo("[{\"path\":\"e[]\",\"dynamodbTypes\":[\"S\",\"N\"],\"type\":\"string\"}]");
    assertThat(lake.report("r1").at("/schema/columns/1/dynamodbTypes").toString())
        .isEqualTo("[\"NULL\"]");
  }
}
