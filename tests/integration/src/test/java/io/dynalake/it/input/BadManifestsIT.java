package io.dynalake.it.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dynalake.error.ErrorCode;
import io.dynalake.testsupport.export.ExportQuirk;
import io.dynalake.testsupport.export.WrittenExport;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports that are unfinished, of another kind, or hostile. Nothing is ever written. */
final class BadManifestsIT {
  private static final List<String> ITEMS = List.of("{\"pk\":{\"S\":\"a\"}}");

  private final Lake lake;

  BadManifestsIT(@TempDir Path folder) {
    lake = new Lake(folder);
  }

  @AfterEach
  void nothingWasWritten() {
    assertThat(lake.dataFiles()).isEmpty();
  }

  static Stream<Arguments> quirks() {
    return Stream.of(
        arguments(ExportQuirk.NO_SUMMARY, ErrorCode.INPUT_MISSING, "the export is not finished"),
        arguments(
            ExportQuirk.HALF_SUMMARY,
            ErrorCode.BAD_DATA,
            "manifest-summary.json: not whole JSON (half-written?)"),
        arguments(
            ExportQuirk.NO_FILES_MANIFEST,
            ErrorCode.INPUT_MISSING,
            "manifest-files.json: the manifest is missing, so the data files are unknown"),
        arguments(
            ExportQuirk.HALF_FILES_MANIFEST,
            ErrorCode.BAD_DATA,
            "manifest-files.json: line 1: not whole JSON (half-written?)"),
        arguments(ExportQuirk.WRONG_SUMMARY_MD5, ErrorCode.BAD_DATA, "but manifest-summary.md5"),
        arguments(ExportQuirk.WRONG_FILES_MD5, ErrorCode.BAD_DATA, "but manifest-files.md5"),
        arguments(
            ExportQuirk.WRONG_TOTAL, ErrorCode.BAD_DATA, "its files have 1 items in all, but"),
        arguments(
            ExportQuirk.INCREMENTAL,
            ErrorCode.USAGE,
            "an incremental export holds changes, not items; bring it into a dataset by the job"));
  }

  @ParameterizedTest
  @MethodSource("quirks")
  void refusesManifestsThatAreNotWhole(ExportQuirk quirk, ErrorCode code, String reason) {
    WrittenExport export = lake.export().file(ITEMS).with(quirk).write();
    lake.backfill(export).failed(code).contains(export.folder().toString()).contains(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secrets.json.gz",
        "AWSDynamoDB/01715685260608-c488b4e1/data/../../../secrets.json.gz",
        "s3://another-bucket/AWSDynamoDB/01715685260608-c488b4e1/data/a.json.gz",
        "/etc/passwd",
        "AWSDynamoDB/01715685260608-c488b4e1/data/%2e%2e/%2e%2e/secrets.json.gz",
        "AWSDynamoDB/01500000000000-0a0a0a0a/data/a.json.gz"
      })
  void refusesManifestThatPointsOutsideTheExport(String key) {
    WrittenExport export = lake.export().file(ITEMS).entry(key, 1).write();
    lake.backfill(export)
        .failed(ErrorCode.BAD_DATA)
        .contains("its manifest names a file outside the export, \"" + key + "\"")
        .contains("nothing was read; do not trust this export");
  }

  @Test
  void refusesFolderThatHoldsNoExport() {
    lake.backfill(lake.root())
        .failed(ErrorCode.INPUT_MISSING)
        .contains(lake.root() + ": no export in it")
        .contains("manifest-summary.json");
  }

  @Test
  void refusesLocationThatDoesNotExist() {
    Path nowhere = lake.root().resolve("exports/nowhere");
    lake.backfill(nowhere)
        .failed(ErrorCode.INPUT_MISSING)
        .contains(nowhere + ": there is nothing of this name; check the location");
  }

  @Test
  void asksWhichOfTwoExportsIsMeant() {
    WrittenExport first = lake.export().file(ITEMS).write();
    WrittenExport second = lake.export().id("01715685260999-0a0a0a0a").file(ITEMS).write();
    lake.backfill(lake.root().resolve("bucket"))
        .failed(ErrorCode.USAGE)
        .contains("it holds 2 exports; name one of them:")
        .contains(first.id())
        .contains(second.id());
  }
}
