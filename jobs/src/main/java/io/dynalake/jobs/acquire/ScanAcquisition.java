package io.dynalake.jobs.acquire;

import io.dynalake.export.Landing;
import io.dynalake.jobs.SparkStart;
import io.dynalake.jobs.options.RunName;
import io.dynalake.jobs.options.TableArguments;
import io.dynalake.jobs.progress.Counters;
import io.dynalake.jobs.progress.Progress;
import io.dynalake.jobs.progress.ProgressListener;
import io.dynalake.jobs.progress.Quantity;
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

/** Lands a table by scanning it. */
final class ScanAcquisition {
  private static final Counters COUNTERS =
      new Counters(
          "segment",
          ScanCounters.SEGMENTS,
          ScanCounters.ITEMS,
          ScanCounters.BYTES,
          List.of(ScanCounters.CAPACITY, ScanCounters.THROTTLES),
          (totals, seconds) ->
              Quantity.count(Math.round(totals.get(0) / Math.max(seconds, 1e-3)))
                  + " RCU/s"
                  + (totals.get(1) > 0
                      ? ", " + Quantity.count(totals.get(1).longValue(), "throttle")
                      : ""));

  private final TableArguments source;
  private final RunName run;
  private final SparkStart start;
  private final ProgressListener listener;
  private final Progress progress;

  ScanAcquisition(
      TableArguments source,
      RunName run,
      SparkStart start,
      ProgressListener listener,
      Progress progress) {
    this.source = source;
    this.run = run;
    this.start = start;
    this.listener = listener;
    this.progress = progress;
  }

  Acquired run() {
    ScanLandings landings = new ScanLandings(source.scan(), start.hadoop());
    Path landing = landings.of(run);
    if (!run.isLasting()) {
      Optional<Path> unfinished = landings.unfinished(source.scan());
      unfinished.ifPresent(path -> progress.note("going on with the unfinished scan in " + path));
      landing = unfinished.orElse(landing);
    }
    boolean before =
        Landing.find(landing.toString(), start.hadoop()).filter(Landing::complete).isPresent();
    ScanSettings settings = source.scan().withLanding(landing.toString());
    JavaSparkContext spark = start.context();
    long began = System.nanoTime();
    ScanResult result =
        TableScan.run(
            spark,
            settings,
            start.hadoop(),
            (segments, bytes) -> listener.begin("scan", COUNTERS, segments, bytes));
    listener.end(result.segmentsRead(), result.items(), result.bytes());
    return acquired(result, before, (System.nanoTime() - began) / 1e9);
  }

  private static Acquired acquired(ScanResult result, boolean before, double seconds) {
    Status status =
        before ? Status.ALREADY_DONE : result.complete() ? Status.COMPLETED : Status.SHARE_LANDED;
    return new Acquired(
        "scan",
        status,
        result.table().arn(),
        List.of(new Landed(result.export(), "", result.items(), result.bytes())),
        new ScanFacts(
            result.totalSegments(),
            result.segmentsRead(),
            result.segmentsLanded(),
            result.read().capacity(),
            result.read().capacity() / Math.max(seconds, 1e-3),
            result.read().throttles(),
            result.read().retries(),
            Math.round(seconds * 1e3) / 1e3));
  }
}
