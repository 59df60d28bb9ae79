package io.dynalake.jobs.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.jobs.progress.PhaseSamples;
import io.dynalake.jobs.progress.PhaseSamples.Sample;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThroughputSectionTest {
  private static final Instant BEGAN = Instant.parse("2026-05-01T12:00:00Z");

  @Test
  void showsTheRatesOfEachPhaseAndTheHighestOfAll() {
    // 1,000 items in the first second, 3,000 in the next ones.
    PhaseSamples verify =
        phase("verify", 0, 4000, new Sample(1000, 1, 1000, 0), new Sample(2000, 2, 4000, 4 << 20));
    PhaseSamples commit = phase("commit", 4000, 4500, new Sample(500, 7, 0, 0));

    String page = page(List.of(verify, commit));

    assertThat(page.replaceAll("<svg.*?</svg>|<[^>]*>", " ").replaceAll(" +", " "))
        .contains("verify 4.0 s 1,000 1.0 MB")
        .contains("commit 0.5 s – – ");
    assertThat(page)
        .contains("Items a second <small>at most 3,000</small>")
        .contains("Bytes a second <small>at most 4.0 MB</small>");
  }

  @Test
  void addsUpPhasesThatComeAgain() {
    List<PhaseSamples> batches =
        IntStream.range(0, 500)
            .mapToObj(i -> phase("convert", 20 * i, 20 * i + 10, new Sample(10, 1, 30, 60)))
            .toList();

    String page = page(batches);

    assertThat(page)
        .contains("convert <small>500 times</small>")
        .contains(">5.0 s</td>", ">3,000</td>", ">5.9 KB</td>");
    assertThat(page.length()).isLessThan(20_000);
  }

  @Test
  void isNotShownWhereNothingWasCounted() {
    assertThat(new ThroughputSection(List.of(phase("verify", 0, 10))).isShown()).isFalse();
  }

  private static PhaseSamples phase(String name, long from, long to, Sample... samples) {
    return new PhaseSamples(
        name, "file", BEGAN.plusMillis(from), BEGAN.plusMillis(to), List.of(samples));
  }

  private static String page(List<PhaseSamples> phases) {
    Html page = new Html();
    new ThroughputSection(phases).write(page);
    return page.toString();
  }
}
