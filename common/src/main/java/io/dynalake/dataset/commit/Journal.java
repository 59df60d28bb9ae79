package io.dynalake.dataset.commit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a commit is about to do, written before it does it.
 *
 * @param updatedAt when the state was reached, ISO-8601
 * @param newFiles exactly the files that the run adds
 * @param superseded paths relative to the root of the files that go once the new ones are in place
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
record Journal(
    int format,
    State state,
    String updatedAt,
    RunIdentity run,
    WriteMode mode,
    List<NewFile> newFiles,
    List<String> superseded,
    @Nullable SchemaToPin schema,
    Map<String, String> details) {
  static final int FORMAT = 1;

  enum State {
    /** Some of the new files may be in place: what went so far can be undone. */
    PREPARED,
    /** All new files are in place: what is left can be done again. */
    PUBLISHED,
    COMMITTED,
    ROLLED_BACK;

    boolean open() {
      return this == PREPARED || this == PUBLISHED;
    }
  }

  Journal {
    newFiles = List.copyOf(newFiles);
    superseded = List.copyOf(superseded);
    details = Map.copyOf(details);
  }

  static Journal prepared(
      RunIdentity run,
      WriteMode mode,
      List<NewFile> newFiles,
      List<String> superseded,
      @Nullable SchemaToPin schema,
      Map<String, String> details) {
    return new Journal(
        FORMAT,
        State.PREPARED,
        Instant.now().toString(),
        run,
        mode,
        newFiles.stream().map(NewFile::published).toList(),
        superseded,
        schema,
        details);
  }

  Journal reached(State next) {
    return new Journal(
        format, next, Instant.now().toString(), run, mode, newFiles, superseded, schema, details);
  }

  CommittedRun committedRun() {
    return new CommittedRun(run, mode, Instant.parse(updatedAt), newFiles, superseded, details);
  }
}
