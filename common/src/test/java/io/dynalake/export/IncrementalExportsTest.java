package io.dynalake.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.JobException;
import io.dynalake.testsupport.export.ExportQuirk;
import io.dynalake.testsupport.export.ExportWriter;
import io.dynalake.testsupport.export.WrittenExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncrementalExportsTest {
  private static final String ID = "01715685260608-c488b4e1";
  private static final String LINE =
      "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"1\"}},\"Keys\":{\"k\":{\"S\":\"a\"}}}";

  private final Path bucket;
  private final Configuration conf = new Configuration(false);

  IncrementalExportsTest(@TempDir Path bucket) {
    this.bucket = bucket;
  }

  private ExportWriter writer() {
    return ExportWriter.in(bucket)
        .with(ExportQuirk.INCREMENTAL)
        .lines(List.of(LINE, LINE))
        .lines(List.of());
  }

  private IncrementalExport open(Path path) {
    return (IncrementalExport) Exports.openAny(path.toString(), conf);
  }

  @Test
  void opensItByItsManifestsAlone() throws IOException {
    WrittenExport written = writer().prefix("prod").write();
    Files.writeString(written.dataFiles().get(0).resolveSibling("another.json.gz"), "of another");

    IncrementalExport export = open(written.folder());

    assertThat(export.id()).isEqualTo(ID);
    assertThat(export.tableId()).isEqualTo("11991185-e7ab-4da5-8bab-03f0db0b7bfd");
    assertThat(export.period().from()).isEqualTo(Instant.parse("2024-05-14T10:14:20.608Z"));
    assertThat(export.period().to()).isEqualTo(Instant.parse("2024-05-14T11:14:20.608Z"));
    assertThat(export.view()).isEqualTo(ExportView.NEW_AND_OLD_IMAGES);
    assertThat(export.itemCount()).hasValue(2);
    assertThat(export.files())
        .extracting(DataFile::location)
        .isEqualTo(written.dataFiles().stream().map(file -> "file:" + file).toList());
    assertThat(export.files().get(0).location()).contains("/prod/AWSDynamoDB/data/");
    assertThat(export.files().get(0).size()).isEqualTo(Files.size(written.dataFiles().get(0)));
    assertThat(export.files()).extracting(DataFile::content).containsOnly(LineContent.CHANGES);
  }

  @Test
  void findsTheSharedFolderBesideACopy() throws IOException {
    WrittenExport written = writer().copiedFromPrefix("prod/AWSDynamoDB/x").write();
    Path copy = Files.createDirectories(bucket.resolve("copy"));
    Files.move(written.folder(), copy.resolve(ID));
    Files.move(written.dataFiles().get(0).getParent(), copy.resolve("data"));

    assertThat(open(copy.resolve(ID)).files())
        .allSatisfy(file -> assertThat(file.location()).startsWith("file:" + copy + "/data/"))
        .allSatisfy(file -> assertThat(file.size()).isPositive());
  }

  @Test
  void findsFilesInTheExportsOwnFolderAndMissesThoseThatAreNotThere() throws IOException {
    ExportWriter.in(bucket)
        .with(ExportQuirk.INCREMENTAL)
        .entry("AWSDynamoDB/" + ID + "/data/own.json.gz", 1)
        .entry("data/relative.json.gz", 1)
        .entry("AWSDynamoDB/data/missing.json.gz", 1)
        .write();
    Path own = Files.createDirectories(bucket.resolve("AWSDynamoDB").resolve(ID).resolve("data"));
    Files.writeString(own.resolve("own.json.gz"), "12345");
    Files.writeString(own.resolve("relative.json.gz"), "123");

    assertThat(open(bucket).files()).extracting(DataFile::size).containsExactly(5L, 3L, -1L);
  }

  @ParameterizedTest
  @CsvSource({
    "AWSDynamoDB/data/../x.json.gz, it has the name . or ..",
    "AWSDynamoDB/data/deep/x.json.gz, it belongs to another export",
    "AWSDynamoDB/01715685260608-aaaaaaaa/data/x.json.gz, it belongs to another export",
    "AWSDynamoDB/data/, it names no file",
    "AWSDynamoDB/data, it belongs to another export",
  })
  void refusesFilesElsewhere(String key, String reason) {
    ExportWriter.in(bucket).with(ExportQuirk.INCREMENTAL).entry(key, 1).write();

    assertThatThrownBy(() -> open(bucket))
        .isInstanceOf(JobException.class)
        .message()
        .contains(reason);
  }

  @Test
  void keepsAFullExportOutOfTheSharedFolder() {
    ExportWriter.in(bucket).entry("AWSDynamoDB/data/x.json.gz", 1).write();

    assertThatThrownBy(() -> Exports.open(bucket.toString(), conf))
        .message()
        .contains("it belongs to another export");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"exportToTime\":\"2024-05-14T11 | \"exportToTime\":\"2023-05-14T11 | is not before",
        "\"exportFromTime\" | \"from\" | exportFromTime is \"\", not a time",
        "NEW_AND_OLD_IMAGES | OLD_IMAGE | outputView is \"OLD_IMAGE\", which is none",
      })
  void refusesAPeriodOrViewThatIsNone(String written, String instead, String reason)
      throws IOException {
    Path folder = writer().with(ExportQuirk.NO_CHECKSUMS).write().folder();
    Path summary = folder.resolve("manifest-summary.json");
    Files.writeString(summary, Files.readString(summary).replace(written, instead));

    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(JobException.class)
        .message()
        .contains(reason)
        .contains("manifest-summary.json");
  }
}
