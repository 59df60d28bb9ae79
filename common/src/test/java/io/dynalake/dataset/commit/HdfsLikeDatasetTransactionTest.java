package io.dynalake.dataset.commit;

import static io.dynalake.dataset.commit.Dataset.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HdfsLikeDatasetTransactionTest extends DatasetTransactionContract {
  private static final Configuration CONF = HdfsLikeFileSystem.configuration();

  private final Path directory;

  HdfsLikeDatasetTransactionTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  Dataset newDataset() {
    try {
      return new Dataset(
          "hdfslike://" + Files.createTempDirectory(directory, "lake").resolve("orders"), CONF);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  List<String> pendingUploads(Dataset dataset) {
    return List.of();
  }

  @Test
  void findsAJournalWhoseReplacementWasBrokenOff() throws IOException {
    Dataset dataset = newDataset();
    dataset.run("r1", WriteMode.APPEND, List.of(text("", "a")));
    Path journal = local(dataset, "_dynalake/commits/r1.json");
    Files.move(journal, journal.resolveSibling(".r1.json.tmp"));
    try (DatasetTransaction next =
        dataset.begin(new RunIdentity("r2", "test", "source of r1"), WriteMode.APPEND)) {
      assertThat(next.committed()).isNotEmpty();
    }
    assertThat(journal).exists();
  }

  @Test
  void takesAHalfWrittenFirstJournalForNone() throws IOException {
    Dataset dataset = newDataset();
    dataset.run("r1", WriteMode.APPEND, List.of(text("", "a")));
    Path journal = local(dataset, "_dynalake/commits/r1.json");
    String content = Files.readString(journal);
    Files.writeString(
        journal.resolveSibling(".r2.json.tmp"), content.substring(0, content.length() / 2));
    Files.writeString(journal.resolveSibling(".r3.json.tmp"), "");
    try (DatasetTransaction next =
        dataset.begin(new RunIdentity("r4", "test", "s"), WriteMode.APPEND)) {
      assertThat(next.recovered()).isEmpty();
    }
    assertThat(dataset.paths()).filteredOn(path -> path.contains("commits")).hasSize(1);
  }

  @Test
  void refusesADamagedJournal() throws IOException {
    Dataset dataset = newDataset();
    dataset.run("r1", WriteMode.APPEND, List.of(text("", "a")));
    Files.writeString(local(dataset, "_dynalake/commits/r1.json"), "{\"format\": oops}");
    assertThatThrownBy(() -> dataset.begin(new RunIdentity("r2", "test", "s"), WriteMode.APPEND))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("commits/r1.json: not a commit journal; the file is damaged");
  }

  @Test
  void refusesAJournalOfALaterFormat() throws IOException {
    Dataset dataset = newDataset();
    dataset.run("r1", WriteMode.APPEND, List.of(text("", "a")));
    Path journal = local(dataset, "_dynalake/commits/r1.json");
    Files.writeString(
        journal, Files.readString(journal).replace("\"format\" : 1", "\"format\" : 2"));
    assertThatThrownBy(() -> dataset.begin(new RunIdentity("r2", "test", "s"), WriteMode.APPEND))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("journal format 2; this version knows up to 1");
  }

  private static Path local(Dataset dataset, String path) {
    return Path.of(dataset.location().toUri().getPath(), path);
  }
}
