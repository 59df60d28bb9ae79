package io.dynalake.jobs.runs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dynalake.ledger.Attempt;
import io.dynalake.ledger.PartKind;
import io.dynalake.ledger.PartRecord;
import io.dynalake.ledger.PartState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a run as it is shown.
 *
 * @param seconds that its last attempt took, or takes so far
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PartView(
    String id,
    PartKind kind,
    String location,
    PartState state,
    double seconds,
    long items,
    long bytes,
    List<Try> attempts) {

  /** An attempt. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Try(
      int number,
      String started,
      @Nullable String ended,
      double seconds,
      @Nullable String code,
      @Nullable String message) {}

  static PartView of(PartRecord part, Instant now) {
    List<Try> tries = part.attempts().stream().map(attempt -> of(attempt, now)).toList();
    return new PartView(
        part.id(),
        part.kind(),
        part.location(),
        part.state(),
        tries.isEmpty() ? 0 : tries.get(tries.size() - 1).seconds(),
        part.items(),
        part.bytes(),
        tries);
  }

  private static Try of(Attempt attempt, Instant now) {
    return new Try(
        attempt.number(),
        attempt.started().toString(),
        attempt.ended().map(Instant::toString).orElse(null),
        Duration.between(attempt.started(), attempt.ended().orElse(now)).toMillis() / 1000.0,
        attempt.failure().map(why -> why.code()).orElse(null),
        attempt.failure().map(why -> why.message()).orElse(null));
  }

  static String noun(PartKind kind) {
    return switch (kind) {
      case DATA_FILE -> "data file";
      case SEGMENT -> "segment";
    };
  }
}
