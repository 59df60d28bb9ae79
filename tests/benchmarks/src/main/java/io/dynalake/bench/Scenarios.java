package io.dynalake.bench;

import io.dynalake.bench.data.DataSet;
import io.dynalake.bench.peer.DuckDbLibrary;
import io.dynalake.bench.peer.DuckDbPeer;
import io.dynalake.bench.peer.DynalakePeer;
import io.dynalake.bench.peer.GunzipPeer;
import io.dynalake.bench.peer.Peer;
import io.dynalake.bench.peer.SparkPeer;
import io.dynalake.bench.report.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What can be measured.
 *
 * @param heap of dynalake
 */
record Scenarios(String heap, DuckDbLibrary duckDb) {
  private static final List<Metric> RATIOS = List.of(Metric.WALL, Metric.CPU);

  /** What was asked for. */
  List<Scenario> of(BenchOptions options) {
    return List.of(conversion(options.data(), options.peers, options.partitionBy));
  }

  /** A conversion by several peers, and by dynalake with partitions too unless they are "". */
  private Scenario conversion(DataSet data, List<PeerName> peers, String partitionBy) {
    List<Entrant> entrants = new ArrayList<>();
    for (PeerName peer : peers) {
      entrants.add(new Entrant(peer.toString(), peer(peer), data));
    }
    if (!partitionBy.isEmpty()) {
      Peer partitioned = new DynalakePeer(heap, partitionBy);
      entrants.add(new Entrant("dynalake by " + partitionBy, partitioned, data));
    }
    String title = String.format(Locale.ROOT, "%s, %,d items", data.shape(), data.items());
    return new Scenario(title, RATIOS, entrants);
  }

  private Peer peer(PeerName name) {
    return switch (name) {
      case DYNALAKE -> new DynalakePeer(heap, "");
      case DUCKDB -> new DuckDbPeer(duckDb);
      case SPARK -> new SparkPeer();
      case GUNZIP -> new GunzipPeer();
    };
  }
}
