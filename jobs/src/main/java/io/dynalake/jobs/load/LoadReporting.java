package io.dynalake.jobs.load;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.jobs.JobContext;
import io.dynalake.jobs.options.LoadArguments;
import io.dynalake.jobs.report.LoadReport;
import io.dynalake.jobs.report.ReportFile;
import io.dynalake.jobs.report.RunReport;
import io.dynalake.jobs.report.RunReport.Status;
import io.dynalake.jobs.report.page.LoadPage;
import io.dynalake.load.FileCheck;
import io.dynalake.load.read.InputFile;
import io.dynalake.load.write.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Gathers what a load does, and tells it at the end. Safe for threads. */
final class LoadReporting {
  private final LoadArguments arguments;
  private final JobContext context;
  private final String table;
  private final String folder;
  private final Configuration hadoop;
  private final LoadDetails details;
  private final long began = System.nanoTime();
  private final List<RunReport.Failure> errors = new ArrayList<>();
  private String runId;
  private long writing;
  private double checkSeconds;
  private double writeSeconds;
  private int total;
  private int skipped;
  private int completed;
  private int damaged;
  private long read;
  private long bad;
  private long bytesRead;
  private WriteResult result = WriteResult.NOTHING;

  LoadReporting(
      LoadArguments arguments,
      JobContext context,
      String table,
      String folder,
      Configuration hadoop) {
    this.arguments = arguments;
    this.context = context;
    this.table = table;
    this.folder = folder;
    this.hadoop = hadoop;
    this.details = new LoadDetails(arguments, context);
    this.runId = arguments.run().id();
  }

  synchronized void named(String id) {
    runId = id;
  }

  synchronized void entered(int files, int loadedBefore) {
    total = files;
    skipped = loadedBefore;
  }

  synchronized void checked(List<FileCheck> checks, List<InputFile> files) {
    details.checked(checks, files);
    for (FileCheck file : checks) {
      bad += file.bad();
      read += file.bad();
      if (file.isDamaged()) {
        damaged++;
        errors.add(new RunReport.Failure("", file.damage()));
      }
    }
    writing = System.nanoTime();
    checkSeconds = (writing - began) / 1e9;
  }

  synchronized void written(List<FileCheck> round, List<InputFile> files, WriteResult written) {
    result = result.plus(written);
    for (FileCheck file : round) {
      completed++;
      read += file.items();
      bytesRead += files.get(file.file()).size();
    }
    writeSeconds = (System.nanoTime() - writing) / 1e9;
  }

  /** Items so far, for the ledger. */
  synchronized Map<String, Long> counts() {
    return Map.of(
        "read",
        read,
        "written",
        result.written(),
        "filtered",
        result.present() + result.superseded(),
        "quarantined",
        refused());
  }

  synchronized long refused() {
    return bad + result.refused();
  }

  synchronized boolean isPartial() {
    return damaged > 0;
  }

  void alreadyDone(int files) {
    entered(files, files);
    report(Status.ALREADY_DONE);
  }

  void ended() {
    report(isPartial() ? Status.PARTIAL : Status.COMPLETED);
  }

  /** What cannot be told then is no reason to hide the failure itself. */
  void failed(JobException failure) {
    synchronized (this) {
      errors.add(new RunReport.Failure("", String.valueOf(failure.getMessage())));
    }
    try {
      report(Status.FAILED);
    } catch (JobException e) {
      failure.addSuppressed(e);
    }
  }

  void requireComplete() {
    if (isPartial()) {
      throw new JobException(
          ErrorCode.PARTIAL,
          "load: "
              + damaged
              + " of "
              + total
              + " files are damaged, the others are loaded; when they are mended, `dynalake runs"
              + " retry "
              + runId
              + "` loads just those");
    }
  }

  private void report(Status status) {
    LoadReport report = report(status, (System.nanoTime() - began) / 1e9);
    context.meters().tell(report.figures());
    List<String> locations = new ArrayList<>();
    locations.add(folder + "/report.json");
    arguments.report().ifPresent(locations::add);
    List<String> written =
        ReportFile.writeWithPage(
            report.toJson(),
            fileName -> LoadPage.of(report, details.of(report), fileName),
            locations,
            hadoop,
            context.progress()::note);
    context.progress().close();
    context.out().print(report.summary(written));
  }

  private synchronized LoadReport report(Status status, double seconds) {
    return new LoadReport(
        runId,
        "load",
        status,
        arguments.from(),
        table,
        new LoadReport.Items(
            read, result.written(), result.present(), result.superseded(), refused()),
        new RunReport.Files(total, completed, damaged, skipped),
        new LoadReport.Bytes(bytesRead, result.bytes()),
        new LoadReport.Capacity(
            result.capacity(),
            rounded(writeSeconds == 0 ? 0 : result.capacity() / writeSeconds),
            result.requests(),
            result.throttles(),
            result.retries()),
        refused() == 0 ? "" : folder,
        new LoadReport.Seconds(rounded(seconds), rounded(checkSeconds), rounded(writeSeconds)),
        errors);
  }

  private static double rounded(double value) {
    return Math.round(value * 1e3) / 1e3;
  }
}
