package io.dynalake.jobs.acquire;

import io.dynalake.export.Landing;
import io.dynalake.jobs.SparkStart;
import io.dynalake.jobs.progress.Counters;
import io.dynalake.jobs.progress.Progress;
import io.dynalake.jobs.progress.ProgressListener;
import io.dynalake.jobs.report.Acquired;
import io.dynalake.jobs.report.Acquired.Landed;
import io.dynalake.jobs.report.Acquired.ScanFacts;
import io.dynalake.jobs.report.Acquired.Status;
import io.dynalake.scan.ScanCounters;
import io.dynalake.scan.ScanResult;
import io.dynalake.scan.ScanSettings;
import io.dynalake.scan.TableScan;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/** Lands a table by scanning it. */
final class ScanAcquisition {
  static final Counters COUNTERS =
      new Counters(
          "segment",
          ScanCounters.SEGMENTS,
          ScanCounters.ITEMS,
          ScanCounters.BYTES,
          Optional.of(new Counters.Capacity("RCU", ScanCounters.CAPACITY, ScanCounters.THROTTLES)));

  private final TableRequest request;
  private final SparkStart start;
  private final Progress progress;
  private final TableRun run;
  private @Nullable SegmentRows rows;
  private long began;

  ScanAcquisition(TableRequest request, SparkStart start, Progress progress, TableRun run) {
    this.request = request;
    this.start = start;
    this.progress = progress;
    this.run = run;
  }

  Acquired run() {
    ProgressListener listener = new ProgressListener(() -> start.context().sc(), progress);
    try {
      return run(listener);
    } finally {
      listener.stop();
    }
  }

  private Acquired run(ProgressListener listener) {
    Path landing =
        new ScanLandings(request.source().scan(), start.hadoop())
            .toLand(request.run(), progress::note);
    boolean before =
        Landing.find(landing.toString(), start.hadoop()).filter(Landing::complete).isPresent();
    ScanSettings settings = request.source().scan().withLanding(landing.toString());
    SegmentRows segments = rows(landing, before, listener);
    rows = segments;
    JavaSparkContext spark = start.context();
    began = System.nanoTime();
    ScanResult result = TableScan.run(spark, settings, start.hadoop(), segments);
    listener.end(result.segmentsRead(), result.items(), result.bytes());
    return acquired(result, before, seconds());
  }

  private SegmentRows rows(Path landing, boolean before, ProgressListener listener) {
    String share =
        request.source().scan().share().map(part -> part.first() + "-" + part.last()).orElse("");
    var which =
        new TableRun.Which(
            landing.getName(), share, request.tableArn(), landing.toString(), List.of(), before);
    return new SegmentRows(
        landing.toString(),
        counts -> run.begin(which, landing.toString(), counts),
        scan -> listener.begin("scan", COUNTERS, scan.missing().size(), scan.bytes()));
  }

  private double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  /** What has come of it so far, after a failure; null before a segment was read. */
  @Nullable ScanFacts facts() {
    return rows == null ? null : rows.facts(seconds());
  }

  static Acquired acquired(ScanResult result, boolean before, double seconds) {
    Status status =
        before ? Status.ALREADY_DONE : result.complete() ? Status.COMPLETED : Status.SHARE_LANDED;
    return new Acquired(
        "scan",
        status,
        result.table().arn(),
        List.of(new Landed(result.export(), "", result.items(), result.bytes())),
        ScanFacts.of(
            result.totalSegments(),
            result.segmentsRead(),
            result.segmentsLanded(),
            result.read(),
            seconds));
  }
}
