package io.dynalake.jobs.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void drawsABarPerPhaseThatFitsTheTerminal() {
    try (TerminalProgress progress =
        new TerminalProgress(new PrintStream(out, true, StandardCharsets.UTF_8), 90)) {
      progress.start("verify", 8, 40 << 20);
      progress.update(8, 8000, 40 << 20);
      progress.note("a note");
      progress.start("commit", 3, 0);
      progress.update(3, 0, 0);
    }

    String drawn = out.toString(StandardCharsets.UTF_8);
    assertThat(drawn)
        .contains("verify")
        .contains("100%")
        .contains("40/40 MB")
        .contains("MB/s  8/8 files  8,000 items")
        .contains("a note")
        .contains("3/3 files");
    assertThat(drawn.split("\r\u001b\\[K|\\R")).allMatch(line -> line.length() < 90);
  }
}
