package io.dynalake.jobs.options;

import io.dynalake.compare.SampleSettings;
import io.dynalake.scan.ScanSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the job {@code compare} is to do.
 *
 * @param run names the run, and so the landings of scans
 * @param keys that identify an item; none: those of a table
 * @param ignored attributes that do not count
 * @param landing where tables are landed; empty: in a folder that is removed afterwards
 * @param report where to write the report
 * @param json whether to print the report instead of a summary
 */
public record CompareArguments(
    RunName run,
    Input left,
    Input right,
    List<String> keys,
    Set<String> ignored,
    SampleSettings samples,
    Optional<String> landing,
    Optional<String> report,
    boolean json)
    implements RunArguments {
  public CompareArguments {
    keys = List.copyOf(keys);
    ignored = Set.copyOf(ignored);
  }

  /** One of the two inputs. */
  public sealed interface Input {
    /** As typed. */
    String text();

    /**
     * A live table.
     *
     * @param scan how it is scanned, its landing aside
     */
    record Table(String text, ScanSettings scan) implements Input {}

    /** An export or a dataset. */
    record Files(String text) implements Input {}
  }
}
