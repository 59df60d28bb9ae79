package io.dynalake.dataset.commit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;

final class LocalDatasetTransactionTest extends DatasetTransactionContract {
  private final Path directory;

  LocalDatasetTransactionTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  Dataset newDataset() {
    try {
      return new Dataset(
          Files.createTempDirectory(directory, "lake").resolve("orders").toString(),
          new Configuration());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  List<String> pendingUploads(Dataset dataset) {
    return List.of();
  }
}
