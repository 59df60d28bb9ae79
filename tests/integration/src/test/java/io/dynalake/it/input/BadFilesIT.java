package io.dynalake.it.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dynalake.error.ErrorCode;
import io.dynalake.testsupport.export.FileQuirk;
import io.dynalake.testsupport.export.WrittenExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Data files that are not what the manifest promises. */
final class BadFilesIT {
  private final Lake lake;

  BadFilesIT(@TempDir Path folder) {
    lake = new Lake(folder);
  }

  static Stream<Arguments> quirks() {
    return Stream.of(
        arguments(FileQuirk.TRUNCATED, "truncated gzip: the file ends in the middle"),
        arguments(FileQuirk.TRAILER_CUT, "truncated gzip: the file ends in the middle"),
        arguments(FileQuirk.WRONG_CRC, "damaged gzip data: wrong checksum (CRC)"),
        arguments(FileQuirk.TRAILING_GARBAGE, "garbage behind the end of the gzip data"),
        arguments(FileQuirk.NOT_GZIP, "it is not gzip"),
        arguments(FileQuirk.WRONG_MD5, "but the manifest says "),
        arguments(FileQuirk.COUNT_TOO_HIGH, "it has 40 items, but the manifest promises 41"),
        arguments(FileQuirk.COUNT_TOO_LOW, "it has more items than the 39"));
  }

  private static List<String> items(String prefix) {
    return IntStream.range(0, 40)
        .mapToObj(i -> "{\"pk\":{\"S\":\"" + prefix + i + "\"},\"n\":{\"N\":\"" + i + "\"}}")
        .toList();
  }

  private WrittenExport exportWith(FileQuirk quirk) {
    return lake.export().file(items("good ")).file(items("bad "), quirk).write();
  }

  @ParameterizedTest
  @MethodSource("quirks")
  void refusesTheWholeExportForOneFile(FileQuirk quirk, String reason) {
    WrittenExport export = exportWith(quirk);
    lake.backfill(export)
        .failed(ErrorCode.BAD_DATA)
        .contains("1 of 2 data files do not verify, nothing was written")
        .contains(export.keys().get(1) + ": ")
        .contains(reason)
        .contains("copy them again, or leave them out with --on-bad-file skip");
    assertThat(lake.dataFiles()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("quirks")
  void leavesOnlyThatFileOutIfAllowed(FileQuirk quirk, String reason) {
    WrittenExport export = exportWith(quirk);
    lake.backfill(export, "--on-bad-file", "skip", "--run-id", "r1")
        .failed(ErrorCode.PARTIAL)
        .contains("1 of 2 data files do not verify and were left out")
        .contains(export.keys().get(1) + ": ")
        .contains(reason);
    assertThat(lake.rows()).hasSize(40);
    assertThat(lake.values("pk")).allMatch(pk -> pk.startsWith("good "));
    assertThat(lake.report("r1").at("/status").asText()).isEqualTo("PARTIAL");
    assertThat(lake.report("r1").at("/files/failed").asInt()).isEqualTo(1);
  }

  @Test
  void saysWhichFileIsMissingAndWhereItShouldBe() {
    WrittenExport export = exportWith(FileQuirk.MISSING);
    lake.backfill(export)
        .failed(ErrorCode.INPUT_MISSING)
        .contains(export.keys().get(1) + ": the manifest lists this file, but it is not there")
        .contains("it should be at file:" + export.dataFiles().get(1));
    assertThat(lake.dataFiles()).isEmpty();
  }

  @Test
  void takesOnlyTheMendedFilesTheSecondTime() throws IOException {
    WrittenExport export = lake.export().file(items("a")).file(items("b")).file(items("c")).write();
    Path broken = export.dataFiles().get(1);
    byte[] whole = Files.readAllBytes(broken);
    Files.write(broken, Arrays.copyOf(whole, whole.length - 9));
    lake.backfill(export, "--on-bad-file", "skip").failed(ErrorCode.PARTIAL);
    List<String> before = lake.dataFiles();
    assertThat(lake.rows()).hasSize(80);

    // Still broken: the same again, and nothing is written twice.
    lake.backfill(export, "--on-bad-file", "skip").failed(ErrorCode.PARTIAL);
    assertThat(lake.dataFiles()).isEqualTo(before);

    Files.write(broken, whole);
    lake.backfill(export, "--on-bad-file", "skip", "--run-id", "mended").done();
    assertThat(lake.dataFiles()).containsAll(before);
    assertThat(lake.values("pk")).hasSize(120).doesNotHaveDuplicates();
    assertThat(lake.report("mended").at("/items/read").asInt()).isEqualTo(40);

    Run fourth = lake.backfill(export, "--on-bad-file", "skip").done();
    assertThat(fourth.out()).contains("already done");
    assertThat(lake.rows()).hasSize(120);
  }

  @Test
  void refusesAnExportOfBrokenFilesOnlyEvenIfTheyMayBeSkipped() {
    WrittenExport export = lake.export().file(items("a"), FileQuirk.TRUNCATED).write();
    lake.backfill(export, "--on-bad-file", "skip")
        .failed(ErrorCode.BAD_DATA)
        .contains("1 of 1 data files do not verify, nothing was written");
    assertThat(lake.dataFiles()).isEmpty();
  }
}
