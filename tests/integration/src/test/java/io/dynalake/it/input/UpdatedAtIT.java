package io.dynalake.it.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dynalake.testsupport.export.WrittenExport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which items a time range takes, in every way in which applications write times. */
final class UpdatedAtIT {
  /** 2024-05-01T22:30:00Z, which is the second of May in Berlin. */
  private static final List<String> SAME_INSTANT =
      List.of(
          "{\"S\":\"2024-05-01T22:30:00Z\"}",
          "{\"S\":\"2024-05-01T22:30:00.000Z\"}",
          "{\"S\":\"2024-05-01T22:30:00.000000000Z\"}",
          "{\"S\":\"2024-05-02T00:30:00+02:00\"}",
          "{\"S\":\"2024-05-02 00:30:00+0200\"}",
          "{\"S\":\"2024-05-01T22:30\"}",
          "{\"S\":\"2024-05-01 22:30:00\"}",
          "{\"S\":\"1714602600\"}",
          "{\"N\":\"1714602600\"}",
          "{\"N\":\"1714602600000\"}",
          "{\"N\":\"1714602600000000\"}",
          "{\"N\":\"1714602600.5\"}");

  private static final List<String> UNREADABLE =
      List.of(
          "{\"S\":\"yesterday\"}",
          "{\"S\":\"\"}",
          "{\"NULL\":true}",
          "{\"BOOL\":true}",
          "{\"S\":\"2024-13-45\"}");

  private final Lake lake;

  UpdatedAtIT(@TempDir Path folder) {
    lake = new Lake(folder);
  }

  /** Items "0", "1" and so on with these timestamps, and one without any. */
  private WrittenExport exportOf(List<String> timestamps) {
    List<String> items = new ArrayList<>();
    for (String timestamp : timestamps) {
      items.add("{\"pk\":{\"S\":\"" + items.size() + "\"},\"updatedAt\":" + timestamp + "}");
    }
    items.add("{\"pk\":{\"S\":\"none\"}}");
    return lake.export().file(items).write();
  }

  private String itemCounts(String runId) {
    return lake.report(runId).at("/items").toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-05-01", "01-05-2024", "2024-05-01T22:30:00Z"})
  void keepsItemsFromTheStartOnInEveryFormat(String start) {
    WrittenExport export = exportOf(SAME_INSTANT);
    lake.backfill(export, "--start-date", start, "--end-date", "2024-05-02", "--run-id", "r1")
        .done();
    assertThat(lake.rows()).hasSameSizeAs(SAME_INSTANT);
    assertThat(itemCounts("r1"))
        .isEqualTo("{\"read\":13,\"written\":12,\"filtered\":1,\"quarantined\":0}");
    assertThat(lake.report("r1").at("/source/warnings").toString())
        .contains("1 items have no readable updatedAt and were dropped");
  }

  @Test
  void leavesOutItemsAtTheEndAndBeforeTheStart() {
    WrittenExport export = exportOf(SAME_INSTANT);
    lake.backfill(export, "--end-date", "2024-05-01T22:30:00Z", "--run-id", "r1").done();
    assertThat(itemCounts("r1"))
        .isEqualTo("{\"read\":13,\"written\":0,\"filtered\":13,\"quarantined\":0}");
    lake.backfill(export, "--start-date", "2024-05-01T22:30:01Z", "--run-id", "r2").done();
    assertThat(itemCounts("r2"))
        .isEqualTo("{\"read\":13,\"written\":0,\"filtered\":13,\"quarantined\":0}");
    assertThat(lake.dataFiles()).isEmpty();
  }

  @Test
  void readsTimesWithoutZoneInTheZoneGiven() {
    WrittenExport export =
        exportOf(
            List.of(
                "{\"S\":\"2024-05-01T23:30:00\"}",
                "{\"S\":\"2024-05-01T22:30:00Z\"}",
                "{\"S\":\"2024-05-02\"}"));
    lake.backfill(export, "--start-date", "2024-05-02", "--time-zone", "Europe/Berlin").done();
    assertThat(lake.values("pk")).containsExactly("1", "2");
  }

  @Test
  void dropsOrKeepsItemsWithoutReadableTimeAndCountsThem() {
    List<String> timestamps =
        Stream.concat(SAME_INSTANT.stream().limit(2), UNREADABLE.stream()).toList();
    WrittenExport export = exportOf(timestamps);
    lake.backfill(export, "--start-date", "2024-01-01", "--run-id", "dropped").done();
    assertThat(lake.values("pk")).containsExactly("0", "1");
    assertThat(itemCounts("dropped"))
        .isEqualTo("{\"read\":8,\"written\":2,\"filtered\":6,\"quarantined\":0}");

    Lake other = new Lake(lake.root().resolve("other"));
    other
        .backfill(
            export,
            "--start-date",
            "2025-01-01",
            "--on-missing-updated-at",
            "keep",
            "--run-id",
            "kept")
        .done();
    assertThat(other.values("pk")).containsExactly("2", "3", "4", "5", "6", "none");
    JsonNode report = other.report("kept");
    assertThat(report.at("/items").toString())
        .isEqualTo("{\"read\":8,\"written\":6,\"filtered\":2,\"quarantined\":0}");
    assertThat(report.at("/source/warnings").toString())
        .contains("6 items have no readable updatedAt and were kept");
  }

  @Test
  void filtersByAnotherAttributeInsideAMap() {
    WrittenExport export =
        lake.exportOf(
            "{\"pk\":{\"S\":\"a\"},\"meta\":{\"M\":{\"seen\":{\"N\":\"1714602600\"}}}}",
            "{\"pk\":{\"S\":\"b\"},\"meta\":{\"M\":{\"seen\":{\"N\":\"1514602600\"}}}}");
    lake.backfill(export, "--start-date", "2024-05-01", "--updated-at", "meta.seen").done();
    assertThat(lake.values("pk")).containsExactly("a");
  }
}
