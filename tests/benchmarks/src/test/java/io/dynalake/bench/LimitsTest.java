package io.dynalake.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.bench.data.DataSet;
import io.dynalake.bench.data.Export;
import io.dynalake.bench.data.Shape;
import io.dynalake.bench.measure.Measurement;
import io.dynalake.bench.peer.GunzipPeer;
import io.dynalake.bench.report.Entry;
import io.dynalake.bench.report.Metric;
import io.dynalake.bench.report.Result;
import io.dynalake.bench.report.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final Export EXPORT =
      new Export(new DataSet(Shape.WIDE, 10, 1, 1), Path.of("x"), 1, 1);

  private static Entry entry(String label, int wallSeconds) {
    Measurement measurement = new Measurement(Duration.ofSeconds(wallSeconds), Duration.ZERO, 0);
    return new Entry(
        label, EXPORT, List.of(new Run(measurement, Duration.ZERO, Duration.ZERO, 10)));
  }

  private static final Result RESULT =
      new Result(
          "wide",
          List.of(Metric.WALL),
          List.of(entry("dynalake", 6), entry("duckdb", 4), entry("spark", 12)));

  @Test
  void namesThePeerThatIsTooFarAhead() {
    Limits limits = new Limits(Map.of(PeerName.DUCKDB, 1.4, PeerName.SPARK, 0.5));

    assertThat(limits.exceeded(RESULT))
        .containsExactly(
            "wide: dynalake takes 1.50 of the wall time of duckdb, at most 1.4 is allowed");
  }

  @Test
  void isContentWithWhatIsJustAllowed() {
    assertThat(new Limits(Map.of(PeerName.DUCKDB, 1.5)).exceeded(RESULT)).isEmpty();
  }

  @Test
  void refusesToLimitAPeerThatIsNotMeasured() {
    Entrant gunzip = new Entrant("gunzip", new GunzipPeer(), EXPORT.data());
    List<Scenario> scenarios = List.of(new Scenario("wide", List.of(Metric.WALL), List.of(gunzip)));
    new Limits(Map.of(PeerName.GUNZIP, 9.0)).requirePeersOf(scenarios);

    Limits spark = new Limits(Map.of(PeerName.SPARK, 0.3));
    assertThatThrownBy(() -> spark.requirePeersOf(scenarios))
        .hasMessage("--at-most spark: it is not measured; name it in --peers");
  }
}
