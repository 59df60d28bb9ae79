package io.dynalake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.jobs.progress.PlainProgress;
import io.dynalake.jobs.progress.TerminalProgress;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

  @Test
  void drawsABarOnlyWhereSomebodyWatches() {
    assertThat(Terminal.progress(System.err, Map.of(), true)).isInstanceOf(TerminalProgress.class);
    assertThat(Terminal.progress(System.err, Map.of(), false)).isInstanceOf(PlainProgress.class);
    assertThat(Terminal.progress(System.err, Map.of("DYNALAKE_COLUMNS", "120"), false))
        .isInstanceOf(TerminalProgress.class);
    assertThat(Terminal.progress(System.err, Map.of("DYNALAKE_COLUMNS", "0"), true))
        .isInstanceOf(PlainProgress.class);
  }
}
