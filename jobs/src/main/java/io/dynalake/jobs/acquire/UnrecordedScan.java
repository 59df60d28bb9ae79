package io.dynalake.jobs.acquire;

import io.dynalake.export.Landing;
import io.dynalake.jobs.SparkStart;
import io.dynalake.jobs.options.RunName;
import io.dynalake.jobs.progress.Progress;
import io.dynalake.jobs.progress.ProgressListener;
import io.dynalake.jobs.report.Acquired;
import io.dynalake.scan.ScanResult;
import io.dynalake.scan.ScanSettings;
import io.dynalake.scan.TableScan;
import org.apache.hadoop.fs.Path;

/** Lands a table by scanning it, for a job that no ledger knows of. */
public final class UnrecordedScan {
  private UnrecordedScan() {}

  /**
   * Lands a table, or what is missing of it.
   *
   * @param asked its landing is the root below which scans lie
   * @param phase how the progress calls it
   * @throws io.dynalake.error.JobException as {@link TableScan#run} says
   */
  public static Acquired land(
      ScanSettings asked, RunName run, String phase, SparkStart start, Progress progress) {
    ProgressListener listener = new ProgressListener(() -> start.context().sc(), progress);
    try {
      Path landing = new ScanLandings(asked, start.hadoop()).toLand(run, progress::note);
      boolean before =
          Landing.find(landing.toString(), start.hadoop()).filter(Landing::complete).isPresent();
      long began = System.nanoTime();
      ScanResult result =
          TableScan.run(
              start.context(),
              asked.withLanding(landing.toString()),
              start.hadoop(),
              scan ->
                  listener.begin(
                      phase, ScanAcquisition.COUNTERS, scan.missing().size(), scan.bytes()));
      listener.end(result.segmentsRead(), result.items(), result.bytes());
      return ScanAcquisition.acquired(result, before, (System.nanoTime() - began) / 1e9);
    } finally {
      listener.stop();
    }
  }
}
