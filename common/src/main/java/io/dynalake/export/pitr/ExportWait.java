package io.dynalake.export.pitr;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for exports. A small one takes minutes and one of terabytes hours, so there is no limit
 * unless one is given.
 *
 * @param first pause before it asks again; each one is half as long again, up to {@code longest}
 * @param timeoutOrNull how long it waits in all; null: as long as it takes
 */
public record ExportWait(Duration first, Duration longest, @Nullable Duration timeoutOrNull) {
  /** A pause is up to so much shorter, lest many runs ask together. */
  private static final double JITTER = 0.25;

  /** As often in a row the service may fail to answer. */
  private static final int FAILURES = 20;

  public static ExportWait within(Optional<Duration> timeout) {
    return new ExportWait(Duration.ofSeconds(5), Duration.ofSeconds(30), timeout.orElse(null));
  }

  /**
   * Returns the export once it is completed.
   *
   * @param each is told how it is doing, whenever it was asked
   * @throws JobException SERVICE if it fails, or is not completed in time, or nothing answers
   */
  public PitrExport await(PitrExports exports, PitrExport export, Consumer<PitrExport> each) {
    long start = System.nanoTime();
    Duration pause = first;
    PitrExport seen = export;
    int failures = 0;
    while (true) {
      each.accept(seen);
      if (seen.status() == PitrExport.Status.COMPLETED) {
        return seen;
      }
      if (seen.status() == PitrExport.Status.FAILED) {
        throw ExportRefusals.failed(seen);
      }
      requireTime(export, Duration.ofNanos(System.nanoTime() - start).plus(pause));
      sleep(pause);
      Duration longer = pause.multipliedBy(3).dividedBy(2);
      pause = longer.compareTo(longest) < 0 ? longer : longest;
      try {
        seen = exports.describe(export.arn());
        failures = 0;
      } catch (JobException e) {
        // The export goes on whether it is asked or not.
        if (e.code() != ErrorCode.SERVICE || ++failures > FAILURES) {
          throw e;
        }
      }
    }
  }

  private void requireTime(PitrExport export, Duration elapsed) {
    if (timeoutOrNull != null && elapsed.compareTo(timeoutOrNull) > 0) {
      throw new JobException(
          ErrorCode.SERVICE,
          "export "
              + export.arn()
              + ": it is not completed within --wait-timeout "
              + timeoutOrNull
              + " and goes on; run the same command with the same --run-id to wait for it again");
    }
  }

  private static void sleep(Duration pause) {
    long shorter = (long) (pause.toMillis() * ThreadLocalRandom.current().nextDouble(JITTER));
    try {
      Thread.sleep(pause.toMillis() - shorter);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobException(ErrorCode.SERVICE, "export: interrupted while waiting for it", e);
    }
  }
}
