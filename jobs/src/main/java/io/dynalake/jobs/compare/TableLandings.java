package io.dynalake.jobs.compare;

import io.dynalake.aws.Locations;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.jobs.SparkStart;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Where the tables of a comparison are landed: where the user says, or in a temporary folder. */
final class TableLandings implements AutoCloseable {
  private final String root;
  private final @Nullable Path temporary;
  private final Configuration hadoop;
  private final Consumer<String> notes;

  private TableLandings(
      String root, @Nullable Path temporary, Configuration hadoop, Consumer<String> notes) {
    this.root = root;
    this.temporary = temporary;
    this.hadoop = hadoop;
    this.notes = notes;
  }

  /**
   * Finds a place for them.
   *
   * @throws JobException USAGE if none is given and the executors do not all see this machine's
   *     disk
   */
  static TableLandings of(Optional<String> given, SparkStart start, Consumer<String> notes) {
    if (given.isPresent()) {
      return new TableLandings(given.orElseThrow(), null, start.hadoop(), notes);
    }
    if (!start.context().isLocal()) {
      throw new JobException(
          ErrorCode.USAGE,
          "--landing: missing; a table is landed before it is compared, on a cluster where all"
              + " executors can write; give a folder, in S3 for instance");
    }
    try {
      String folder = Files.createTempDirectory("dynalake-compare-").toUri().toString();
      return new TableLandings(
          folder, Locations.path(folder, start.hadoop()), start.hadoop(), notes);
    } catch (IOException e) {
      throw new JobException(
          ErrorCode.SERVICE,
          "--landing: there is no temporary folder; " + e + "; give one with enough room",
          e);
    }
  }

  /** The landing of one of two tables, whose names may be the same. */
  String below(String folder) {
    return folder.isEmpty() ? root : root.replaceFirst("/+$", "") + "/" + folder;
  }

  @Override
  public void close() {
    if (temporary == null) {
      return;
    }
    try {
      Locations.fileSystem(temporary, hadoop).delete(temporary, true);
    } catch (IOException e) {
      notes.accept(temporary + ": it cannot be removed; " + e);
    }
  }
}
