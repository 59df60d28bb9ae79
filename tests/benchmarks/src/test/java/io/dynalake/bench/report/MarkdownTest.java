package io.dynalake.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.bench.data.DataSet;
import io.dynalake.bench.data.Export;
import io.dynalake.bench.data.Shape;
import io.dynalake.bench.measure.Measurement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTest {
  private static final Export EXPORT =
      new Export(
          new DataSet(Shape.ORDERS, 2_000_000, 8, 1), Path.of("x"), 1_600_000_000L, 300_000_000L);

  private static Entry entry(String label, int... wallMillis) {
    List<Run> runs =
        Arrays.stream(wallMillis)
            .mapToObj(
                millis ->
                    new Run(
                        new Measurement(
                            Duration.ofMillis(millis),
                            Duration.ofMillis(2L * millis),
                            900_000_000L),
                        Duration.ofMillis(millis / 2),
                        Duration.ofMillis(millis / 4),
                        2_000_000))
            .toList();
    return new Entry(label, EXPORT, runs);
  }

  @Test
  void rendersMediansAndRatiosRoundByRound() {
    // The median of the ratios; that of the medians would be 0.63.
    Result result =
        new Result(
            "orders",
            List.of(Metric.WALL),
            List.of(
                entry("dynalake", 10_000, 8_000, 15_000), entry("duckdb", 20_000, 10_000, 16_000)));

    assertThat(new Markdown(2).section(result))
        .isEqualTo(
            """
            ### orders

            - orders: 2,000,000 items, 1,600 MB of JSON in 8 gzip files, 300 MB as stored
            - 3 rounds, median (min–max)

            |  | wall, s | CPU, s | peak memory, MB | CPU s per million items | JSON MB/s per core | dynalake ÷ this, wall |
            |---|---|---|---|---|---|---|
            | dynalake | 10.00 (8.00–15.00) | 20.00 (16.00–30.00) | 900 | 10.00 (8.00–15.00) | 80 (53–100) |  |
            | duckdb | 16.00 (10.00–20.00) | 32.00 (20.00–40.00) | 900 | 16.00 (10.00–20.00) | 50 (40–80) | 0.80 (0.50–0.94) |
            """);
  }

  @Test
  void showsItemsPerSecondOfScansAndWhatTheServerTook() {
    Result result =
        new Result(
            "scan",
            List.of(Metric.SCAN),
            List.of(entry("a", 4_000, 8_000), entry("b", 16_000, 20_000)));

    assertThat(new Markdown(2).section(result))
        .contains("| server's CPU, s | scan alone, s | items/s |")
        .contains("| a | 6.00 (4.00–8.00) | 12.00 (8.00–16.00) | 900 | 1.50 (1.00–2.00) |")
        .contains("| 3.00 (2.00–4.00) | 750,000 (500,000–1,000,000) |")
        .contains("| 0.33 (0.25–0.40) |");
  }

  @Test
  void showsWhatProcessesTimedThemselvesWhereThatIsCompared() {
    Result result =
        new Result("query", List.of(Metric.WORK), List.of(entry("a", 4_000), entry("b", 8_000)));

    assertThat(new Markdown(2).section(result))
        .contains("- 1 round\n")
        .contains("| query alone, s |")
        .contains("| a ÷ this, query alone |")
        .contains("| b | 8.00 | 16.00 | 900 | 4.00 |");
  }
}
