package io.dynalake.it.input;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.error.ErrorCode;
import io.dynalake.ledger.Attempt;
import io.dynalake.ledger.Failure;
import io.dynalake.ledger.Ledger;
import io.dynalake.ledger.Ledgers;
import io.dynalake.ledger.PartRecord;
import io.dynalake.ledger.PartState;
import io.dynalake.ledger.RunRecord;
import io.dynalake.ledger.RunState;
import io.dynalake.testsupport.export.ExportWriter;
import io.dynalake.testsupport.export.FileQuirk;
import io.dynalake.testsupport.export.WrittenExport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that leave something to do, and the starts that do it. */
final class RecoveryIT {
  private static final int FILES = 400;
  private static final Map<Integer, FileQuirk> BROKEN =
      Map.of(
          3, FileQuirk.TRUNCATED,
          99, FileQuirk.WRONG_CRC,
          100, FileQuirk.NOT_GZIP,
          250, FileQuirk.COUNT_TOO_HIGH,
          399, FileQuirk.MISSING);

  private final Lake lake;

  RecoveryIT(@TempDir Path folder) {
    lake = new Lake(folder);
  }

  /** Data files of ten items of ten days, some of them broken. */
  private WrittenExport export(int files, Map<Integer, FileQuirk> broken) {
    ExportWriter writer = lake.export();
    for (int i = 0; i < files; i++) {
      List<String> items = items(i);
      writer = broken.containsKey(i) ? writer.file(items, broken.get(i)) : writer.file(items);
    }
    return writer.write();
  }

  private static List<String> items(int file) {
    return IntStream.range(0, 10)
        .mapToObj(
            i ->
                "{\"pk\":{\"S\":\"%03d-%d\"},\"at\":{\"S\":\"2024-05-0%d\"},\"n\":{\"N\":\"%s\"}}"
                    .formatted(file, i, i % 9 + 1, file % 50 == 49 ? "1.5" : "1"))
        .toList();
  }

  @Test
  void takesJustTheFilesThatFailedOnceTheyAreMended() {
    WrittenExport export = export(FILES, BROKEN);
    lake.backfill(export, "--on-bad-file", "skip", "--run-id", "r1").failed(ErrorCode.PARTIAL);
    List<String> before = lake.dataFiles();
    assertThat(lake.rows()).hasSize(10 * (FILES - BROKEN.size()));
    try (Ledger ledger = ledger()) {
      assertThat(ledger.run("r1").orElseThrow().state()).isEqualTo(RunState.PARTIAL);
      assertThat(ledger.parts("r1", Set.of(PartState.COMPLETED))).hasSize(395);
      List<PartRecord> failed = ledger.parts("r1", Set.of(PartState.FAILED));
      assertThat(failed).hasSize(5);
      assertThat(message(failed, export, 3)).contains("truncated gzip");
      assertThat(message(failed, export, 99)).contains("wrong checksum (CRC)");
      assertThat(message(failed, export, 100)).contains("it is not gzip");
      assertThat(message(failed, export, 250)).contains("the manifest promises 11");
      assertThat(message(failed, export, 399)).contains("it is not there");
      assertThat(failed)
          .extracting(part -> part.failure().map(Failure::code).orElse(""))
          .containsOnly("BAD_DATA", "INPUT_MISSING");
    }

    export(FILES, Map.of());
    Lake.run(List.of("runs", "retry", "r1", "--ledger", lake.ledger().toString())).done();
    assertThat(lake.dataFiles()).containsAll(before);
    assertThat(lake.values("pk")).hasSize(10 * FILES).doesNotHaveDuplicates();
    assertThat(lake.report("r1~1").at("/files").toString())
        .isEqualTo("{\"total\":400,\"completed\":5,\"failed\":0,\"skipped\":395}");
    assertThat(lake.report("r1~1").at("/items/read").asInt()).isEqualTo(50);
    try (Ledger ledger = ledger()) {
      assertThat(ledger.run("r1").orElseThrow().state()).isEqualTo(RunState.COMPLETED);
      assertThat(ledger.parts("r1", Set.of(PartState.COMPLETED)))
          .hasSize(400)
          .allMatch(part -> part.items() == 10)
          .filteredOn(part -> part.attempts().size() == 2)
          .hasSize(5)
          .allMatch(part -> part.attempts().get(0).failure().isPresent());
    }
  }

  private static String message(List<PartRecord> parts, WrittenExport export, int file) {
    return parts.stream()
        .filter(part -> part.id().equals(export.keys().get(file)))
        .flatMap(part -> part.failure().stream())
        .map(Failure::message)
        .findFirst()
        .orElse("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"append", "overwrite-partitions"})
  void commitsInBatchesWithTheSchemaOfAllItems(String mode) {
    WrittenExport export = export(100, Map.of());
    lake.backfill(
            export,
            "--files-per-commit",
            "30",
            "--partition-by",
            "d=day(at)",
            "--write-mode",
            mode,
            "--run-id",
            "r1")
        .done();
    // The first files have integers only.
    assertThat(lake.frame().schema().apply("n").dataType().simpleString()).startsWith("decimal");
    assertThat(lake.values("pk")).hasSize(1000).doesNotHaveDuplicates();
    assertThat(lake.partitions()).hasSize(9);
    assertThat(lake.files())
        .contains(
            "_dynalake/commits/r1.json",
            "_dynalake/commits/r1~1.json",
            "_dynalake/commits/r1~3.json",
            "_dynalake/schema/v0001.json")
        .doesNotContain("_dynalake/schema/v0002.json", "_dynalake/commits/r1~4.json");
    assertThat(lake.report("r1").at("/items").toString())
        .isEqualTo("{\"read\":1000,\"written\":1000,\"filtered\":0,\"quarantined\":0}");
    assertThat(lake.report("r1").at("/files/completed").asInt()).isEqualTo(100);
    assertThat(lake.report("r1").at("/partitions")).hasSize(9);
    Run again = lake.backfill(export, "--partition-by", "d=day(at)", "--write-mode", mode).done();
    assertThat(again.out()).contains("already done");
  }

  @Test
  void keepsWhatWasCommittedBeforeAFileFailed() {
    // Seen before the first commit: nothing is written.
    WrittenExport export = export(8, Map.of(6, FileQuirk.WRONG_CRC));
    lake.backfill(export, "--files-per-commit", "3", "--run-id", "r1").failed(ErrorCode.BAD_DATA);
    assertThat(lake.dataFiles()).isEmpty();
    try (Ledger ledger = ledger()) {
      assertThat(ledger.run("r1").orElseThrow().state()).isEqualTo(RunState.FAILED);
      assertThat(states(ledger)).containsOnlyKeys(PartState.PENDING, PartState.FAILED);
      assertThat(states(ledger).get(PartState.FAILED)).containsExactly(export.keys().get(6));
    }
    export(8, Map.of());
    lake.backfill(export, "--files-per-commit", "3", "--run-id", "r1").done();
    assertThat(lake.values("pk")).hasSize(80).doesNotHaveDuplicates();
    try (Ledger ledger = ledger()) {
      assertThat(states(ledger)).containsOnlyKeys(PartState.COMPLETED);
      assertThat(ledger.parts("r1", Set.of()))
          .extracting(part -> part.attempts().stream().map(Attempt::number).toList())
          .containsExactlyInAnyOrder(
              List.of(1),
              List.of(1),
              List.of(1),
              List.of(1),
              List.of(1),
              List.of(1),
              List.of(1, 2),
              List.of(1));
    }
  }

  private static Map<PartState, List<String>> states(Ledger ledger) {
    return ledger.parts("r1", Set.of()).stream()
        .collect(groupingBy(PartRecord::state, mapping(PartRecord::id, toList())));
  }

  @Test
  void countsMalformedItemsOfEarlierCommits() {
    List<String> one = List.of("{\"Item\":{\"pk\":{\"S\":\"a\"}}}", "?");
    List<String> two = List.of("{\"Item\":{\"pk\":{\"S\":\"b\"}}}", "!");
    WrittenExport export = lake.export().lines(one).lines(two, FileQuirk.WRONG_CRC).write();
    String[] skip = {"--on-bad-file", "skip", "--run-id", "r1", "--max-bad-items", "1"};
    lake.backfill(export, skip).failed(ErrorCode.PARTIAL);
    assertThat(lake.report("r1").at("/items/quarantined").asInt()).isEqualTo(1);
    assertThat(page("r1")).contains("./dynalake runs retry r1");

    lake.export().lines(one).lines(two).write();
    lake.backfill(export, skip).failed(ErrorCode.BAD_DATA).contains("1 malformed items or more");
    assertThat(lake.rows()).hasSize(1);
    lake.backfill(export, "--run-id", "r1", "--max-bad-items", "2").done();
    assertThat(lake.rows()).hasSize(2);
  }

  private String page(String runId) {
    return Lake.read(lake.target().resolve("_dynalake/reports/" + runId + ".html"));
  }

  @Test
  void givesUpAFileThatFailsAsOftenAsItMay() {
    WrittenExport export = export(4, Map.of(1, FileQuirk.TRUNCATED));
    List<String> command = List.of("--on-bad-file", "skip", "--max-attempts", "2");
    for (int i = 0; i < 2; i++) {
      lake.backfill(export, command.toArray(String[]::new)).failed(ErrorCode.PARTIAL);
    }
    String last =
        lake.files().stream().filter(f -> f.endsWith("~1.html")).findFirst().orElseThrow();
    assertThat(Lake.read(lake.target().resolve(last)))
        .contains("truncated gzip", "<td class=\"number\">2</td>");
    export(4, Map.of());
    lake.backfill(export, command.toArray(String[]::new))
        .failed(ErrorCode.BAD_DATA)
        .contains("1 data files failed 2 times and are not tried again")
        .contains(export.keys().get(1) + ": truncated gzip")
        .contains("raise --max-attempts");
    assertThat(lake.rows()).hasSize(30);
    lake.backfill(export, "--on-bad-file", "skip", "--max-attempts", "3").done();
    assertThat(lake.values("pk")).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void doesNotNeedTheLedgerToKnowWhatTheDatasetHolds() {
    WrittenExport export = export(4, Map.of(1, FileQuirk.TRUNCATED));
    lake.backfill(export, "--on-bad-file", "skip", "--run-id", "r1").failed(ErrorCode.PARTIAL);
    export(4, Map.of());
    String other = lake.root().resolve("other.db").toString();
    lake.backfill(export, "--ledger", other).done();
    assertThat(lake.values("pk")).hasSize(40).doesNotHaveDuplicates();
    try (Ledger ledger = Ledgers.open(other, Ledgers.PATIENCE, message -> {})) {
      assertThat(ledger.runs(10)).extracting(RunRecord::runId).containsExactly("r1");
      assertThat(states(ledger).get(PartState.COMPLETED)).hasSize(4);
    }
  }

  @Test
  void overwritesAPartitionOnceHoweverOftenItGoesOn() {
    List<String> options =
        new ArrayList<>(
            List.of("--partition-by", "d=day(at)", "--write-mode", "overwrite-partitions"));
    WrittenExport older = lake.export().id("01715685299999-0a0a0a0a").file(items(7)).write();
    lake.backfill(older, options.toArray(String[]::new)).done();
    options.addAll(List.of("--on-bad-file", "skip"));
    WrittenExport export = export(6, Map.of(2, FileQuirk.WRONG_CRC));
    lake.backfill(export, options.toArray(String[]::new)).failed(ErrorCode.PARTIAL);
    assertThat(lake.rows()).hasSize(50);
    export(6, Map.of());
    Run second = lake.backfill(export, options.toArray(String[]::new)).done();
    assertThat(second.out()).contains("10 read");
    assertThat(lake.values("pk")).hasSize(60).doesNotHaveDuplicates();
  }

  private Ledger ledger() {
    return Ledgers.open(lake.ledger().toString(), Ledgers.PATIENCE, message -> {});
  }
}
