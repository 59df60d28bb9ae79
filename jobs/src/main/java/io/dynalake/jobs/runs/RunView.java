package io.dynalake.jobs.runs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.dynalake.ledger.Failure;
import io.dynalake.ledger.RunRecord;
import io.dynalake.ledger.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is shown. Its JSON form has the components' names as keys; times are ISO-8601.
 *
 * @param alive whether it runs and gave a sign of life within the last minute
 * @param seconds from its start to its end, or to now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
  "runId",
  "job",
  "state",
  "alive",
  "source",
  "target",
  "options",
  "owner",
  "started",
  "heartbeat",
  "ended",
  "seconds",
  "counts",
  "failure"
})
public record RunView(
    String runId,
    String job,
    RunState state,
    boolean alive,
    String source,
    String target,
    List<String> options,
    String owner,
    String started,
    String heartbeat,
    @Nullable String ended,
    double seconds,
    Map<String, Long> counts,
    @Nullable Failure failure) {
  public static RunView of(RunRecord run, Instant now) {
    Instant end = run.ended().orElse(now);
    return new RunView(
        run.runId(),
        run.job(),
        run.state(),
        run.isAlive(now),
        run.source(),
        run.target(),
        run.options(),
        run.owner(),
        run.started().toString(),
        run.heartbeat().toString(),
        run.ended().map(Instant::toString).orElse(null),
        Duration.between(run.started(), end).toMillis() / 1000.0,
        run.counts(),
        run.failure().orElse(null));
  }

  static Duration silence(RunRecord run, Instant now) {
    return Duration.between(run.heartbeat(), now);
  }

  /** "completed", or that nobody knows. */
  String stateText() {
    return state == RunState.RUNNING && !alive
        ? "no sign of life since " + Shown.time(heartbeat)
        : state.name().toLowerCase(Locale.ROOT);
  }
}
