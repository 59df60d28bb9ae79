package io.dynalake.dataset.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionDirectoriesTest {
  private final Path folder;

  PartitionDirectoriesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private PartitionDirectories directories() {
    return PartitionDirectories.below(
        new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration());
  }

  private void make(String... paths) throws IOException {
    for (String path : paths) {
      Files.createDirectories(folder.resolve(path));
    }
  }

  @Test
  void listsThoseOfTheColumnsAndNothingElse() throws IOException {
    make("_dynalake/commits", "day=2024-05-01/shop=a%2Fb c", "day=2024-05-01/shop=x=y");
    make("day=2024-05-02/other=1", "dayx=1/shop=2", "Day=3/shop=2", "day=4/_temporary");
    Files.writeString(folder.resolve("day=5"), "a file");
    assertThat(directories().all(List.of("day", "shop")))
        .containsExactly("day=2024-05-01/shop=a%2Fb c", "day=2024-05-01/shop=x=y");
    assertThat(directories().all(List.of("day")))
        .containsExactly("day=2024-05-01", "day=2024-05-02", "day=4");
  }

  @Test
  void listsNothingOfAFolderThatIsNotThere() {
    var absent = new org.apache.hadoop.fs.Path(folder.resolve("absent").toUri());
    assertThat(PartitionDirectories.below(absent, new Configuration()).all(List.of("day")))
        .isEmpty();
  }

  @Test
  void leavesOutWhatIsGone() throws IOException {
    make("day=a%2Fb:c");
    assertThat(directories().present(List.of("day=a%2Fb:c", "day=gone")))
        .containsExactly("day=a%2Fb:c");
  }
}
