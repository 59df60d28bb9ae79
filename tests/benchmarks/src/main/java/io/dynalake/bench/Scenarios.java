package io.dynalake.bench;

import io.dynalake.bench.data.DataSet;
import io.dynalake.bench.data.Shape;
import io.dynalake.bench.peer.ApplyPeer;
import io.dynalake.bench.peer.BareLoadPeer;
import io.dynalake.bench.peer.BareScanPeer;
import io.dynalake.bench.peer.ConnectorLoadPeer;
import io.dynalake.bench.peer.DuckDbLibrary;
import io.dynalake.bench.peer.DuckDbPeer;
import io.dynalake.bench.peer.DynalakePeer;
import io.dynalake.bench.peer.GunzipPeer;
import io.dynalake.bench.peer.LedgerPeer;
import io.dynalake.bench.peer.LedgerPlace;
import io.dynalake.bench.peer.LoadPeer;
import io.dynalake.bench.peer.Peer;
import io.dynalake.bench.peer.PlanningPeer;
import io.dynalake.bench.peer.Query;
import io.dynalake.bench.peer.QueryPeer;
import io.dynalake.bench.peer.QuerySource;
import io.dynalake.bench.peer.ScalingPeer;
import io.dynalake.bench.peer.ScanPeer;
import io.dynalake.bench.peer.SparkPeer;
import io.dynalake.bench.peer.Workers;
import io.dynalake.bench.report.Metric;
import io.dynalake.bench.report.Result;
import io.dynalake.bench.table.LiveTable;
import io.dynalake.item.ItemFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What can be measured.
 *
 * @param heap of dynalake
 * @param table that is scanned
 * @param workers of a cluster
 */
record Scenarios(String heap, DuckDbLibrary duckDb, LiveTable table, Workers workers) {
  /** Between the kind of a scan and its segments, in a label. */
  private static final String WITH = ", ";

  private static final List<Metric> CONVERSION = List.of(Metric.WALL, Metric.CPU);
  private static final List<Metric> QUERY = List.of(Metric.WALL, Metric.WORK);

  /** What was asked for. */
  List<Scenario> of(BenchOptions options) {
    if (options.all) {
      return all(options.data());
    }
    if (options.scan) {
      return List.of(scan(options.data(), options.totalSegments));
    }
    if (options.ledgers) {
      return List.of(ledgers(options.data()));
    }
    if (options.load) {
      return List.of(load(options.data()));
    }
    if (options.changes) {
      return List.of(changes(options.data()));
    }
    if (options.scaling) {
      return List.of(scaling(options.data()));
    }
    if (options.planning) {
      return List.of(planning(options.data()));
    }
    if (options.queries) {
      return queries(options.data());
    }
    return List.of(conversion(options.data(), options.peers, options.partitionBy));
  }

  /**
   * All that the README tells; besides the number of items given a quarter of it and four times it.
   */
  private List<Scenario> all(DataSet data) {
    List<PeerName> engines = List.of(PeerName.DYNALAKE, PeerName.DUCKDB);
    List<PeerName> withFloor = List.of(PeerName.DYNALAKE, PeerName.DUCKDB, PeerName.GUNZIP);
    DataSet orders = data.withShape(Shape.ORDERS);
    List<Scenario> scenarios = new ArrayList<>();
    scenarios.add(conversion(orders, PeerName.USUAL, ""));
    scenarios.add(conversion(orders.withItems(data.items() / 4), engines, ""));
    scenarios.add(conversion(orders.withItems(data.items() * 4), engines, ""));
    scenarios.add(oneFile(orders));
    scenarios.add(conversion(orders, List.of(PeerName.DYNALAKE), "day(updatedAt)"));
    for (Shape shape : List.of(Shape.NARROW, Shape.WIDE, Shape.SINGLE_TABLE)) {
      scenarios.add(conversion(data.withShape(shape), withFloor, ""));
    }
    scenarios.addAll(queries(orders));
    return scenarios;
  }

  /** A conversion by several peers, and by dynalake with partitions too unless they are "". */
  private Scenario conversion(DataSet data, List<PeerName> peers, String partitionBy) {
    List<Entrant> entrants = new ArrayList<>();
    for (PeerName peer : peers) {
      DataSet own = peer == PeerName.DYNALAKE_ION ? data.withFormat(ItemFormat.ION) : data;
      entrants.add(new Entrant(peer.toString(), peer(peer), own));
    }
    String title = title(data);
    if (!partitionBy.isEmpty()) {
      Peer partitioned = new DynalakePeer(heap, partitionBy);
      entrants.add(new Entrant("dynalake by " + partitionBy, partitioned, data));
      title += ", with partitions and without";
    }
    return new Scenario(title, CONVERSION, entrants);
  }

  /** One gzip file cannot be decompressed by several threads. */
  private Scenario oneFile(DataSet data) {
    DataSet one = data.withFiles(1);
    return new Scenario(
        title(data) + ", in one file and in " + data.files(),
        CONVERSION,
        List.of(
            new Entrant("dynalake, one file", peer(PeerName.DYNALAKE), one),
            new Entrant("dynalake, " + data.files() + " files", peer(PeerName.DYNALAKE), data),
            new Entrant("duckdb, one file", peer(PeerName.DUCKDB), one)));
  }

  private static List<Scenario> queries(DataSet data) {
    List<Scenario> scenarios = new ArrayList<>();
    for (Query query : Query.values()) {
      List<Entrant> entrants = new ArrayList<>();
      for (QuerySource source : QuerySource.values()) {
        entrants.add(new Entrant(source.label(), new QueryPeer(source, query), data));
      }
      scenarios.add(new Scenario(title(data) + ", query: " + query, QUERY, entrants));
    }
    return scenarios;
  }

  /** Every engine and the server's limit, with every number of segments. */
  private Scenario scan(DataSet data, List<Integer> totalSegments) {
    if (data.shape() != Shape.ORDERS) {
      throw new IllegalArgumentException("--scan: the table is of orders; leave --shape out");
    }
    List<Entrant> entrants = new ArrayList<>();
    for (String engine : List.of("sdk", "emr-connector")) {
      for (int segments : totalSegments) {
        Peer peer = new ScanPeer(table, engine, segments, heap);
        entrants.add(new Entrant(engine + WITH + segments + " segments", peer, data));
      }
    }
    for (int segments : totalSegments) {
      Peer peer = new BareScanPeer(table, segments);
      entrants.add(new Entrant("thrown away" + WITH + segments + " segments", peer, data));
    }
    return new Scenario(title(data) + ", scan", List.of(Metric.WALL, Metric.SCAN), entrants);
  }

  /** The same run, with each kind of ledger. */
  private Scenario ledgers(DataSet data) {
    List<Entrant> entrants = new ArrayList<>();
    for (LedgerPlace place : LedgerPlace.values()) {
      entrants.add(new Entrant(place.label(), new LedgerPeer(heap, place), data));
    }
    return new Scenario(title(data) + ", ledgers", List.of(Metric.WALL, Metric.LEDGER), entrants);
  }

  /** The same run on executors of one core each. */
  private Scenario scaling(DataSet data) {
    return new Scenario(
        title(data) + ", on a cluster; CPU and memory are those of the driver",
        List.of(Metric.WALL, Metric.CONVERSION),
        List.of(
            new Entrant("one core", new ScalingPeer(workers, heap, 1), data),
            new Entrant("two cores", new ScalingPeer(workers, heap, 2), data)));
  }

  /** Very many files, each read by its task or for directories. */
  private Scenario planning(DataSet data) {
    String days = "day(updatedAt)";
    return new Scenario(
        title(data) + " in " + String.format(Locale.ROOT, "%,d files", data.files()),
        List.of(Metric.WALL, Metric.PLANNING),
        List.of(
            new Entrant("dynalake", new PlanningPeer(heap, ""), data),
            new Entrant("dynalake by " + days, new PlanningPeer(heap, days), data)));
  }

  /** An export into an empty table, and the server's limit. */
  private Scenario load(DataSet data) {
    if (data.shape() != Shape.ORDERS) {
      throw new IllegalArgumentException("--load: the table is of orders; leave --shape out");
    }
    return new Scenario(
        title(data) + ", load",
        List.of(Metric.WALL, Metric.LOAD),
        List.of(
            new Entrant("dynalake", new LoadPeer(table, heap), data),
            new Entrant("emr-connector", new ConnectorLoadPeer(table), data),
            new Entrant("lines as they are", new BareLoadPeer(table), data)));
  }

  /** A window of changes applied, against converting all items again. */
  private Scenario changes(DataSet data) {
    if (data.shape() != Shape.ORDERS) {
      throw new IllegalArgumentException("--changes: the changes are of orders; leave --shape out");
    }
    List<Entrant> entrants = new ArrayList<>();
    entrants.add(new Entrant("convert again", peer(PeerName.DYNALAKE), data));
    for (String format : List.of("iceberg", "parquet")) {
      entrants.add(new Entrant("apply, " + format, new ApplyPeer(heap, format), data));
    }
    return new Scenario(title(data) + ", one in a hundred changed", CONVERSION, entrants);
  }

  /** Of scans, each kind with the number of segments at which it is the quickest. */
  static Result best(Result scans) {
    return scans.best(
        scans.title() + ", each at its best",
        Metric.SCAN,
        label -> label.substring(0, label.indexOf(WITH)));
  }

  private static String title(DataSet data) {
    return String.format(Locale.ROOT, "%s, %,d items", data.shape(), data.items());
  }

  private Peer peer(PeerName name) {
    return switch (name) {
      case DYNALAKE, DYNALAKE_ION -> new DynalakePeer(heap, "");
      case DYNALAKE_ICEBERG -> DynalakePeer.ofIceberg(heap);
      case DUCKDB -> new DuckDbPeer(duckDb);
      case SPARK -> new SparkPeer();
      case GUNZIP -> new GunzipPeer();
    };
  }
}
