package io.dynalake.export.pitr;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ContinuousBackupsDescription;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryDescription;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;

/**
 * The time for which a table can be recovered, at most the last 35 days.
 *
 * @param enabled whether point-in-time recovery is on at all
 * @param earliestOrNull first time that can be exported
 * @param latestOrNull last time that the table can be restored to, some minutes ago
 */
public record RecoveryWindow(
    boolean enabled, @Nullable Instant earliestOrNull, @Nullable Instant latestOrNull) {
  static RecoveryWindow of(ContinuousBackupsDescription backups) {
    PointInTimeRecoveryDescription recovery = backups.pointInTimeRecoveryDescription();
    boolean enabled =
        recovery != null
            && recovery.pointInTimeRecoveryStatus() == PointInTimeRecoveryStatus.ENABLED;
    return new RecoveryWindow(
        enabled,
        recovery == null ? null : recovery.earliestRestorableDateTime(),
        recovery == null ? null : recovery.latestRestorableDateTime());
  }

  /** The last whole second that can be exported for certain; empty if the service does not tell. */
  public Optional<Instant> lastSecond() {
    if (!enabled || earliestOrNull == null || latestOrNull == null) {
      return Optional.empty();
    }
    Instant first = earliestOrNull.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    Instant last = latestOrNull.truncatedTo(ChronoUnit.SECONDS);
    return Optional.of(last.isBefore(first) ? first : last);
  }

  /**
   * Checks what DynamoDB would refuse an export for, before anything is asked.
   *
   * @param now the end of the window: what lies after it has not happened
   * @throws JobException INPUT_MISSING if recovery is off; USAGE if the time is not within it
   */
  public void require(ExportRequest request, Instant now) {
    if (!enabled) {
      throw ExportRefusals.recoveryIsOff(request.tableName(), null);
    }
    if (request.kind() instanceof ExportKind.Incremental changes) {
      requireWithin("--from", changes.from(), now);
      requireWithin("--to", changes.to(), now);
    } else {
      ((ExportKind.Full) request.kind())
          .time()
          .ifPresent(time -> requireWithin("--export-time", time, now));
    }
  }

  private void requireWithin(String option, Instant time, Instant now) {
    if (earliestOrNull != null && time.isBefore(earliestOrNull.truncatedTo(ChronoUnit.SECONDS))) {
      throw new JobException(
          ErrorCode.USAGE,
          option
              + " "
              + time
              + ": the table can be recovered since "
              + earliestOrNull
              + " only; changes before are lost to incremental exports, so begin anew with a full"
              + " export, or give a later time");
    }
    if (time.isAfter(now)) {
      throw new JobException(
          ErrorCode.USAGE, option + " " + time + ": this is in the future; give an earlier time");
    }
  }
}
