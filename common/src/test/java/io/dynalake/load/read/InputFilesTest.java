package io.dynalake.load.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {
  private final Path folder;

  InputFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void writeFiles() throws IOException {
    for (String name :
        List.of(
            "b.csv",
            "a.csv",
            "_SUCCESS",
            ".b.csv.crc",
            "in/_temporary/c.csv",
            "in/deep/d.csv",
            "in/_day=1/e.csv",
            "in/[x].csv")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  @Test
  void findsTheFilesOfAFolderAndOfFoldersInItButNoHiddenOnes() {
    List<InputFile> files = InputFiles.find(folder + "/", Inputs.CONF);
    assertThat(files)
        .extracting(InputFile::name)
        .containsExactly("a.csv", "b.csv", "in/[x].csv", "in/_day=1/e.csv", "in/deep/d.csv");
    assertThat(files.get(3).location()).isEqualTo("file:" + folder + "/in/_day=1/e.csv");
    assertThat(files.get(3).size()).isEqualTo(15);
  }

  @Test
  void takesAFileByItsNameThoughItIsHiddenOrLooksLikeAGlob() {
    assertThat(names("/_SUCCESS")).containsExactly("_SUCCESS");
    assertThat(names("/in/[x].csv")).containsExactly("[x].csv");
  }

  @Test
  void takesAGlobOfFilesAndFolders() {
    assertThat(names("/*.csv")).containsExactly("a.csv", "b.csv");
    assertThat(names("/{a.csv,in/deep}")).containsExactly("a.csv", "d.csv");
    assertThat(names("/*"))
        .containsExactly("a.csv", "b.csv", "[x].csv", "_day=1/e.csv", "deep/d.csv");
  }

  @Test
  void refusesAPlaceWithoutFiles() {
    assertThatThrownBy(() -> names("/nothing"))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("file:" + folder + "/nothing: there is no file to read;")
        .extracting(e -> ((JobException) e).code())
        .isEqualTo(ErrorCode.INPUT_MISSING);
    assertThatThrownBy(() -> names("/in/_temporary/*.json"))
        .hasMessageContaining("no file to read");
  }

  private List<String> names(String below) {
    return InputFiles.find(folder + below, Inputs.CONF).stream().map(InputFile::name).toList();
  }
}
