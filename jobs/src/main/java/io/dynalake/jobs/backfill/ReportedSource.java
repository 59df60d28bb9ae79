package io.dynalake.jobs.backfill;

import io.dynalake.export.FullExport;
import io.dynalake.jobs.report.Acquired;
import io.dynalake.jobs.report.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run reads, and what was unusual about it. */
final class ReportedSource {
  private final List<String> warnings = new ArrayList<>();
  private RunReport.Source source;

  /**
   * @param location as typed
   * @param acquired how a live table became the export, if this run made it
   */
  ReportedSource(String location, Optional<Acquired> acquired) {
    source = new RunReport.Source(location, "", "", "", List.of(), acquired.orElse(null));
  }

  void opened(FullExport export) {
    warnings.addAll(export.warnings());
    source =
        new RunReport.Source(
            export.location(),
            export.exportArn(),
            export.tableArn(),
            export.exportTime(),
            List.of(),
            source.acquired());
  }

  void note(String warning) {
    warnings.add(warning);
  }

  String export() {
    return source.export();
  }

  RunReport.Source report() {
    return new RunReport.Source(
        source.export(),
        source.exportArn(),
        source.tableArn(),
        source.exportTime(),
        warnings,
        source.acquired());
  }
}
