package io.dynalake.testsupport.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against what the service is known to write. */
class ExportWriterTest {
  private final Path bucket;

  ExportWriterTest(@TempDir Path bucket) {
    this.bucket = bucket;
  }

  private static List<String> tree(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(Files::isRegularFile)
          .map(p -> root.relativize(p).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void writesTheLayoutOfTheService() throws IOException {
    WrittenExport export =
        ExportWriter.in(bucket).prefix("prod").file(List.of("{}")).file(List.of()).write();

    String folder = "prod/AWSDynamoDB/01715685260608-c488b4e1/";
    assertThat(tree(bucket))
        .containsExactlyInAnyOrder(
            folder + "_started",
            folder + "manifest-summary.json",
            folder + "manifest-summary.md5",
            folder + "manifest-files.json",
            folder + "manifest-files.md5",
            export.keys().get(0),
            export.keys().get(1));
    assertThat(export.keys())
        .allMatch(key -> key.matches(folder + "data/[a-z2-7]{26}\\.json\\.gz"));
  }

  @Test
  void writesTheEmptyDataFileOfTheService() throws IOException {
    WrittenExport export = ExportWriter.in(bucket).file(List.of()).write();

    assertThat(HexFormat.of().formatHex(Files.readAllBytes(export.dataFiles().get(0))))
        .isEqualTo("1f8b08000000000000ff03000000000000000000");
    assertThat(Files.readString(export.folder().resolve("manifest-files.json")))
        .isEqualTo(
            "{\"itemCount\":0,\"md5Checksum\":\"FjvgqIxwymKf1RbbqtrZag==\","
                + "\"etag\":\"7deb4078f238dd87d6af0538152c04e9-1\",\"dataFileS3Key\":\""
                + export.keys().get(0)
                + "\"}\n");
  }

  @Test
  void writesTheSummaryOfTheService() throws IOException {
    WrittenExport export = ExportWriter.in(bucket).file(List.of("{}", "{}")).write();

    String arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/Orders";
    assertThat(Files.readString(export.folder().resolve("manifest-summary.json")))
        .isEqualTo(
            "{\"version\":\"2020-06-30\",\"exportArn\":\""
                + arn
                + "/export/01715685260608-c488b4e1\",\"startTime\":\"2024-05-14T11:14:20.608Z\","
                + "\"endTime\":\"2024-05-14T11:19:20.608Z\",\"tableArn\":\""
                + arn
                + "\",\"tableId\":\"11991185-e7ab-4da5-8bab-03f0db0b7bfd\","
                + "\"exportTime\":\"2024-05-14T11:14:20.608Z\",\"s3Bucket\":\"orders-bucket\","
                + "\"s3Prefix\":null,\"s3SseAlgorithm\":\"AES256\",\"s3SseKmsKeyId\":null,"
                + "\"manifestFilesS3Key\":"
                + "\"AWSDynamoDB/01715685260608-c488b4e1/manifest-files.json\","
                + "\"billedSizeBytes\":123456,\"itemCount\":2,\"outputFormat\":\"DYNAMODB_JSON\"}");
    assertThat(Files.readString(export.folder().resolve("manifest-summary.md5"))).hasSize(24);
  }

  @Test
  void putsTheFilesOfIncrementalExportsIntoTheSharedFolder() throws IOException {
    WrittenExport export =
        ExportWriter.in(bucket).with(ExportQuirk.INCREMENTAL).lines(List.of("{}")).write();

    assertThat(export.keys()).allMatch(key -> key.startsWith("AWSDynamoDB/data/"));
    assertThat(tree(bucket)).contains(export.keys().get(0));
    assertThat(Files.readString(export.folder().resolve("manifest-summary.json")))
        .contains("\"version\":\"2023-08-01\"", "\"exportType\":\"INCREMENTAL_EXPORT\"");
  }
}
