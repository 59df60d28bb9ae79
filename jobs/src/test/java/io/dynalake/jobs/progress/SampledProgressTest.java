package io.dynalake.jobs.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.jobs.progress.PhaseSamples.Sample;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SampledProgressTest {
  private static final Instant BEGAN = Instant.parse("2026-05-01T12:00:00Z");

  private final AtomicLong millis = new AtomicLong();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final SampledProgress progress =
      new SampledProgress(
          new PlainProgress(new PrintStream(out, true, StandardCharsets.UTF_8)::println),
          () -> BEGAN.plusMillis(millis.get()));

  @Test
  void remembersHowTheFiguresOfEachPhaseGrew() {
    progress.start("verify", 8, 4096);
    after(100);
    progress.update(1, 10, 512);
    after(200);
    progress.update(8, 90, 4096);
    after(50);
    progress.start("commit", 3, 0);
    after(25);

    assertThat(progress.phases())
        .containsExactly(
            new PhaseSamples(
                "verify",
                "file",
                BEGAN,
                BEGAN.plusMillis(350),
                List.of(new Sample(100, 1, 10, 512), new Sample(300, 8, 90, 4096))),
            new PhaseSamples(
                "commit", "file", BEGAN.plusMillis(350), BEGAN.plusMillis(375), List.of()));
    progress.close();
    after(1000);
    assertThat(progress.phases().get(1).ended()).isEqualTo(BEGAN.plusMillis(375));
  }

  @Test
  void keepsFewSamplesOfALongPhaseEvenlyAndTheLastOne() {
    progress.start("scan", "segment", 10, 0);
    for (int i = 1; i <= 100_000; i++) {
      after(30);
      progress.update(0, i, 0);
    }

    PhaseSamples phase = progress.phases().get(0);
    assertThat(phase.samples()).hasSizeBetween(SampledProgress.MOST / 3, SampledProgress.MOST);
    assertThat(phase.last().items()).isEqualTo(100_000);
    long widest = 0;
    for (int i = 1; i < phase.samples().size(); i++) {
      Sample before = phase.samples().get(i - 1);
      widest = Math.max(widest, phase.samples().get(i).millis() - before.millis());
    }
    assertThat(widest).isLessThan(100_000 * 30 / 20);
  }

  @Test
  void keepsFewSamplesOfManyPhases() {
    for (int phase = 0; phase < 1_000; phase++) {
      progress.start("convert", 100, 0);
      for (int i = 1; i <= 100; i++) {
        after(30);
        progress.update(i, i, 0);
      }
    }
    progress.close();

    assertThat(progress.phases()).hasSize(1_000);
    assertThat(progress.phases().stream().mapToInt(p -> p.samples().size()).sum())
        .isLessThan(10_000);
    assertThat(progress.phases()).allSatisfy(p -> assertThat(p.last().items()).isEqualTo(100));
  }

  @Test
  void countsNeverGoBackEvenIfTheClockDoes() {
    progress.start("verify", 2, 0);
    after(500);
    progress.update(2, 20, 7);
    after(-400);
    progress.update(1, 10, 3);
    progress.close();

    PhaseSamples phase = progress.phases().get(0);
    assertThat(phase.last()).isEqualTo(new Sample(500, 2, 20, 7));
    assertThat(phase.ended()).isEqualTo(BEGAN.plusMillis(100));
  }

  @Test
  void showsWhatItSamples() {
    progress.start("verify", 2, 0);
    progress.update(2, 20, 0);
    progress.note("a note");
    progress.close();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("a note")
        .contains("verify: 2 of 2 files, 20 items, done in");
  }

  private void after(long passed) {
    millis.addAndGet(passed);
  }
}
