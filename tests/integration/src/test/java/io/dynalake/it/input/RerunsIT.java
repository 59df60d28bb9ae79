package io.dynalake.it.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dynalake.testsupport.export.WrittenExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One run after another on the same dataset, and what is said about them. */
final class RerunsIT {
  private static final String NEXT = "01715685299999-0a0a0a0a";

  private final Lake lake;

  RerunsIT(@TempDir Path folder) {
    lake = new Lake(folder);
  }

  /** Items of consecutive days of May 2024. */
  private static List<String> items(String prefix, int firstDay, int days) {
    return IntStream.range(firstDay, firstDay + days)
        .mapToObj(
            day ->
                "{\"pk\":{\"S\":\"%s%d\"},\"at\":{\"S\":\"2024-05-0%d\"}}"
                    .formatted(prefix, day, day))
        .toList();
  }

  private WrittenExport first() {
    return lake.export().file(items("a", 1, 2)).file(items("a", 3, 1)).file(List.of()).write();
  }

  private WrittenExport next() {
    return lake.export().id(NEXT).file(items("b", 3, 2)).write();
  }

  @ParameterizedTest
  @CsvSource({"append", "overwrite-partitions"})
  void takesAnExportOnce(String mode) {
    String[] options = {"--partition-by", "d=day(at)", "--write-mode", mode};
    lake.backfill(first(), options).done();
    List<String> files = lake.dataFiles();
    Run again =
        lake.backfill(
                first(), "--partition-by", "d=day(at)", "--write-mode", mode, "--run-id", "again")
            .done();
    assertThat(again.out()).contains("already done");
    assertThat(lake.dataFiles()).isEqualTo(files);
    JsonNode report = lake.report("again");
    assertThat(report.at("/status").asText()).isEqualTo("ALREADY_DONE");
    assertThat(report.at("/files").toString())
        .isEqualTo("{\"total\":3,\"completed\":0,\"failed\":0,\"skipped\":3}");
  }

  @Test
  void takesItOnceMoreIfForced() {
    lake.backfill(first()).done();
    lake.backfill(first(), "--force").done();
    assertThat(lake.values("pk")).containsExactly("a1", "a1", "a2", "a2", "a3", "a3");
  }

  @Test
  void takesItOnceMoreForOtherItems() {
    lake.backfill(
            first(), "--updated-at", "at", "--start-date", "2024-05-01", "--end-date", "2024-05-02")
        .done();
    lake.backfill(
            first(), "--updated-at", "at", "--start-date", "2024-05-02", "--end-date", "2024-05-03")
        .done();
    assertThat(lake.values("pk")).containsExactly("a1", "a2");
  }

  @Test
  void appendsASecondExport() {
    lake.backfill(first(), "--partition-by", "d=day(at)").done();
    List<String> before = lake.dataFiles();
    lake.backfill(next(), "--partition-by", "d=day(at)").done();
    assertThat(lake.values("pk")).containsExactly("a1", "a2", "a3", "b3", "b4");
    assertThat(lake.dataFiles()).containsAll(before);
    assertThat(lake.partitions())
        .containsExactly("d=2024-05-01", "d=2024-05-02", "d=2024-05-03", "d=2024-05-04");
  }

  @Test
  void replacesJustThePartitionsThatReceiveItems() {
    lake.backfill(first(), "--partition-by", "d=day(at)").done();
    lake.backfill(
            next(),
            "--partition-by",
            "d=day(at)",
            "--write-mode",
            "overwrite-partitions",
            "--run-id",
            "second")
        .done();
    assertThat(lake.values("pk")).containsExactly("a1", "a2", "b3", "b4");
    assertThat(lake.report("second").at("/partitions").findValuesAsText("path"))
        .containsExactly("d=2024-05-03", "d=2024-05-04");
  }

  @Test
  void leavesFilesOfOthersAloneWhereNoItemsArrive() throws IOException {
    lake.backfill(first(), "--partition-by", "d=day(at)").done();
    Path notes = Files.writeString(lake.target().resolve("d=2024-05-01/_notes.txt"), "mine");
    lake.backfill(next(), "--partition-by", "d=day(at)", "--write-mode", "overwrite-partitions")
        .done();
    assertThat(notes).hasContent("mine");
  }

  @Test
  void reportAddsUpAndNamesWhatWasWritten() {
    WrittenExport export =
        lake.export()
            .file(items("a", 1, 3))
            .lines(
                List.of(
                    "{\"Item\":{\"pk\":{\"S\":\"late\"},\"at\":{\"S\":\"2024-05-09\"}}}",
                    "{\"Item\":{\"pk\":{\"N\":\"x\"}}}",
                    "{\"Item\":{\"pk\":{\"S\":\"none\"}}}"))
            .file(List.of())
            .write();
    Path copy = lake.root().resolve("report.json");
    Run run =
        lake.backfill(
                export,
                "--updated-at",
                "at",
                "--end-date",
                "2024-05-05",
                "--partition-by",
                "d=day(at)",
                "--max-bad-items",
                "1",
                "--run-id",
                "r1",
                "--report",
                copy.toString())
            .done();
    JsonNode report = lake.report("r1");
    assertThat(Lake.json(Lake.read(copy))).isEqualTo(report);
    assertThat(report.at("/status").asText()).isEqualTo("COMPLETED");
    assertThat(report.at("/items").toString())
        .isEqualTo("{\"read\":6,\"written\":3,\"filtered\":2,\"quarantined\":1}");
    assertThat(report.at("/files").toString())
        .isEqualTo("{\"total\":3,\"completed\":3,\"failed\":0,\"skipped\":0}");
    long bytes = 0;
    for (String file : lake.dataFiles()) {
      bytes += lake.target().resolve(file).toFile().length();
    }
    assertThat(report.at("/bytes/written").asLong()).isEqualTo(bytes);
    long partitionBytes = 0;
    for (JsonNode partition : report.at("/partitions")) {
      assertThat(partition.at("/items").asInt()).isEqualTo(1);
      assertThat(partition.at("/files").asInt()).isEqualTo(1);
      partitionBytes += partition.at("/bytes").asLong();
    }
    assertThat(partitionBytes).isEqualTo(bytes);
    assertThat(report.at("/source/exportArn").asText()).endsWith("/export/" + export.id());
    JsonNode column = report.at("/schema/columns/0");
    assertThat(column.at("/attribute").asText()).isEqualTo("at");
    assertThat(column.at("/present").asInt()).isEqualTo(4);
    assertThat(run.out())
        .contains("r1")
        .contains("6 read")
        .contains("3 written")
        .contains("2 filtered");
  }

  @Test
  void aDryRunShowsAllAndWritesNothing() throws IOException {
    Run run = lake.backfill(first(), "--partition-by", "d=day(at)", "--dry-run").done();
    assertThat(lake.target()).doesNotExist();
    assertThat(run.out())
        .contains("dry run: nothing is written")
        .contains("3 of 3 verify")
        .contains("version 1 would be pinned")
        .contains("d=2024-05-01")
        .contains("d=2024-05-03")
        .contains("3 partitions");

    lake.backfill(first(), "--partition-by", "d=day(at)").done();
    List<String> files = lake.files();
    Run second = lake.backfill(next(), "--partition-by", "d=day(at)", "--dry-run").done();
    assertThat(second.out()).contains("as pinned").contains("d=2024-05-04");
    assertThat(lake.files()).isEqualTo(files);
  }
}
