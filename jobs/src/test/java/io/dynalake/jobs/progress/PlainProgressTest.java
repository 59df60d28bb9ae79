package io.dynalake.jobs.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PlainProgressTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final AtomicLong seconds = new AtomicLong(-50);
  private final PlainProgress progress =
      new PlainProgress(
          new PrintStream(out, true, StandardCharsets.UTF_8)::println,
          () -> seconds.get() * 1_000_000_000L);

  @Test
  void writesLineEveryTenSecondsAndAtTheEndOfAPhase() {
    progress.start("verify", 8, 40 << 20);
    after(9);
    progress.update(1, 1000, 5 << 20);
    after(1);
    progress.update(2, 2500, 10 << 20);
    after(3);
    progress.update(3, 3000, 12 << 20);
    after(7);
    progress.update(8, 8000, 40 << 20);
    progress.start("convert", 1, 0);
    after(2);
    progress.update(1, 7, 0);
    progress.close();
    progress.close();

    assertThat(lines())
        .containsExactly(
            "verify: 2 of 8 files, 2,500 items, 10.0 MB (1.0 MB/s), 30.0 s left",
            "verify: 8 of 8 files, 8,000 items, 40.0 MB (2.0 MB/s)",
            "verify: 8 of 8 files, 8,000 items, 40.0 MB (2.0 MB/s), done in 20.0 s",
            "convert: 1 of 1 file, 7 items, done in 2.0 s");
  }

  @Test
  void neverGoesBackWithinAPhase() {
    progress.start("verify", 2, 100);
    progress.update(2, 20, 100);
    progress.update(1, 10, 50);
    after(1);
    progress.close();

    assertThat(lines())
        .containsExactly("verify: 2 of 2 files, 20 items, 100 B (100 B/s), done in 1.0 s");
  }

  @Test
  void writesNotesAtOnce() {
    progress.note("5 items lie in quarantine");

    assertThat(lines()).containsExactly("5 items lie in quarantine");
  }

  private void after(long more) {
    seconds.addAndGet(more);
  }

  private String[] lines() {
    return out.toString(StandardCharsets.UTF_8).split("\\R");
  }
}
