package io.dynalake.jobs.backfill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.dataset.commit.CommittedRun;
import io.dynalake.dataset.commit.RunIdentity;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.DataFile;
import io.dynalake.export.FullExport;
import io.dynalake.jobs.run.RunLedger.Read;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a run goes on: at its beginning, or behind what the dataset holds of it.
 *
 * @param identity of the next commit
 * @param held data files that the dataset holds, with what was read of them
 * @param remaining the others, in the manifest's order
 * @param badItems malformed items that its commits so far left out
 * @param committedAt the last commit so far
 */
record Continuation(
    RunIdentity identity,
    Map<String, Read> held,
    List<DataFile> remaining,
    long badItems,
    Optional<Instant> committedAt) {
  /** Journal entry: the data files of a commit, as JSON, and what was read of each. */
  private static final String DATA_FILES = "dataFiles";

  private static final String BAD_ITEMS = "badItems";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param started names the run if it is a new one
   * @param committed what a run with this source has in the dataset
   * @param again whether to begin anew where all is there
   */
  static Continuation of(
      FullExport export, RunIdentity started, List<CommittedRun> committed, boolean again) {
    Map<String, Read> held = new LinkedHashMap<>();
    committed.forEach(commit -> held.putAll(read(commit)));
    List<DataFile> remaining =
        export.files().stream().filter(file -> !held.containsKey(file.key())).toList();
    if (committed.isEmpty() || (again && remaining.isEmpty())) {
      return new Continuation(started, Map.of(), export.files(), 0, Optional.empty());
    }
    CommittedRun last = committed.get(committed.size() - 1);
    return new Continuation(
        last.run().withBatch(last.run().batch() + 1),
        held,
        remaining,
        committed.stream().mapToLong(Continuation::badItems).sum(),
        Optional.of(last.committedAt()));
  }

  boolean isDone() {
    return remaining.isEmpty() && committedAt.isPresent();
  }

  /** What the journal of a commit is to say about its data files. */
  static Map<String, String> details(Map<String, Read> files, long badItems) {
    try {
      return Map.of(DATA_FILES, JSON.writeValueAsString(files), BAD_ITEMS, Long.toString(badItems));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long badItems(CommittedRun commit) {
    String count = commit.details().getOrDefault(BAD_ITEMS, "0");
    try {
      return Long.parseLong(count);
    } catch (NumberFormatException e) {
      throw damaged(commit, BAD_ITEMS, String.valueOf(e.getMessage()), e);
    }
  }

  private static Map<String, Read> read(CommittedRun commit) {
    String files = commit.details().getOrDefault(DATA_FILES, "{}");
    try {
      return JSON.readValue(files, new TypeReference<LinkedHashMap<String, Read>>() {});
    } catch (JsonProcessingException e) {
      throw damaged(commit, DATA_FILES, e.getOriginalMessage(), e);
    }
  }

  private static JobException damaged(
      CommittedRun commit, String entry, String why, Exception cause) {
    return new JobException(
        ErrorCode.BAD_DATA,
        "journal of run "
            + commit.run().commitId()
            + ": "
            + entry
            + " cannot be read ("
            + why
            + "); the file is damaged; restore it",
        cause);
  }
}
