package io.dynalake.changes;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.Export;
import io.dynalake.export.FullExport;
import io.dynalake.export.IncrementalExport;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Exports of one table: a full one to begin with, and incremental ones.
 *
 * @param base the newest full export among them
 */
public record Sources(
    TableIdentity table, Optional<FullExport> base, List<IncrementalExport> windows) {
  public Sources {
    windows = List.copyOf(windows);
  }

  /**
   * Sorts exports.
   *
   * @param exports at least one
   * @param known the table that they have to be of
   * @throws JobException (USAGE) if they are of different tables
   */
  public static Sources of(List<Export> exports, Optional<TableIdentity> known) {
    TableIdentity table = known.orElseGet(() -> TableIdentity.of(exports.get(0)));
    List<FullExport> full = new ArrayList<>();
    List<IncrementalExport> windows = new ArrayList<>();
    for (Export export : exports) {
      TableIdentity other = TableIdentity.of(export);
      if (!table.mayBe(other)) {
        throw new JobException(
            ErrorCode.USAGE,
            export.location()
                + ": it is an export of "
                + other
                + ", not of "
                + table
                + "; give each table a dataset of its own, and a table that was made anew too");
      }
      if (export instanceof FullExport base) {
        full.add(base);
      } else if (export instanceof IncrementalExport window) {
        windows.add(window);
      }
    }
    return new Sources(table, full.stream().max(Comparator.comparing(Sources::time)), windows);
  }

  /** The export of a window. */
  public IncrementalExport export(Window window) {
    return windows.stream().filter(w -> Window.of(w).equals(window)).findFirst().orElseThrow();
  }

  /**
   * What nobody can tell of the items of a full export whose time lies within a second: windows of
   * changes begin at whole seconds.
   */
  public static Optional<String> secondInDoubt(FullExport export) {
    Instant time = time(export);
    return time.equals(time.truncatedTo(ChronoUnit.SECONDS))
        ? Optional.empty()
        : Optional.of(
            "its items are as of "
                + time
                + ", and changes are exported from whole seconds on: an item that was inserted in"
                + " that second and is deleted within the first window has no line there, and"
                + " stays; a full export by --export-time, or by --follow, has none such");
  }

  /**
   * The time of the items of a full export.
   *
   * @throws JobException (BAD_DATA) if its manifest does not tell
   */
  public static Instant time(FullExport export) {
    try {
      return Instant.parse(export.exportTime());
    } catch (DateTimeException e) {
      throw new JobException(
          ErrorCode.BAD_DATA,
          export.location()
              + ": its manifest has no exportTime, so no change can be said to come after it; use"
              + " an export by the service, or a landing",
          e);
    }
  }
}
