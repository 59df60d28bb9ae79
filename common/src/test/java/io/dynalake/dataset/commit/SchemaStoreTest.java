package io.dynalake.dataset.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.JobException;
import io.dynalake.host.HostProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchemaStoreTest {
  private final Path directory;

  SchemaStoreTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private SchemaStore store() {
    return SchemaStore.at(directory.toString(), new Configuration());
  }

  @Test
  void knowsNoSchemaOfADatasetThatDoesNotExist() {
    assertThat(SchemaStore.at(directory + "/none", new Configuration()).latest()).isEmpty();
  }

  @Test
  void givesTheLatestVersion() {
    store().install(new SchemaToPin(9, "nine"));
    store().install(new SchemaToPin(10, "ten, ü"));
    assertThat(store().latest()).contains(new SchemaStore.Versioned(10, "ten, ü"));
    assertThat(directory.resolve("_dynalake/schema/v0009.json")).hasContent("nine");
    assertThat(directory.resolve("_dynalake/schema")).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void refusesAnotherTextForAVersion() {
    store().install(new SchemaToPin(1, "a"));
    store().install(new SchemaToPin(1, "a"));
    assertThatThrownBy(() -> store().install(new SchemaToPin(1, "b")))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("v0001.json: schema version 1 exists with another content");
    assertThat(store().latest()).contains(new SchemaStore.Versioned(1, "a"));
  }

  @Test
  void commitsNothingIfTheVersionIsTaken() throws IOException {
    Dataset dataset = new Dataset(directory.toString(), new Configuration());
    store().install(new SchemaToPin(1, "a"));
    try (DatasetTransaction transaction =
        dataset.begin(new RunIdentity("r1", "test", "s"), WriteMode.APPEND)) {
      List<NewFile> files = dataset.write(transaction, "r1", List.of(Dataset.text("day=1", "x")));
      assertThatThrownBy(() -> transaction.commit(files, new SchemaToPin(1, "b"), Map.of()))
          .hasMessageContaining("schema version 1 exists with another content");
    }
    assertThat(dataset.texts()).isEmpty();
  }

  @Test
  void takesTheNextVersionForDataThatIsAlreadyInPlace() {
    Dataset dataset = new Dataset(directory.toString(), new Configuration());
    CommitStep.Observer pinnedMeanwhile =
        (step, subject) -> {
          if (step == CommitStep.JOURNAL_PUBLISHED) {
            store().install(new SchemaToPin(1, "other"));
          }
        };
    try (DatasetTransaction transaction =
        dataset.begin(
            new RunIdentity("r1", "test", "s"),
            WriteMode.APPEND,
            HostProcess.current(),
            pinnedMeanwhile)) {
      transaction.commit(
          dataset.write(transaction, "r1", List.of(Dataset.text("day=1", "x"))),
          new SchemaToPin(1, "ours"),
          Map.of());
    }
    assertThat(store().latest()).contains(new SchemaStore.Versioned(2, "ours"));
  }
}
