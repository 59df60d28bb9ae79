package io.dynalake.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.bench.data.DataSet;
import io.dynalake.bench.data.Shape;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {
  @Test
  void readsEveryOption() {
    BenchOptions options =
        BenchOptions.parse(
            "--shape",
            "single-table",
            "--items",
            "5000",
            "--files",
            "3",
            "--seed",
            "9",
            "--peers",
            "duckdb,dynalake",
            "--rounds",
            "2",
            "--partition-by",
            "day(at)",
            "--heap",
            "2g",
            "--dir",
            "d",
            "--no-keep-data",
            "--json",
            "r.json",
            "--at-most",
            "duckdb=1.2",
            "--at-most",
            "spark=0.3",
            "--queries",
            "--scan",
            "--total-segments",
            "2,6",
            "--all",
            "--jmh",
            "Parse");

    assertThat(options.data()).isEqualTo(new DataSet(Shape.SINGLE_TABLE, 5_000, 3, 9));
    assertThat(options.peers).containsExactly(PeerName.DUCKDB, PeerName.DYNALAKE);
    assertThat(options.rounds).isEqualTo(2);
    assertThat(options.partitionBy).isEqualTo("day(at)");
    assertThat(options.heap).isEqualTo("2g");
    assertThat(options.dir).isEqualTo(Path.of("d"));
    assertThat(options.keepData).isFalse();
    assertThat(options.json).isEqualTo(Path.of("r.json"));
    assertThat(options.atMost).isEqualTo(Map.of(PeerName.DUCKDB, 1.2, PeerName.SPARK, 0.3));
    assertThat(options.queries).isTrue();
    assertThat(options.scan).isTrue();
    assertThat(options.totalSegments).containsExactly(2, 6);
    assertThat(options.all).isTrue();
    assertThat(options.jmh).isEqualTo("Parse");
  }

  @Test
  void measuresTwoMillionOrdersByDefaultAndKeepsThem() {
    BenchOptions options = BenchOptions.parse();

    assertThat(options.data()).isEqualTo(new DataSet(Shape.ORDERS, 2_000_000, 8, 1));
    assertThat(options.peers)
        .containsExactly(PeerName.DYNALAKE, PeerName.DUCKDB, PeerName.SPARK, PeerName.GUNZIP);
    assertThat(options.keepData).isTrue();
    assertThat(options.jmh).isNull();
  }

  @Test
  void scansATableThatDynamoDbLocalTakesInAMinute() {
    BenchOptions options = BenchOptions.parse("--scan");

    assertThat(options.data().items()).isEqualTo(200_000);
    assertThat(options.totalSegments).containsExactly(16, 64, 256);
  }

  @Test
  void takesAllHotLoopsUnlessSomeAreNamed() {
    assertThat(BenchOptions.parse("--jmh").jmh).isEqualTo(".*");
  }
}
