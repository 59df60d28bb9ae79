package io.dynalake.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import org.apache.hadoop.fs.Path;

/** Takes any bytes for a key and for a summary: no key leads out of the export. */
class ManifestShortFuzzTest {
  private static final Path FOLDER = new Path("file:/bucket/AWSDynamoDB/01715685260608-c488b4e1");

  @FuzzTest(maxDuration = "10s")
  void readsOrRefusesAnything(byte[] data) {
    key(new String(data, UTF_8));
    summary(data);
  }

  private static void key(String key) {
    Path path;
    try {
      path = new ExportKeys(FOLDER, "", false).resolve(key);
    } catch (JobException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA);
      assertThat(e).hasMessageContaining("names a file outside the export");
      return;
    }
    assertThat(path.toUri().getScheme()).isEqualTo("file");
    assertThat(path.toUri().getPath()).startsWith(FOLDER.toUri().getPath() + "/");
    assertThat(path.toUri().getPath().substring(1).split("/", -1)).doesNotContain("", ".", "..");
    // Executors read the path back from its text.
    assertThat(new Path(path.toString())).isEqualTo(path);
  }

  private static void summary(byte[] data) {
    try {
      ManifestSummary summary = ManifestSummary.parse(new Path(FOLDER, Manifest.SUMMARY), data);
      summary.incremental(FOLDER);
      summary.requireReadable(FOLDER);
    } catch (JobException e) {
      assertThat(e.code()).isIn(ErrorCode.BAD_DATA, ErrorCode.USAGE);
    }
  }
}
