package io.dynalake.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;

final class LocalLandingTest extends LandingContract {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Override
  String newLocation() throws IOException {
    return Files.createTempDirectory(folder, "landing").toString();
  }

  @Override
  Configuration hadoop() {
    return new Configuration();
  }
}
