package io.dynalake.it.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.testsupport.export.ExportWriter;
import io.dynalake.testsupport.export.WrittenExport;
import io.dynalake.testsupport.job.JobProcess;
import io.dynalake.testsupport.job.JobProcess.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Backfills from S3 to S3: what a dataset holds then is what one on the local disk does. */
@TestInstance(Lifecycle.PER_CLASS)
class S3aBackfillIT {
  private static final String PARTITION_BY = "--partition-by=" + Orders.PARTITION_BY;
  private static final String OVERWRITE = "--write-mode=overwrite-partitions";

  private InProcess jobs;
  private Place disk;
  private WrittenExport first;
  private WrittenExport second;
  private Path folder;
  private Place bucket;

  @BeforeAll
  void start(@TempDir Path temporary) {
    folder = temporary;
    jobs = InProcess.withS3();
    first = Orders.write(folder.resolve("first"), "first", 3_000, 3, 1, 6, "");
    second = Orders.write(folder.resolve("second"), "second", 4_000, 2, 4, 9, "coupon");
    disk = Place.local(folder);
  }

  @BeforeEach
  void fill() {
    bucket = Place.s3a(folder);
    bucket.upload(first.bucket(), "first");
    bucket.upload(second.bucket(), "second");
  }

  @AfterAll
  void stop() {
    jobs.close();
  }

  /** The rows of the same runs on the local disk. */
  private Map<String, List<String>> onDisk(String target, List<List<String>> runs) {
    for (List<String> run : runs) {
      jobs.backfill(
          folder.resolve(run.get(0)).toString(),
          folder.resolve(target).toString(),
          run.subList(1, run.size()).toArray(String[]::new));
    }
    return disk.rows(target);
  }

  private static long count(Map<String, List<String>> rows) {
    return rows.values().stream().mapToLong(List::size).sum();
  }

  @Test
  void writesUnpartitionedDataset() {
    jobs.backfill(bucket.uri("first"), bucket.uri("lake/orders"));
    Map<String, List<String>> rows = bucket.rows("lake/orders");
    assertThat(rows.keySet()).containsExactly("");
    assertThat(count(rows)).isEqualTo(3_000);
    assertThat(rows).isEqualTo(onDisk("unpartitioned", List.of(List.of("first"))));
    requireTidy("lake/orders");
  }

  /** The task of the first file has written all of it when the second shows that columns miss. */
  @Test
  void leavesNothingOfAFirstPassThatWasInVain() {
    String pad = "x".repeat(300);
    List<String> usual =
        IntStream.range(0, 8_000)
            .mapToObj(i -> "{\"pk\":{\"S\":\"%06d\"},\"pad\":{\"S\":\"%s\"}}".formatted(i, pad))
            .toList();
    List<String> late = new ArrayList<>(usual);
    late.add("{\"pk\":{\"S\":\"late\"},\"new\":{\"N\":\"1\"}}");
    WrittenExport export = ExportWriter.in(folder.resolve("late")).file(usual).file(late).write();
    bucket.upload(export.bucket(), "late");
    jobs.backfill(bucket.uri("late"), bucket.uri("lake"), "--target-file-size=1MB");
    Map<String, List<String>> rows = bucket.rows("lake");
    assertThat(count(rows)).isEqualTo(16_001);
    assertThat(rows.get("")).anyMatch(row -> row.contains("pk=late") && row.contains("new=1"));
    requireTidy("lake");
  }

  @Test
  void launcherReadsAndWritesWhatIsSpelledS3() {
    List<String> command = new ArrayList<>(bucket.sparkOptions());
    command.addAll(
        List.of(
            "backfill",
            "--export",
            bucket.uri("first").replace("s3a://", "s3://"),
            "--target",
            bucket.uri("lake/orders/").replace("s3a://", "s3://"),
            PARTITION_BY));
    Ended ended = JobProcess.run(command);
    assertThat(ended.exitCode()).as(ended.text()).isZero();
    assertThat(ended.out()).anyMatch(line -> line.contains("3,000 written"));
    Map<String, List<String>> rows = bucket.rows("lake/orders");
    assertThat(rows.keySet()).contains("day=__HIVE_DEFAULT_PARTITION__/bucket=3").hasSize(28);
    assertThat(rows).isEqualTo(onDisk("spelled", List.of(List.of("first", PARTITION_BY))));
    requireTidy("lake/orders");
  }

  @Test
  void replacesJustThePartitionsThatReceiveItems() {
    jobs.backfill(bucket.uri("first"), bucket.uri("lake"), PARTITION_BY);
    Map<String, List<String>> before = bucket.rows("lake");
    jobs.backfill(bucket.uri("second"), bucket.uri("lake"), PARTITION_BY, OVERWRITE);
    Map<String, List<String>> after = bucket.rows("lake");
    String kept = "day=2024-05-03/bucket=2";
    assertThat(after.get(kept)).isNotEmpty().isEqualTo(before.get(kept));
    assertThat(after.get("day=2024-05-04/bucket=2"))
        .isNotEmpty()
        .allMatch(row -> row.contains("pk=second#") && row.contains("coupon=coupon"));
    assertThat(after)
        .isEqualTo(
            onDisk(
                "replaced",
                List.of(
                    List.of("first", PARTITION_BY), List.of("second", PARTITION_BY, OVERWRITE))));
    requireTidy("lake");
    assertThat(bucket.files("lake/_dynalake/schema")).containsExactly("v0001.json", "v0002.json");
  }

  @Test
  void sameExportTwiceChangesNothingAndSaysSo() throws IOException {
    for (String mode : List.of("--write-mode=append", OVERWRITE)) {
      String lake = "twice/" + mode.length();
      jobs.backfill(bucket.uri("second"), bucket.uri(lake), PARTITION_BY, mode);
      List<String> files = bucket.dataFiles(lake);
      jobs.backfill(bucket.uri("second"), bucket.uri(lake), PARTITION_BY, mode, "--run-id=again");
      assertThat(bucket.dataFiles(lake)).isEqualTo(files);
      JsonNode report =
          new ObjectMapper().readTree(bucket.read(lake + "/_dynalake/reports/again.json"));
      assertThat(report.path("status").asText()).isEqualTo("ALREADY_DONE");
      assertThat(report.path("items").path("written").asLong()).isZero();
      assertThat(report.path("files").path("skipped").asLong()).isEqualTo(2);
      requireTidy(lake);
    }
  }

  @Test
  void writesNothingOfAnExportWithAWrongMd5() {
    String key = first.keys().get(1);
    byte[] other = bucket.read("first/" + first.keys().get(2));
    bucket.write("first/" + key, other);
    JobException failure = fails(bucket.uri("first"), bucket.uri("lake"), PARTITION_BY);
    assertThat(failure.code()).isEqualTo(ErrorCode.BAD_DATA);
    assertThat(failure.code().exitCode()).isEqualTo(65);
    assertThat(failure).hasMessageContaining(key.substring(key.lastIndexOf('/') + 1));
    assertThat(failure).hasMessageContaining("MD5");
    assertThat(bucket.dataFiles("lake")).isEmpty();
    assertThat(bucket.files("lake"))
        .allMatch(path -> path.startsWith("_dynalake/reports/"))
        .hasSize(2);
    assertThat(bucket.pendingUploads()).isEmpty();
  }

  @Test
  void dryRunWritesNothing() {
    List<String> files = bucket.files("");
    jobs.backfill(bucket.uri("first"), bucket.uri("lake"), PARTITION_BY, "--dry-run");
    assertThat(bucket.files("")).isEqualTo(files).isNotEmpty();
    assertThat(bucket.pendingUploads()).isEmpty();
  }

  @Test
  void namesTheBucketThatIsMissing() {
    JobException export = fails("s3a://no-such-bucket-1/first", bucket.uri("lake"));
    assertThat(export.code()).isEqualTo(ErrorCode.INPUT_MISSING);
    assertThat(export.code().exitCode()).isEqualTo(66);
    assertThat(export).hasMessageContaining("no-such-bucket-1").hasMessageContaining("not there");

    JobException target = fails(bucket.uri("first"), "s3a://no-such-bucket-2/lake");
    assertThat(target.code()).isEqualTo(ErrorCode.SERVICE);
    assertThat(target.code().exitCode()).isEqualTo(69);
    assertThat(target).hasMessageContaining("--target").hasMessageContaining("no-such-bucket-2");
    assertThat(bucket.files("lake")).isEmpty();
  }

  @Test
  void saysWhenCredentialsAreRefused() {
    Place closed = Place.s3a(folder);
    closed.upload(first.bucket(), "first");
    jobs.setForBucket(closed.bucket(), "secret.key", "not-the-secret");

    JobException export = fails(closed.uri("first"), bucket.uri("lake"));
    assertThat(export.code()).isEqualTo(ErrorCode.INPUT_MISSING);
    assertThat(export).hasMessageContaining(closed.uri("first"));
    assertThat(export).hasMessageContaining("access denied");
    assertThat(bucket.files("lake")).isEmpty();

    JobException target = fails(bucket.uri("first"), closed.uri("lake"));
    assertThat(target.code()).isEqualTo(ErrorCode.SERVICE);
    assertThat(target).hasMessageContaining("--target " + closed.uri("lake"));
    assertThat(target).hasMessageContaining("permissions");
    assertThat(closed.files("lake")).isEmpty();
  }

  private JobException fails(String export, String target, String... more) {
    return catchThrowableOfType(JobException.class, () -> jobs.backfill(export, target, more));
  }

  /** Data, and besides it nothing but the records of the runs. */
  private void requireTidy(String dataset) {
    assertThat(bucket.dataFiles(dataset))
        .isEqualTo(new CommitJournals(bucket, dataset).committedFiles())
        .isNotEmpty();
    assertThat(
            bucket.files(dataset).stream()
                .filter(path -> !bucket.dataFiles(dataset).contains(path))
                .collect(Collectors.toSet()))
        .allMatch(
            path -> path.matches("_dynalake/(commits|schema|reports)/[^.][^/]*\\.(json|html)"));
    assertThat(bucket.pendingUploads()).isEmpty();
  }
}
