package io.dynalake.jobs.report.page;

import io.dynalake.jobs.progress.PhaseSamples;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** The time of the whole run; empty if nothing is known of it. */
  Optional<TimeAxis> axis() {
    Stream<Instant> ofPhases = phases.stream().flatMap(p -> Stream.of(p.started(), p.ended()));
    Stream<Instant> ofFiles =
        files.stream()
            .filter(FileRow::isTimed)
            .flatMap(f -> Stream.concat(f.started().stream(), f.ended().stream()));
    return TimeAxis.over(Stream.concat(ofPhases, ofFiles));
  }
}
