package io.dynalake.dataset.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

/** The layouts of Hadoop 3.3, which the other tests run on, and of 3.4. */
class MagicCommitTest {
  private static final String ROOT = "s3a://lake/tasks/job-of-others/orders/";
  private static final String WORK = "/tasks/attempt_dynalake_0000_m_000000_0/__base";

  @Test
  void findsPendingUploadsInTheLayoutsOfBothHadoops() {
    Path old = new Path(ROOT + "__magic/job-dynalake-r-1" + WORK);
    Path young = new Path(ROOT + "__magic_job-dynalake-r-1/job-dynalake-r-1/00" + WORK);

    assertThat(MagicCommit.pendingSets(old)).hasToString(ROOT + "__magic/job-dynalake-r-1");
    assertThat(MagicCommit.pendingSets(young))
        .hasToString(ROOT + "__magic_job-dynalake-r-1/job-dynalake-r-1/00");
    assertThatThrownBy(() -> MagicCommit.pendingSets(new Path(ROOT + "__magic/job-x" + WORK)))
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void knowsItsOwnJobsOnly() {
    assertThat(MagicCommit.isJob(new Path(ROOT + "__magic/job-dynalake-r-1"))).isTrue();
    assertThat(MagicCommit.isJob(new Path(ROOT + "__magic_job-dynalake-r-1"))).isTrue();
    assertThat(MagicCommit.isJob(new Path(ROOT + "__magic/job-0001"))).isFalse();
    assertThat(MagicCommit.isJob(new Path(ROOT + "__magic_job-0001"))).isFalse();
    assertThat(MagicCommit.isJob(new Path(ROOT + "day=2024-05-01"))).isFalse();
  }

  /** As the first SDK tells of an upload. */
  @SuppressWarnings("unused") // Called by name.
  public static final class First {
    public String getKey() {
      return "orders/part-1";
    }

    public String getUploadId() {
      return "id 1";
    }
  }

  /** As the second SDK does. */
  public record Second(String key, String uploadId) {}

  @Test
  void understandsUploadsOfBothSdks() throws IOException {
    assertThat(S3aUploads.Upload.of(new First()))
        .isEqualTo(new S3aUploads.Upload("orders/part-1", "id 1"));
    assertThat(S3aUploads.Upload.of(new Second("orders/part-2", "id 2")))
        .isEqualTo(new S3aUploads.Upload("orders/part-2", "id 2"));
  }
}
