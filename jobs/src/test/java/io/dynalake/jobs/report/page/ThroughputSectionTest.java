package io.dynalake.jobs.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.jobs.progress.PhaseSamples;
import io.dynalake.jobs.progress.PhaseSamples.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThroughputSectionTest {
  private static final Instant BEGAN = Instant.parse("2026-05-01T12:00:00Z");

  @Test
  void showsTheRatesOfEachPhaseAndTheHighestOfAll() {
    // 1,000 items a second, and 3,000 a second from the third second on.
    PhaseSamples verify =
        phase(
            "verify",
            0,
            4000,
            IntStream.rangeClosed(1, 40)
                .mapToObj(
                    i ->
                        new Sample(
                            100L * i, i, i < 20 ? 100L * i : 300L * i - 4000, (long) i << 20))
                .toArray(Sample[]::new));
    PhaseSamples commit = phase("commit", 4000, 4500, new Sample(500, 7, 0, 0));

    String page = page(List.of(verify, commit));

    assertThat(page.replaceAll("<svg.*?</svg>|<[^>]*>", " ").replaceAll(" +", " "))
        .contains("verify 4.0 s 2,000 10.0 MB")
        .contains("commit 0.5 s – – ");
    assertThat(page)
        .contains("Items a second <small>at most 3,000</small>")
        .contains("Bytes a second <small>at most 10.0 MB</small>");
  }

  @Test
  void makesNoPeakOfTasksThatReportAtTheSameMoment() {
    PhaseSamples verify =
        phase(
            "verify",
            0,
            4000,
            IntStream.rangeClosed(1, 8)
                .mapToObj(i -> new Sample(1000L * ((i + 1) / 2) - i % 2, i, 1_000L * i, 0))
                .toArray(Sample[]::new));

    assertThat(page(List.of(verify))).contains("at most 2,0");
  }

  @Test
  void addsUpPhasesThatComeAgain() {
    List<PhaseSamples> batches =
        IntStream.range(0, 500)
            .mapToObj(i -> phase("convert", 20L * i, 20L * i + 10, new Sample(10, 1, 30, 60)))
            .toList();

    String page = page(batches);

    assertThat(page)
        .contains("convert <small>500 times</small>")
        .contains(">5.0 s</td>", ">3,000</td>", ">5.9 KB</td>");
    assertThat(page.length()).isLessThan(20_000);
  }

  @Test
  void isNotShownWhereNothingWasCounted() {
    assertThat(section(List.of(phase("verify", 0, 10))).isShown()).isFalse();
  }

  private static PhaseSamples phase(String name, long from, long to, Sample... samples) {
    return new PhaseSamples(
        name, "file", BEGAN.plusMillis(from), BEGAN.plusMillis(to), List.of(samples));
  }

  private static ThroughputSection section(List<PhaseSamples> phases) {
    return new ThroughputSection(
        phases, Optional.of(new TimeAxis(BEGAN, phases.get(phases.size() - 1).ended())));
  }

  private static String page(List<PhaseSamples> phases) {
    Html page = new Html();
    section(phases).write(page);
    return page.toString();
  }
}
