package io.dynalake.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.Path;

/**
 * Whatever the bytes of a manifest or data file are, they are read or refused, and no key leads out
 * of the export. Runs the inputs beside it in src/test/resources; with JAZZER_FUZZ=1 in the
 * environment it looks for more.
 */
class ExportFuzzTest {
  private static final Path FOLDER = new Path("file:/bucket/AWSDynamoDB/01715685260608-c488b4e1");

  @FuzzTest(maxDuration = "20s")
  void readsOrRefusesAnything(byte[] data) {
    key(new String(data, UTF_8));
    summary(data);
    gzip(data);
  }

  private static void key(String key) {
    Path path;
    try {
      path = new ExportKeys(FOLDER, "").resolve(key);
    } catch (JobException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA);
      assertThat(e).hasMessageContaining("names a file outside the export");
      return;
    }
    String folder = FOLDER.toUri().getPath() + "/";
    assertThat(path.toUri().getScheme()).isEqualTo("file");
    assertThat(path.toUri().getPath()).startsWith(folder);
    // As the local disk sees it, whatever it makes of the names.
    assertThat(java.nio.file.Path.of(path.toUri().getPath()).normalize().toString())
        .startsWith(folder);
  }

  private static void summary(byte[] data) {
    try {
      ManifestSummary.parse(new Path(FOLDER, Manifest.SUMMARY), data)
          .requireFullExportInJson(FOLDER);
    } catch (JobException e) {
      assertThat(e.code()).isIn(ErrorCode.BAD_DATA, ErrorCode.USAGE);
    }
  }

  private static void gzip(byte[] data) {
    StoredBytes stored = new StoredBytes(new ByteArrayInputStream(data), "file", null);
    if (!stored.beginsWithGzip()) {
      return;
    }
    try (GunzipInput in = new GunzipInput(stored)) {
      in.transferTo(OutputStream.nullOutputStream());
      assertThat(stored.count()).isEqualTo(data.length);
    } catch (IOException e) {
      assertThat(e).hasMessageMatching("(?s)(damaged|truncated|garbage).*");
    }
  }
}
