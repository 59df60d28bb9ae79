package io.dynalake.dataset.commit;

import static io.dynalake.dataset.commit.Dataset.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  @ParameterizedTest
  @EnumSource(names = {"FILE_PUBLISHED", "JOURNAL_PUBLISHED"})
  void recoversAtOnceFromAProcessThatHalted(CommitStep step) throws Exception {
    Dataset dataset = newDataset();
    dataset.run("seed", WriteMode.APPEND, List.of(text("day=1", "a"), text("day=2", "b")));
    assertThat(Victim.die(dataset.root(), step)).isEqualTo(137);
    try (DatasetTransaction next =
        dataset.begin(new RunIdentity("r2", "test", "source"), WriteMode.OVERWRITE_PARTITIONS)) {
      boolean published = step == CommitStep.JOURNAL_PUBLISHED;
      assertThat(!next.committed().isEmpty()).isEqualTo(published);
      assertThat(dataset.texts())
          .isEqualTo(
              published
                  ? Map.of(
                      "day=1", List.of("a"), "day=2", List.of("new b"), "day=3", List.of("new c"))
                  : Map.of("day=1", List.of("a"), "day=2", List.of("b")));
    }
  }
}
