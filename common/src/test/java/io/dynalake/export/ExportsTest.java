package io.dynalake.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.ItemFormat;
import io.dynalake.testsupport.export.ExportQuirk;
import io.dynalake.testsupport.export.ExportWriter;
import io.dynalake.testsupport.export.FileQuirk;
import io.dynalake.testsupport.export.WrittenExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportsTest {
  private static final String ID = "01715685260608-c488b4e1";
  private static final String OTHER_ID = "01716790307109-5f9d6aaa";

  private final Path bucket;
  private final Configuration conf = new Configuration(false);

  ExportsTest(@TempDir Path bucket) {
    this.bucket = bucket;
  }

  private ExportWriter writer() {
    return ExportWriter.in(bucket)
        .file(List.of("{\"pk\":{\"S\":\"a\"}}", "{\"pk\":{\"S\":\"b\"}}"))
        .file(List.of())
        .file(List.of("{\"pk\":{\"S\":\"c\"}}"));
  }

  private FullExport open(Path path) {
    return Exports.open(path.toString(), conf);
  }

  private void assertRefused(Path path, ErrorCode code, String message) {
    assertThatThrownBy(() -> open(path))
        .isInstanceOf(JobException.class)
        .hasMessage(message.replace("BUCKET", "file:" + bucket))
        .extracting("code")
        .isEqualTo(code);
  }

  @Test
  void opensAnExport() throws IOException {
    WrittenExport written = writer().prefix("prod/orders").write();

    FullExport export = open(written.folder());

    assertThat(export.id()).isEqualTo(ID);
    assertThat(export.location()).isEqualTo("file:" + written.folder());
    assertThat(export.exportArn())
        .isEqualTo("arn:aws:dynamodb:eu-central-1:123456789012:table/Orders/export/" + ID);
    assertThat(export.tableArn())
        .isEqualTo("arn:aws:dynamodb:eu-central-1:123456789012:table/Orders");
    assertThat(export.exportTime()).isEqualTo("2024-05-14T11:14:20.608Z");
    assertThat(export.warnings()).isEmpty();
    assertThat(export.itemCount()).isEqualTo(OptionalLong.of(3));
    assertThat(export.files()).extracting(DataFile::key).isEqualTo(written.keys());
    assertThat(export.files().get(0).key()).startsWith("prod/orders/AWSDynamoDB/" + ID + "/data/");
    assertThat(export.files())
        .extracting(DataFile::location)
        .isEqualTo(written.dataFiles().stream().map(file -> "file:" + file).toList());
    assertThat(export.files())
        .extracting(DataFile::itemCount)
        .extracting(OptionalLong::getAsLong)
        .containsExactly(2L, 0L, 1L);
    assertThat(export.files().get(1).size()).isEqualTo(20);
    // The MD5 of an empty data file, as the service itself states it.
    assertThat(export.files().get(1).md5()).contains("FjvgqIxwymKf1RbbqtrZag==");
    assertThat(export.storedBytes())
        .isEqualTo(
            20 + Files.size(written.dataFiles().get(0)) + Files.size(written.dataFiles().get(2)));
  }

  @Test
  void findsTheExportNearTheNamedPlace() {
    WrittenExport written = writer().prefix("prod").write();
    String folder = "file:" + written.folder();

    assertThat(open(written.folder().resolve("manifest-summary.json")).location())
        .isEqualTo(folder);
    assertThat(open(bucket.resolve("prod/AWSDynamoDB")).location()).isEqualTo(folder);
    assertThat(open(bucket.resolve("prod")).location()).isEqualTo(folder);
    assertThat(Exports.open(folder + "/", conf).location()).isEqualTo(folder);
    assertThat(
            Exports.open("file://" + bucket + "//prod//AWSDynamoDB//" + ID + "//", conf).location())
        .isEqualTo(folder);
  }

  /** From awslabs/amazon-dynamodb-tools, test_export_path_resolver.py. */
  @ParameterizedTest
  @CsvSource({
    "s3://my-bucket/prod/data/AWSDynamoDB/01716790307109-5f9d6aaa, prod/data",
    "s3://my-bucket//AWSDynamoDB/01716790307109-5f9d6aaa, ",
    "s3://my-bucket/prod/AWSDynamoDB/01716790307109-5f9d6aaa/, prod",
    "s3://my-bucket/AWSDynamoDB/01716790307109-5f9d6aaa, ",
    "s3a://my-bucket/AWSDynamoDB/01716790307109-5f9d6aaa/manifest-summary.json, ",
  })
  void resolvesLocationsOnS3(String location, String prefix) {
    ExportWriter writer = ExportWriter.in(bucket.resolve("my-bucket")).id(OTHER_ID);
    (prefix == null ? writer : writer.prefix(prefix)).file(List.of("{}")).write();

    FullExport export = Exports.open(location, FolderFileSystem.configuration(bucket));

    String root = prefix == null ? "s3a://my-bucket" : "s3a://my-bucket/" + prefix;
    assertThat(export.id()).isEqualTo(OTHER_ID);
    assertThat(export.location()).isEqualTo(root + "/AWSDynamoDB/" + OTHER_ID);
    assertThat(export.files()).hasSize(1);
    assertThat(export.files().get(0).location()).startsWith(export.location() + "/data/");
    assertThat(export.files().get(0).size()).isPositive();
  }

  @Test
  void refusesLocationsWithoutAnExport() {
    Configuration s3 = FolderFileSystem.configuration(bucket);
    assertThatThrownBy(() -> Exports.open("s3://my-bucket/prod/export-id", s3))
        .isInstanceOf(JobException.class)
        .hasMessage(
            "s3a://my-bucket/prod/export-id: there is nothing of this name; check the location");
    assertRefused(
        bucket.resolve("my-bucket/AWSDynamoDB/export-id"),
        ErrorCode.INPUT_MISSING,
        "BUCKET/my-bucket/AWSDynamoDB/export-id: there is nothing of this name; check the location");
    assertRefused(
        bucket.resolve("manifest-summary.json"),
        ErrorCode.INPUT_MISSING,
        "BUCKET/manifest-summary.json: there is nothing of this name; check the location");
    assertRefused(
        bucket,
        ErrorCode.INPUT_MISSING,
        "BUCKET: no export in it; an export's folder has a manifest-summary.json;"
            + " name that folder, or the one above it");
  }

  @Test
  void refusesAFileThatIsNotTheSummary() throws IOException {
    Path file = Files.writeString(bucket.resolve("orders.json"), "{}");

    assertRefused(
        file,
        ErrorCode.INPUT_MISSING,
        "BUCKET/orders.json: this is a file; name the export's folder or its manifest-summary.json");
  }

  @Test
  void asksWhichOfSeveralExportsIsMeant() {
    writer().write();
    writer().id(OTHER_ID).write();

    assertRefused(
        bucket,
        ErrorCode.USAGE,
        "BUCKET/AWSDynamoDB: it holds 2 exports; name one of them:"
            + "\n  BUCKET/AWSDynamoDB/"
            + ID
            + "\n  BUCKET/AWSDynamoDB/"
            + OTHER_ID);
  }

  @Test
  void leavesUnfinishedExportsBesideAFinishedOne() {
    writer().write();
    writer().id(OTHER_ID).with(ExportQuirk.NO_SUMMARY).write();

    assertThat(open(bucket).id()).isEqualTo(ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AWSDynamoDB",
        "AWSDynamoDB/" + ID,
        "AWSDynamoDB/" + ID + "/manifest-summary.json"
      })
  void saysThatAnExportIsNotFinished(String place) {
    writer().with(ExportQuirk.NO_SUMMARY).write();

    assertRefused(
        bucket.resolve(place),
        ErrorCode.INPUT_MISSING,
        "BUCKET/AWSDynamoDB/"
            + ID
            + ": the export is not finished; manifest-summary.json is written"
            + " last and is not there; wait for the export, or copy it completely");
  }

  @Test
  void opensACopyFromAnotherPrefix() {
    WrittenExport written = writer().copiedFromPrefix("backups/AWSDynamoDB/2024").write();

    FullExport export = open(bucket);

    assertThat(export.files()).extracting(DataFile::size).doesNotContain(-1L);
    assertThat(export.files()).extracting(DataFile::key).isEqualTo(written.keys());
    assertThat(written.keys().get(0)).startsWith("backups/AWSDynamoDB/2024/AWSDynamoDB/");
  }

  @Test
  void opensACopyUnderAnotherNameByItsArn() throws IOException {
    Path folder = bucket.resolve("my copy 50%");
    Files.move(writer().prefix("prod").write().folder(), folder);

    FullExport export = open(folder);

    assertThat(export.id()).isEqualTo(ID);
    assertThat(export.files()).extracting(DataFile::size).doesNotContain(-1L);
    assertThat(open(bucket)).isEqualTo(export);
  }

  @Test
  void takesKeysRelativeToTheManifest() {
    WrittenExport written = writer().with(ExportQuirk.RELATIVE_KEYS).write();

    FullExport export = open(bucket);

    assertThat(export.files().get(0).key()).startsWith("data/");
    assertThat(export.files().get(0).location()).isEqualTo("file:" + written.dataFiles().get(0));
    assertThat(export.files()).extracting(DataFile::size).doesNotContain(-1L);
  }

  @Test
  void prefersTheManifestBesideTheSummary() {
    writer().with(ExportQuirk.FOREIGN_FILES_KEY).write();

    assertThat(open(bucket).files()).hasSize(3);
  }

  @Test
  void followsTheSummaryToTheOtherManifest() throws IOException {
    WrittenExport written = writer().prefix("prod").write();
    Path summary = written.folder().resolve("manifest-summary.json");
    String text = Files.readString(summary);
    Files.writeString(summary, text.replace("/manifest-files.json", "/parts/files.json"));
    Files.delete(written.folder().resolve("manifest-summary.md5"));
    Path parts = Files.createDirectories(written.folder().resolve("parts"));
    Files.move(written.folder().resolve("manifest-files.json"), parts.resolve("files.json"));
    Files.move(written.folder().resolve("manifest-files.md5"), parts.resolve("files.checksum"));

    assertThat(open(bucket.resolve("prod")).files()).hasSize(3);

    Files.writeString(parts.resolve("files.checksum"), "FjvgqIxwymKf1RbbqtrZag==");
    assertThatThrownBy(() -> open(bucket.resolve("prod")))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("/parts/files.json: its MD5 is ")
        .hasMessageContaining("but files.checksum says FjvgqIxwymKf1RbbqtrZag==");
  }

  @ParameterizedTest
  @EnumSource(names = {"CHECKSUM_SUFFIX", "UNKNOWN_MEMBERS", "EXTRA_OBJECTS"})
  void takesWhatIsUnusualButRight(ExportQuirk quirk) {
    writer().with(quirk).write();

    FullExport export = open(bucket);

    assertThat(export.warnings()).isEmpty();
    assertThat(export.files()).hasSize(3).extracting(DataFile::size).doesNotContain(-1L);
  }

  @Test
  void warnsOfWhatCannotBeChecked() {
    writer()
        .with(ExportQuirk.NO_CHECKSUMS)
        .file(List.of("{}"), FileQuirk.NO_MD5)
        .file(List.of("{}"), FileQuirk.NO_COUNT)
        .write();

    FullExport export = open(bucket);

    String folder = "file:" + bucket + "/AWSDynamoDB/" + ID;
    assertThat(export.warnings())
        .containsExactly(
            folder + "/manifest-summary.json: no checksum beside it; it was not verified",
            folder + "/manifest-files.json: no checksum beside it; it was not verified",
            folder
                + "/manifest-files.json: no md5Checksum for 1 of 5 files; their bytes cannot be verified",
            folder
                + "/manifest-files.json: no itemCount for 1 of 5 files; their items cannot be counted against it");
    assertThat(export.itemCount()).isEmpty();
    assertThat(export.files().get(3).md5()).isEmpty();
    assertThat(export.files().get(4).itemCount()).isEmpty();
  }

  @Test
  void opensAnEmptyExport() {
    ExportWriter.in(bucket).write();

    FullExport export = open(bucket);

    assertThat(export.files()).isEmpty();
    assertThat(export.itemCount()).isEqualTo(OptionalLong.of(0));
  }

  @Test
  void leavesMissingDataFilesToTheReader() {
    writer()
        .file(List.of("{}"), FileQuirk.MISSING)
        .entry("AWSDynamoDB/" + ID + "/old/x.json.gz", 7)
        .write();

    assertThat(open(bucket).files()).extracting(DataFile::size).endsWith(-1L, -1L);
    assertThat(open(bucket).itemCount()).isEqualTo(OptionalLong.of(11));
  }

  @Test
  void refusesChangedManifests() {
    writer().with(ExportQuirk.WRONG_SUMMARY_MD5).write();
    writer().id(OTHER_ID).with(ExportQuirk.WRONG_FILES_MD5, ExportQuirk.CHECKSUM_SUFFIX).write();

    assertThatThrownBy(() -> open(bucket.resolve("AWSDynamoDB/" + ID)))
        .isInstanceOf(JobException.class)
        .hasMessageMatching(
            "file:.*/manifest-summary.json: its MD5 is [^ ]{22}==, but manifest-summary.md5 says"
                + " [^ ]{22}==; the manifest is damaged; copy the export again")
        .extracting("code")
        .isEqualTo(ErrorCode.BAD_DATA);
    assertThatThrownBy(() -> open(bucket.resolve("AWSDynamoDB/" + OTHER_ID)))
        .isInstanceOf(JobException.class)
        .hasMessageMatching(
            "file:.*/manifest-files.json: its MD5 is [^ ]{22}==, but manifest-files.checksum says"
                + " [^ ]{22}==; the manifest is damaged; copy the export again")
        .extracting("code")
        .isEqualTo(ErrorCode.BAD_DATA);
  }

  @Test
  void refusesAHalfWrittenSummary() {
    writer().with(ExportQuirk.HALF_SUMMARY).write();

    assertRefused(
        bucket,
        ErrorCode.BAD_DATA,
        "BUCKET/AWSDynamoDB/"
            + ID
            + "/manifest-summary.json: not whole JSON (half-written?);"
            + " the manifest is damaged; copy the export again");
  }

  @Test
  void refusesAHalfWrittenFilesManifest() {
    writer().with(ExportQuirk.HALF_FILES_MANIFEST).write();

    assertRefused(
        bucket,
        ErrorCode.BAD_DATA,
        "BUCKET/AWSDynamoDB/"
            + ID
            + "/manifest-files.json: line 3: not whole JSON (half-written?);"
            + " the manifest is damaged; copy the export again");
  }

  @Test
  void refusesAMissingFilesManifest() {
    writer().with(ExportQuirk.NO_FILES_MANIFEST).write();

    assertRefused(
        bucket,
        ErrorCode.INPUT_MISSING,
        "BUCKET/AWSDynamoDB/"
            + ID
            + "/manifest-files.json: the manifest is missing,"
            + " so the data files are unknown; copy the export again");
  }

  @Test
  void refusesManifestsThatDifferInTheirItems() {
    writer().with(ExportQuirk.WRONG_TOTAL).write();

    assertRefused(
        bucket,
        ErrorCode.BAD_DATA,
        "BUCKET/AWSDynamoDB/"
            + ID
            + "/manifest-files.json: its files have 3 items in all,"
            + " but manifest-summary.json says 4; the manifest is damaged; copy the export again");
  }

  @Test
  void refusesADataFileThatIsListedTwice() {
    WrittenExport written = writer().file(List.of("{}"), FileQuirk.LISTED_TWICE).write();

    assertRefused(
        bucket,
        ErrorCode.BAD_DATA,
        "BUCKET/AWSDynamoDB/"
            + ID
            + "/manifest-files.json: line 5: \""
            + written.keys().get(3)
            + "\" is listed twice; the manifest is damaged; copy the export again");
  }

  @Test
  void refusesTwoKeysOfTheSameFile() {
    String place = "AWSDynamoDB/" + ID + "/data/x.json.gz";
    writer().entry(place, 1).entry("prod/" + place, 1).write();

    assertRefused(
        bucket,
        ErrorCode.BAD_DATA,
        "BUCKET/AWSDynamoDB/"
            + ID
            + "/manifest-files.json: two keys name the same file, \"prod/"
            + place
            + "\"; the manifest is damaged; copy the export again");
  }

  @Test
  void tellsTheFormatOfDataFilesFromTheSummary() {
    writer().file(List.of()).with(ExportQuirk.ION).write();

    assertThat(open(bucket).files()).extracting(DataFile::format).containsOnly(ItemFormat.ION);
  }

  @Test
  void tellsTheFormatOfDataFilesFromTheirNamesWhereTheSummaryIsSilent() throws IOException {
    WrittenExport export = writer().entry("data/a.ion.gz", 1).entry("data/b.json.gz", 1).write();
    Path summary = export.folder().resolve("manifest-summary.json");
    String text = Files.readString(summary);
    Files.writeString(summary, text.replace("\"outputFormat\":\"DYNAMODB_JSON\"", "\"x\":\"y\""));
    Files.delete(export.folder().resolve("manifest-summary.md5"));

    assertThat(open(bucket).files())
        .extracting(DataFile::format)
        .endsWith(ItemFormat.ION, ItemFormat.DYNAMODB_JSON);
  }

  @Test
  void refusesIncrementalExports() {
    writer().with(ExportQuirk.INCREMENTAL).write();

    assertRefused(
        bucket,
        ErrorCode.USAGE,
        "BUCKET/AWSDynamoDB/"
            + ID
            + ": an incremental export holds changes, not items; bring it into a dataset by the job"
            + " apply, or name a full export");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AWSDynamoDB/01715685260608-c488b4e1/../../secret.gz | it has the name . or ..",
        "../other/AWSDynamoDB/01715685260608-c488b4e1/data/a.gz | it has the name . or ..",
        "data/./a.gz | it has the name . or ..",
        "data/%2E%2e/%2e%2E/a.gz | it has escaped dots, slashes or percent signs",
        "data%2fa.gz | it has escaped dots, slashes or percent signs",
        "data/%252e%252e/a.gz | it has escaped dots, slashes or percent signs",
        "data\\..\\..\\a.gz | it has a backslash or a control character",
        "/etc/passwd | it is an absolute path",
        "//other-bucket/a.gz | it is an absolute path",
        "s3://other-bucket/AWSDynamoDB/01715685260608-c488b4e1/data/a.gz | it is a URI, maybe of another bucket",
        "file:/etc/passwd | it is a URI, maybe of another bucket",
        "AWSDynamoDB/01716790307109-5f9d6aaa/data/a.gz | it belongs to another export",
        "AWSDynamoDB/data/a.gz | it belongs to another export",
        "AWSDynamoDB | it belongs to another export",
        "AWSDynamoDB/01715685260608-c488b4e1 | it names no file",
        "AWSDynamoDB/01715685260608-c488b4e1/data/ | it names no file",
        "data//a.gz | it names no file",
      })
  void refusesManifestThatPointsOutsideTheExport(String key, String why) {
    writer().entry(key, 1).write();

    assertRefused(
        bucket,
        ErrorCode.BAD_DATA,
        "BUCKET/AWSDynamoDB/"
            + ID
            + ": its manifest names a file outside the export, \""
            + key
            + "\": "
            + why
            + "; nothing was read; do not trust this export");
  }

  @Test
  void hidesControlCharactersOfKeysInMessages() {
    writer().entry("a\u001b[2J\nb" + "x".repeat(300), 1).write();

    assertThatThrownBy(() -> open(bucket))
        .hasMessageContaining("\"a?[2J?b" + "x".repeat(193) + "…\": it has a backslash");
  }

  @Test
  void refusesAManifestKeyThatPointsOutsideTheExport() {
    writer().with(ExportQuirk.NO_FILES_MANIFEST, ExportQuirk.FOREIGN_FILES_KEY).write();

    assertThatThrownBy(() -> open(bucket))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("\"AWSDynamoDB/01500000000000-0a0a0a0a/manifest-files.json\":")
        .hasMessageContaining("it belongs to another export");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"itemCount\":1} | line 4: dataFileS3Key is missing",
        "{\"itemCount\":-1,\"dataFileS3Key\":\"a\"} | line 4: itemCount is -1, not a count",
        "{\"itemCount\":1.5,\"dataFileS3Key\":\"a\"} | line 4: itemCount is 1.5, not a count",
        "{\"itemCount\":\"1\",\"dataFileS3Key\":\"a\"} | line 4: itemCount is \"1\", not a count",
        "{\"itemCount\":99999999999999999999,\"dataFileS3Key\":\"a\"} | line 4: itemCount is 99999999999999999999, not a count",
        "{\"itemCount\":9223372036854775807,\"dataFileS3Key\":\"a\"} | its item counts are beyond all numbers",
        "{\"itemCount\":1,\"dataFileS3Key\":7} | line 4: dataFileS3Key is not a string",
        "{\"itemCount\":1,\"dataFileS3Key\":\"a\",\"dataFileS3Key\":\"b\"} | line 4: not whole JSON (half-written?)",
        "{\"itemCount\":1,\"dataFileS3Key\":\"a\"}} | line 4: not whole JSON (half-written?)",
        "[1] | line 4: no JSON object",
      })
  void refusesEntriesThatAreNone(String line, String message) throws IOException {
    WrittenExport written = writer().with(ExportQuirk.NO_CHECKSUMS).write();
    Path files = written.folder().resolve("manifest-files.json");
    Files.writeString(files, Files.readString(files) + line);

    assertRefused(
        bucket,
        ErrorCode.BAD_DATA,
        "BUCKET/AWSDynamoDB/"
            + ID
            + "/manifest-files.json: "
            + message
            + "; the manifest is damaged; copy the export again");
  }

  @Test
  void refusesAnEndlessEntry() throws IOException {
    WrittenExport written = writer().with(ExportQuirk.NO_CHECKSUMS).write();
    Path files = written.folder().resolve("manifest-files.json");
    Files.writeString(files, Files.readString(files) + "{\"x\":\"" + "y".repeat(1 << 20) + "\"}");

    assertThatThrownBy(() -> open(bucket))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("manifest-files.json: line 4 is longer than any entry");
  }

  @Test
  void refusesAnEndlessSummary() throws IOException {
    WrittenExport written = writer().write();
    Path summary = written.folder().resolve("manifest-summary.json");
    Files.writeString(summary, " ".repeat(2 << 20));

    assertThatThrownBy(() -> open(bucket))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("manifest-summary.json: it has more than 1048576 bytes");
  }

  @Test
  void namesWhatTheFileSystemRefuses() {
    Configuration s3 = FolderFileSystem.configuration(bucket);

    assertThatThrownBy(() -> Exports.open("s3://my-bucket/unreadable", s3))
        .isInstanceOf(JobException.class)
        .hasMessage(
            "s3a://my-bucket/unreadable: reading failed; java.io.IOException: connection reset;"
                + " run the job again when the file system answers")
        .extracting("code")
        .isEqualTo(ErrorCode.SERVICE);
  }
}
