package io.dynalake.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.bench.data.DataSet;
import io.dynalake.bench.data.DataSets;
import io.dynalake.bench.data.Export;
import io.dynalake.bench.data.Shape;
import io.dynalake.bench.peer.DuckDbLibrary;
import io.dynalake.bench.peer.DuckDbPeer;
import io.dynalake.bench.peer.GunzipPeer;
import io.dynalake.bench.peer.Invocation;
import io.dynalake.bench.peer.Peer;
import io.dynalake.bench.report.Entry;
import io.dynalake.bench.report.Metric;
import io.dynalake.bench.report.Result;
import io.dynalake.bench.report.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundsTest {
  private final List<String> progress = new ArrayList<>();
  private final Path scratch;
  private final Rounds rounds;

  RoundsTest(@TempDir Path folder) {
    scratch = folder.resolve("scratch");
    rounds = new Rounds(new DataSets(folder, progress::add), scratch, 2, progress::add);
  }

  /** A peer that claims to have dealt with so many items. */
  private record Script(String script, long items) implements Peer {
    @Override
    public Invocation invocation(Export export, Path output) {
      return new Invocation(List.of("bash", "-c", script), Map.of());
    }

    @Override
    public long items(Path output, String printed) {
      return items;
    }
  }

  private static Scenario scenario(Shape shape, Peer... peers) {
    DataSet data = new DataSet(shape, 500, 2, 1);
    List<Entrant> entrants = new ArrayList<>();
    for (Peer peer : peers) {
      entrants.add(new Entrant("peer " + entrants.size(), peer, data));
    }
    return new Scenario("test", List.of(Metric.WALL), entrants);
  }

  @Test
  void entrantsTakeTurns() throws Exception {
    Result result = rounds.run(scenario(Shape.NARROW, new Script("exit 0", 500), new GunzipPeer()));

    assertThat(progress.stream().filter(line -> line.contains("round")))
        .extracting(line -> line.replaceFirst(": wall.*", ""))
        .containsExactly(
            "  round 1 of 2: peer 0",
            "  round 1 of 2: peer 1",
            "  round 2 of 2: peer 0",
            "  round 2 of 2: peer 1");
    assertThat(result.entries()).extracting(entry -> entry.runs().size()).containsExactly(2, 2);
    assertThat(scratch).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void duckDbConvertsEveryShape(Shape shape) throws Exception {
    Peer duckDb = new DuckDbPeer(new DuckDbLibrary(Path.of("target").toAbsolutePath()));

    Entry entry = rounds.run(scenario(shape, duckDb)).first();

    assertThat(entry.runs()).extracting(Run::items).containsExactly(500L, 500L);
  }

  @Test
  void showsWhatAPeerPrintedThatFailed() {
    assertThatThrownBy(
            () -> rounds.run(scenario(Shape.NARROW, new Script("echo no luck; exit 3", 500))))
        .isInstanceOf(BenchException.class)
        .hasMessage("peer 0: exit code 3; it printed:\nno luck\n");
    assertThat(scratch).doesNotExist();
  }

  @Test
  void refusesAPeerThatLeavesItemsOut() {
    assertThatThrownBy(() -> rounds.run(scenario(Shape.NARROW, new Script("exit 0", 499))))
        .isInstanceOf(BenchException.class)
        .hasMessage("peer 0: it dealt with 499 items, not with 500");
  }
}
