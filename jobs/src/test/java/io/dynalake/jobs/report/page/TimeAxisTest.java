package io.dynalake.jobs.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeAxisTest {
  private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0 s",
        "380|0 s, 0.1 s, 0.2 s, 0.3 s",
        "2300|0 s, 0.5 s, 1 s, 1.5 s, 2 s",
        "61000|0 s, 15 s, 30 s, 45 s, 60 s",
        "4000000|0 s, 15:00 min, 30:00 min, 45:00 min, 1:00:00 h",
        "864000000|0 s, 48:00:00 h, 96:00:00 h, 144:00:00 h, 192:00:00 h, 240:00:00 h"
      })
  void hasFewRoundTicks(long millis, String labels) {
    Html page = new Html();
    try (Svg svg = Svg.beside(page, 40)) {
      new TimeAxis(START, START.plusMillis(millis)).draw(svg, 20);
    }
    List<String> texts =
        Pattern.compile("<text[^>]*>([^<]*)</text>")
            .matcher(page.toString())
            .results()
            .map(result -> result.group(1))
            .toList();
    assertThat(texts).containsExactly(labels.split(", "));
  }

  @Test
  void placesTimesWithinItself() {
    TimeAxis axis =
        TimeAxis.over(Stream.of(START.plusSeconds(10), START, START.plusSeconds(4))).orElseThrow();

    assertThat(axis.at(START.plusSeconds(4))).isEqualTo(0.4);
    assertThat(axis.at(START.minusSeconds(1))).isZero();
    assertThat(axis.at(START.plusSeconds(11))).isEqualTo(1);
    assertThat(TimeAxis.over(Stream.of())).isEmpty();
  }
}
