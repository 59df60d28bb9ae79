package io.dynalake.jobs.report.page;

import io.dynalake.jobs.progress.PhaseSamples;
import java.time.Instant;
import java.util.List;

/**
 * What a page shows beyond the report.
 *
 * @param phases how the run went on
 * @param files of the source; none where that is not known
 * @param datasets with their columns; none if the run did not get that far
 */
public record RunDetails(
    Instant ended,
    List<PhaseSamples> phases,
    List<FileRow> files,
    List<DatasetColumns> datasets,
    LeftOut leftOut,
    NextStep next) {
  public RunDetails {
    phases = List.copyOf(phases);
    files = List.copyOf(files);
    datasets = List.copyOf(datasets);
  }
}
