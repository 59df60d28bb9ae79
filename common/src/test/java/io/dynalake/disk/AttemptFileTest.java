package io.dynalake.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptFileTest {
  private Path folder;
  private FileSystem fs;

  @BeforeEach
  void open(@TempDir Path temporary) throws IOException {
    folder = temporary;
    fs = LocalDisk.raw(FileSystem.getLocal(new Configuration()));
  }

  private AttemptFile begin(String text) throws IOException {
    AttemptFile file =
        AttemptFile.create(fs, new org.apache.hadoop.fs.Path(folder + "/letters/a.jsonl"));
    file.out().write(text.getBytes(UTF_8));
    return file;
  }

  private Path file() {
    return folder.resolve("letters/a.jsonl");
  }

  private void requireNothingElse() {
    assertThat(folder.resolve("letters")).isDirectoryContaining(file()::equals);
    assertThat(folder.resolve("letters").toFile().list()).hasSize(1);
  }

  @Test
  void isThereOnceItIsKept() throws IOException {
    try (AttemptFile file = begin("one\n")) {
      assertThat(file()).doesNotExist();
      file.keep();
    }
    assertThat(file()).hasContent("one\n");
    requireNothingElse();
  }

  @Test
  void losesNothingToAnAttemptThatBeganMeanwhileAndIsDropped() throws IOException {
    try (AttemptFile wanted = begin("one\n");
        AttemptFile copy = begin("on")) {
      wanted.out().write("two\n".getBytes(UTF_8));
      wanted.keep();
      copy.close();
    }
    assertThat(file()).hasContent("one\ntwo\n");
    requireNothingElse();
  }

  @Test
  void replacesWhatAnAttemptBeforeKept() throws IOException {
    try (AttemptFile earlier = begin("earlier, and longer\n")) {
      earlier.keep();
    }
    try (AttemptFile again = begin("again\n")) {
      again.keep();
    }
    assertThat(Files.readString(file())).isEqualTo("again\n");
    requireNothingElse();
  }
}
