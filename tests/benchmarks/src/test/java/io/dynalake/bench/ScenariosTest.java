package io.dynalake.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.bench.data.DataSet;
import io.dynalake.bench.data.Export;
import io.dynalake.bench.data.Shape;
import io.dynalake.bench.measure.Measurement;
import io.dynalake.bench.peer.DuckDbLibrary;
import io.dynalake.bench.peer.PlanningPeer;
import io.dynalake.bench.peer.ScalingPeer;
import io.dynalake.bench.peer.Workers;
import io.dynalake.bench.report.Entry;
import io.dynalake.bench.report.Metric;
import io.dynalake.bench.report.Result;
import io.dynalake.bench.report.Run;
import io.dynalake.bench.table.LiveTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScenariosTest {
  private final Scenarios scenarios =
      new Scenarios(
          "1g",
          new DuckDbLibrary(Path.of("none")),
          new LiveTable(line -> {}),
          new Workers(Path.of("none")));

  private static Entry scan(String label, int... seconds) {
    return new Entry(
        label,
        new Export(new DataSet(Shape.ORDERS, 10, 1, 1), Path.of("x"), 1, 1),
        Arrays.stream(seconds)
            .mapToObj(
                each ->
                    new Run(
                        new Measurement(Duration.ZERO, Duration.ZERO, 0),
                        Duration.ofSeconds(each),
                        Duration.ZERO,
                        10))
            .toList());
  }

  @Test
  void scansWithEveryEngineAndEveryNumberOfSegments() {
    BenchOptions options = BenchOptions.parse("--scan", "--total-segments", "2,4");

    assertThat(scenarios.of(options).get(0).entrants())
        .extracting(Entrant::label)
        .containsExactly(
            "sdk, 2 segments",
            "sdk, 4 segments",
            "emr-connector, 2 segments",
            "emr-connector, 4 segments",
            "thrown away, 2 segments",
            "thrown away, 4 segments");
  }

  @Test
  void keepsEachKindOfLedgerOverManySmallFiles() {
    Scenario ledgers = scenarios.of(BenchOptions.parse("--ledgers", "--files", "300")).get(0);

    assertThat(ledgers.entrants())
        .extracting(Entrant::label)
        .containsExactly("SQLite", "PostgreSQL", "DynamoDB Local");
    assertThat(ledgers.entrants())
        .extracting(Entrant::data)
        .containsOnly(new DataSet(Shape.ORDERS, 3_000, 300, 1));
    assertThat(BenchOptions.parse("--ledgers").data().files()).isEqualTo(10_000);
  }

  @Test
  void comparesOneCoreOfAClusterWithTwo() {
    Scenario scaling = scenarios.of(BenchOptions.parse("--scaling")).get(0);

    assertThat(scaling.entrants())
        .extracting(Entrant::label)
        .containsExactly("one core", "two cores");
    assertThat(scaling.entrants())
        .extracting(entrant -> ((ScalingPeer) entrant.peer()).cores())
        .containsExactly(1, 2);
    assertThat(scaling.ratios()).contains(Metric.CONVERSION);
  }

  @Test
  void plansForVeryManyFilesWithPartitionsAndWithout() {
    Scenario planning = scenarios.of(BenchOptions.parse("--planning")).get(0);

    assertThat(planning.entrants())
        .extracting(Entrant::data)
        .containsOnly(new DataSet(Shape.ORDERS, 500_000, 50_000, 1));
    assertThat(planning.entrants())
        .extracting(entrant -> ((PlanningPeer) entrant.peer()).partitionBy())
        .containsExactly("", "day(updatedAt)");
    assertThat(planning.ratios()).contains(Metric.PLANNING);
  }

  @Test
  void measuresTheSameItemsInIon() {
    BenchOptions options = BenchOptions.parse("--peers", "dynalake-ion,dynalake");

    assertThat(scenarios.of(options).get(0).entrants())
        .extracting(entrant -> entrant.label() + " " + entrant.data().format())
        .containsExactly("dynalake-ion ION", "dynalake DYNAMODB_JSON");
  }

  @Test
  void letsEachKindOfScanCountAtItsBestMedian() {
    // By the least time the first would be the best of the first kind.
    Result all =
        new Result(
            "orders",
            List.of(Metric.SCAN),
            List.of(
                scan("a, 4 segments", 1, 9, 9),
                scan("a, 8 segments", 5, 5, 5),
                scan("b, 4 segments", 6, 6, 6),
                scan("b, 8 segments", 7, 7, 7)));

    Result best = Scenarios.best(all);

    assertThat(best.title()).isEqualTo("orders, each at its best");
    assertThat(best.entries())
        .extracting(Entry::label)
        .containsExactly("a, 8 segments", "b, 4 segments");
  }

  @Test
  void refusesToScanWhatIsNoTableOfOrders() {
    BenchOptions options = BenchOptions.parse("--scan", "--shape", "wide");

    assertThatThrownBy(() -> scenarios.of(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--scan: the table is of orders; leave --shape out");
  }
}
