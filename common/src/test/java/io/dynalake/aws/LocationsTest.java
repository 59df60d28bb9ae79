package io.dynalake.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;

class LocationsTest {
  private final Configuration conf = withLocalS3(new Configuration(false));

  /** Any file system does to see which scheme is asked for. */
  private static Configuration withLocalS3(Configuration conf) {
    conf.setClass("fs.s3a.impl", S3aByName.class, org.apache.hadoop.fs.FileSystem.class);
    return conf;
  }

  static final class S3aByName extends RawLocalFileSystem {
    @Override
    public java.net.URI getUri() {
      return java.net.URI.create("s3a://orders-bucket");
    }
  }

  @Test
  void readsS3ThroughS3aWithoutAnotherFileSystem() {
    assertThat(Locations.path("s3://orders-bucket/a/b", conf))
        .hasToString("s3a://orders-bucket/a/b");
    assertThat(Locations.path("S3://orders-bucket/a/b", conf))
        .hasToString("s3a://orders-bucket/a/b");
  }

  @Test
  void leavesS3ToTheFileSystemThatIsConfigured() {
    conf.setClass("fs.s3.impl", EmrByName.class, org.apache.hadoop.fs.FileSystem.class);

    assertThat(Locations.path("s3://orders-bucket/a", conf)).hasToString("s3://orders-bucket/a");
  }

  static final class EmrByName extends RawLocalFileSystem {
    @Override
    public java.net.URI getUri() {
      return java.net.URI.create("s3://orders-bucket");
    }
  }

  @Test
  void collapsesDoubledSlashesAndDropsTrailingOnes() {
    assertThat(Locations.path("s3://orders-bucket//a///b//", conf))
        .hasToString("s3a://orders-bucket/a/b");
    assertThat(Locations.path("s3://orders-bucket", conf)).hasToString("s3a://orders-bucket/");
  }

  @Test
  void resolvesRelativePathsAgainstTheWorkingFolder() {
    String here = Path.of("").toAbsolutePath().toString();

    assertThat(Locations.path("conf/samples/", conf)).hasToString("file:" + here + "/conf/samples");
  }

  @Test
  void keepsNamesThatLookEscaped() {
    assertThat(Locations.path("/lake/a b%20c#d?e", conf).toUri().getPath())
        .isEqualTo("/lake/a b%20c#d?e");
  }

  @Test
  void refusesASchemeThatNothingReads() {
    assertThatThrownBy(() -> Locations.path("gopher://host/a", conf))
        .isInstanceOf(JobException.class)
        .hasMessage(
            "gopher://host/a: nothing here reads or writes gopher:;"
                + " use a path, file:, hdfs:, s3: or s3a:, or add its file system to the class path")
        .extracting("code")
        .isEqualTo(ErrorCode.USAGE);
  }

  @Test
  void refusesWhatIsNoLocation() {
    assertThatThrownBy(() -> Locations.path("  ", conf))
        .isInstanceOf(JobException.class)
        .hasMessage("location: it is empty; name a path, or a URI such as s3://bucket/key");
    assertThatThrownBy(() -> Locations.path("a b:c", conf))
        .isInstanceOf(JobException.class)
        .hasMessage("a b:c: this is no location; name a path, or a URI such as s3://bucket/key");
  }
}
