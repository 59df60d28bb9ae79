package io.dynalake.jobs.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NextStepTest {
  private static final List<String> COMMAND =
      List.of("backfill", "--sql", "SELECT '$HOME' FROM items", "--target=it's; ls", "--drop", "");

  @Test
  void writesAnOptionOnEachLine() {
    assertThat(new NextStep("", List.of("backfill", "--export", "s3://b/e", "--force")).shell())
        .isEqualTo("./dynalake backfill \\\n    --export s3://b/e \\\n    --force");
  }

  @Test
  void givesAShellTheWordsAsTheyWere(@TempDir Path folder) throws Exception {
    Path program = folder.resolve("dynalake");
    Files.writeString(program, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();

    assertThat(run(folder, new NextStep("", COMMAND).shell()).lines())
        .containsExactlyElementsOf(COMMAND);
  }

  private static String run(Path folder, String script) throws IOException {
    Process process =
        new ProcessBuilder("sh", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
