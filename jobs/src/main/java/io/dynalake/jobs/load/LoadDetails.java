package io.dynalake.jobs.load;

import io.dynalake.error.ErrorCode;
import io.dynalake.jobs.JobContext;
import io.dynalake.jobs.options.LoadArguments;
import io.dynalake.jobs.report.LoadReport;
import io.dynalake.jobs.report.RunReport.Status;
import io.dynalake.jobs.report.page.FileRow;
import io.dynalake.jobs.report.page.LeftOut;
import io.dynalake.jobs.report.page.NextStep;
import io.dynalake.jobs.report.page.RunDetails;
import io.dynalake.load.FileCheck;
import io.dynalake.load.read.InputFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers what the page of a load shows beyond its report. */
final class LoadDetails {
  /** Bad items that are named. */
  private static final int NAMED = 20;

  private final LoadArguments arguments;
  private final JobContext context;
  private final List<FileRow> damaged = new ArrayList<>();
  private final List<String> named = new ArrayList<>();
  private long bad;

  LoadDetails(LoadArguments arguments, JobContext context) {
    this.arguments = arguments;
    this.context = context;
  }

  void checked(List<FileCheck> checks, List<InputFile> files) {
    for (FileCheck check : checks) {
      bad += check.bad();
      if (!check.firstReason().isEmpty() && named.size() < NAMED) {
        named.add(check.firstReason());
      }
      if (check.isDamaged()) {
        damaged.add(failed(files.get(check.file()), check.damage()));
      }
    }
  }

  private static FileRow failed(InputFile file, String damage) {
    return new FileRow(
        file.name(),
        "FAILED",
        Optional.empty(),
        Optional.empty(),
        1,
        0,
        file.size(),
        Optional.of(ErrorCode.BAD_DATA.name()),
        Optional.of(damage));
  }

  RunDetails of(LoadReport report) {
    return new RunDetails(
        Instant.now(),
        context.progress().phases(),
        damaged,
        List.of(),
        leftOut(report),
        next(report));
  }

  private LeftOut leftOut(LoadReport report) {
    LoadReport.Items items = report.items();
    Map<String, Long> filtered = new LinkedHashMap<>();
    put(filtered, "the table's own is kept, by --if-exists", items.present());
    put(filtered, "another item of the same key comes after it", items.superseded());
    Map<String, Long> refused = new LinkedHashMap<>();
    put(refused, "it is no item that the table can have", bad);
    put(refused, "DynamoDB refused it", items.refused() - bad);
    return new LeftOut(filtered, refused, named, report.deadLetters());
  }

  private static void put(Map<String, Long> counts, String reason, long count) {
    if (count > 0) {
      counts.put(reason, count);
    }
  }

  private NextStep next(LoadReport report) {
    if (report.status() == Status.PARTIAL) {
      return NextStep.retry(
          "Mend the files that failed, or copy them again. This then loads just those.",
          report.runId(),
          arguments.recovery().ledger().uri());
    }
    if (report.status() == Status.FAILED) {
      return new NextStep(
          "When the cause is mended, or an option allows for it, the same command does what is"
              + " missing.",
          context.command());
    }
    if (report.items().refused() > 0) {
      return new NextStep(
          "Mend the items that were refused. This then loads them.",
          List.of(
              "load",
              "--from=" + report.deadLetters(),
              "--format=dynamodb-json",
              "--table=" + arguments.table().name().text()));
    }
    return new NextStep(
        "What was run. The same again writes nothing, and says so.", context.command());
  }
}
