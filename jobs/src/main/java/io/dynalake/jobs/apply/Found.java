package io.dynalake.jobs.apply;

import io.dynalake.changes.Sources;
import io.dynalake.changes.TableIdentity;
import io.dynalake.dataset.commit.Targets;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.Export;
import io.dynalake.export.Exports;
import io.dynalake.export.FullExport;
import io.dynalake.jobs.options.ApplyArguments;
import io.dynalake.jobs.options.ApplyArguments.TableFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * The exports that a run is to take.
 *
 * @param named one by one
 * @param lying in the place whose exports are all taken
 */
record Found(List<Export> named, List<Export> lying) {
  /** Opens all of them, whatever table they are of. */
  static Found open(ApplyArguments arguments, Configuration hadoop) {
    List<Export> named = new ArrayList<>();
    for (String location : arguments.sources().exports()) {
      named.add(required(Exports.openAny(location, hadoop), arguments.target().format()));
    }
    List<Export> lying =
        arguments.sources().under().map(place -> Exports.under(place, hadoop)).orElse(List.of());
    for (Export export : named) {
      Targets.refuseOverlap(export.location(), arguments.target().location(), hadoop);
    }
    return new Found(named, lying);
  }

  /**
   * Those of one table.
   *
   * @param known the table whose changes the dataset has, or that is followed
   */
  Sources sources(Optional<TableIdentity> known) {
    List<Export> exports = new ArrayList<>(named);
    // Other tables may export to the same place.
    lying.stream()
        .filter(e -> known.isEmpty() || known.orElseThrow().mayBe(TableIdentity.of(e)))
        .forEach(exports::add);
    if (exports.isEmpty()) {
      return new Sources(known.orElse(new TableIdentity("", "")), Optional.empty(), List.of());
    }
    return Sources.of(exports, known);
  }

  private static Export required(Export export, TableFormat format) {
    if (export instanceof FullExport && format == TableFormat.CHANGELOG) {
      throw new JobException(
          ErrorCode.USAGE,
          "--export "
              + export.location()
              + ": a full export holds items, not changes, and a change log takes those only; give"
              + " incremental exports, or --table-format parquet");
    }
    return export;
  }
}
