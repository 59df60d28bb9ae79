package io.dynalake.dataset.commit;

import static io.dynalake.dataset.commit.Dataset.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.testsupport.s3.EmbeddedS3;
import io.dynalake.testsupport.s3.S3Clients;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

final class S3aDatasetTransactionTest extends DatasetTransactionContract {
  private static final EmbeddedS3 S3 = EmbeddedS3.shared();
  private static final S3Client CLIENT = S3Clients.at(S3.endpoint());
  private static final Configuration CONF = configuration();

  private static String bucket = "";
  private static int datasets;

  @BeforeAll
  static void createBucket() {
    bucket = S3.newBucket();
  }

  static Configuration configuration() {
    Configuration conf = new Configuration();
    S3.hadoopConfiguration().forEach(conf::set);
    // Else every file written costs a request more, which removes the markers of its folders.
    conf.set("fs.s3a.directory.marker.retention", "keep");
    return conf;
  }

  @Override
  Dataset newDataset() {
    return new Dataset("s3://" + bucket + "/lake/orders" + ++datasets, CONF);
  }

  @Override
  int recoveryStride() {
    return 3;
  }

  @Override
  List<String> pendingUploads(Dataset dataset) {
    String prefix = dataset.location().toUri().getPath().substring(1) + "/";
    return S3.pendingUploads(bucket).stream().filter(key -> key.startsWith(prefix)).toList();
  }

  /** The moment in the middle of the commit of Hadoop's job: some uploads are completed. */
  @Test
  void rollsBackWhatWasCompletedAndAbortsWhatWasNot() throws Exception {
    Dataset dataset = newDataset();
    dataset.run("seed", WriteMode.APPEND, List.of(text("day=1", "old")));
    DatasetTransaction dying =
        dataset.begin(
            new RunIdentity("victim", "test", "s"),
            WriteMode.OVERWRITE_PARTITIONS,
            Processes.dead(),
            (step, subject) -> {
              if (step == CommitStep.JOURNAL_PREPARED) {
                completeOneUpload(dataset);
                throw new StackOverflowError("dies here");
              }
            });
    List<NewFile> files =
        dataset.write(dying, "victim", List.of(text("day=1", "new"), text("day=2", "newer")));
    assertThatThrownBy(() -> dying.commit(files, null, Map.of())).hasMessage("dies here");
    dying.abandon();
    assertThat(dataset.texts()).isEqualTo(Map.of("day=1", List.of("new", "old")));
    assertThat(pendingUploads(dataset)).containsExactly(key(dataset, files.get(1)));

    try (DatasetTransaction next =
        dataset.begin(new RunIdentity("r2", "test", "s"), WriteMode.OVERWRITE_PARTITIONS)) {
      assertThat(next.recovered())
          .contains(
              "run victim died while it published: rolled back, 1 of its 2 new files removed");
    }
    assertThat(dataset.texts()).isEqualTo(Map.of("day=1", List.of("old")));
    assertThat(pendingUploads(dataset)).isEmpty();
  }

  private static String key(Dataset dataset, NewFile file) {
    return DatasetLayout.under(dataset.location(), file.path()).toUri().getPath().substring(1);
  }

  /** As the committer does it, by a client that is the same for every Hadoop. */
  private static void completeOneUpload(Dataset dataset) {
    String prefix = dataset.location().toUri().getPath().substring(1) + "/day=1/";
    MultipartUpload upload =
        CLIENT.listMultipartUploads(r -> r.bucket(bucket)).uploads().stream()
            .filter(pending -> pending.key().startsWith(prefix))
            .findFirst()
            .orElseThrow();
    List<CompletedPart> parts =
        CLIENT
            .listParts(r -> r.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()))
            .parts()
            .stream()
            .map(p -> CompletedPart.builder().partNumber(p.partNumber()).eTag(p.eTag()).build())
            .toList();
    CLIENT.completeMultipartUpload(
        r ->
            r.bucket(bucket)
                .key(upload.key())
                .uploadId(upload.uploadId())
                .multipartUpload(all -> all.parts(parts)));
  }

  @Test
  void leavesTheUploadsOfOthersAlone() throws Exception {
    Dataset dataset = newDataset();
    String root = dataset.location().toUri().getPath().substring(1);
    String ours = root + "/day=1/part-00000-0-dead.zstd.parquet";
    String sparks =
        root + "/day=1/part-00000-12345678-90ab-cdef-1234-567890abcdef-c000.snappy.parquet";
    String sibling = root + "-other/day=1/part-00000-0-run.zstd.parquet";
    for (String key : List.of(ours, sparks, sibling)) {
      CLIENT.createMultipartUpload(r -> r.bucket(bucket).key(key));
    }
    try (DatasetTransaction next =
        dataset.begin(new RunIdentity("r1", "test", "s"), WriteMode.APPEND)) {
      assertThat(next.recovered()).containsExactly("1 pending uploads aborted");
    }
    assertThat(S3.pendingUploads(bucket))
        .filteredOn(key -> key.startsWith(root))
        .containsExactlyInAnyOrder(sparks, sibling);
  }

  @Test
  void readsWholeFilesWhileTheirHolderRewritesThem() throws Exception {
    DatasetStorage storage = DatasetStorage.open(newDataset().root(), CONF);
    Path file = new Path(storage.layout().leases(), "holder.json");
    storage.replaceInPlace(file, "beat 0".getBytes(UTF_8));
    AtomicInteger beats = new AtomicInteger();
    AtomicBoolean reading = new AtomicBoolean(true);
    Thread holder =
        new Thread(
            () -> {
              try {
                while (reading.get()) {
                  String beat = "beat " + beats.incrementAndGet();
                  storage.replaceInPlace(file, beat.getBytes(UTF_8));
                  Thread.sleep(20);
                }
              } catch (IOException | InterruptedException e) {
                beats.set(-1);
              }
            });
    holder.start();
    try {
      for (int read = 0; read < 100 || beats.get() < 20; read++) {
        assertThat(storage.readIfPresent(file))
            .hasValueSatisfying(
                content -> assertThat(new String(content, UTF_8)).matches("beat \\d+"));
      }
    } finally {
      reading.set(false);
      holder.join();
    }
    assertThat(beats).hasPositiveValue();
  }

  @Test
  void saysThatABucketDoesNotExist() {
    Dataset nowhere = new Dataset("s3a://no-such-bucket/orders", CONF);
    assertThatThrownBy(() -> nowhere.begin(new RunIdentity("r1", "test", "s"), WriteMode.APPEND))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVICE))
        .hasMessageContaining("--target s3a://no-such-bucket/orders: cannot be written")
        .hasMessageContaining("no-such-bucket");
  }
}
