package io.dynalake.dataset.commit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TargetsTest {
  private static final Configuration CONF = new Configuration();

  private final Path directory;

  TargetsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private void assertRefused(String export, String target, String relation) {
    assertThatThrownBy(() -> Targets.refuseOverlap(export, target, CONF))
        .isInstanceOfSatisfying(
            JobException.class, e -> Assertions.assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessage(
            "--target "
                + target
                + ": "
                + relation
                + " "
                + export
                + "; a run must not write where it reads; choose a target beside it");
  }

  @Test
  void refusesATargetInsideTheExport() {
    assertRefused(directory + "/export", directory + "/export/lake", "lies inside the export");
  }

  @Test
  void refusesAnExportInsideTheTarget() {
    assertRefused(directory + "/lake/export/", directory + "/lake", "contains the export");
  }

  @Test
  void refusesOneFolderForBoth() {
    assertRefused(directory + "/a/../b", "file:" + directory + "/b/", "is the export itself");
  }

  @Test
  void followsSymbolicLinks() throws IOException {
    Files.createDirectories(directory.resolve("export"));
    Files.createSymbolicLink(directory.resolve("link"), directory.resolve("export"));
    assertRefused(directory + "/export", directory + "/link/lake", "lies inside the export");
  }

  @Test
  void takesFoldersWhoseNamesBeginAlike() {
    assertThatCode(
            () -> Targets.refuseOverlap(directory + "/orders", directory + "/orders-lake", CONF))
        .doesNotThrowAnyException();
  }
}
