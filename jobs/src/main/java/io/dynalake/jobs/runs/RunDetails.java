package io.dynalake.jobs.runs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dynalake.ledger.Attempt;
import io.dynalake.ledger.PartKind;
import io.dynalake.ledger.PartRecord;
import io.dynalake.ledger.PartState;
import io.dynalake.ledger.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run with its parts.
 *
 * @param landed the segments of a run that converts what it landed; else null
 * @param parts the others: data files, or the segments of a run that only lands
 * @param activeSeconds in which at least one part was worked at: a run may lie for days before it
 *     is retried
 * @param itemsPerSecond of its completed parts, in the active time
 * @param bytesPerSecond stored ones, compressed
 * @param secondsLeft at the speed so far; null unless it runs
 * @param slowest parts by the time of their last attempt, at most five
 * @param failed all of them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunDetails(
    RunView run,
    @Nullable Parts landed,
    Parts parts,
    double activeSeconds,
    double itemsPerSecond,
    double bytesPerSecond,
    @Nullable Double secondsLeft,
    List<PartView> slowest,
    List<PartView> failed) {
  private static final int SLOWEST = 5;

  /**
   * Parts by state, and what the completed ones had.
   *
   * @param noun what they are: "data file", "segment"
   */
  public record Parts(
      String noun,
      long total,
      long completed,
      long failed,
      long inProgress,
      long pending,
      long items,
      long bytes) {}

  public static RunDetails of(RunRecord run, List<PartRecord> all, Instant now) {
    List<PartRecord> files =
        all.stream().filter(part -> part.kind() == PartKind.DATA_FILE).toList();
    List<PartRecord> segments =
        all.stream().filter(part -> part.kind() == PartKind.SEGMENT).toList();
    List<PartRecord> parts = files.isEmpty() ? segments : files;
    // What was in progress when the driver died, takes no more time.
    RunView view = RunView.of(run, now);
    Instant until = view.alive() ? now : run.heartbeat();
    Parts counted = counted(parts);
    double active = active(parts, until).toMillis() / 1000.0;
    return new RunDetails(
        view,
        files.isEmpty() || segments.isEmpty() ? null : counted(segments),
        counted,
        active,
        active == 0 ? 0 : Math.round(counted.items() / active),
        active == 0 ? 0 : Math.round(counted.bytes() / active),
        view.alive() && counted.completed() > 0
            ? active * (counted.inProgress() + counted.pending()) / counted.completed()
            : null,
        parts.stream()
            .filter(part -> !part.attempts().isEmpty())
            .map(part -> PartView.of(part, until))
            .sorted(Comparator.comparingDouble(PartView::seconds).reversed())
            .limit(SLOWEST)
            .toList(),
        parts.stream()
            .filter(part -> part.state() == PartState.FAILED)
            .map(part -> PartView.of(part, until))
            .toList());
  }

  private static Parts counted(List<PartRecord> parts) {
    return new Parts(
        parts.isEmpty() ? "part" : PartView.noun(parts.get(0).kind()),
        parts.size(),
        count(parts, PartState.COMPLETED),
        count(parts, PartState.FAILED),
        count(parts, PartState.IN_PROGRESS),
        count(parts, PartState.PENDING),
        parts.stream().mapToLong(PartRecord::items).sum(),
        parts.stream().mapToLong(PartRecord::bytes).sum());
  }

  private static long count(List<PartRecord> parts, PartState state) {
    return parts.stream().filter(part -> part.state() == state).count();
  }

  /** The length of the union of all attempts. */
  private static Duration active(List<PartRecord> parts, Instant until) {
    List<Attempt> attempts =
        parts.stream()
            .flatMap(part -> part.attempts().stream())
            .sorted(Comparator.comparing(Attempt::started))
            .toList();
    Duration active = Duration.ZERO;
    Instant covered = Instant.MIN;
    for (Attempt attempt : attempts) {
      Instant end = attempt.ended().orElse(until);
      Instant begin = latest(attempt.started(), covered);
      if (end.isAfter(begin)) {
        active = active.plus(Duration.between(begin, end));
        covered = end;
      }
    }
    return active;
  }

  private static Instant latest(Instant a, Instant b) {
    return Stream.of(a, b).max(Comparator.naturalOrder()).orElseThrow();
  }
}
