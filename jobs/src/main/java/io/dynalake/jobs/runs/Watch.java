package io.dynalake.jobs.runs;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.jobs.progress.Progress;
import io.dynalake.jobs.progress.Quantity;
import io.dynalake.ledger.Failure;
import io.dynalake.ledger.Ledger;
import io.dynalake.ledger.PartKind;
import io.dynalake.ledger.PartRecord;
import io.dynalake.ledger.PartState;
import io.dynalake.ledger.PartTotals;
import io.dynalake.ledger.RunRecord;
import io.dynalake.ledger.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows how far a run is, until it ends. */
public final class Watch {
  /** More than a driver that has lost its ledger waits for it. */
  private static final Duration GIVEN_UP = Duration.ofMinutes(10);

  private final Ledger ledger;
  private final Progress progress;
  private final Duration every;
  private long total = -1;

  /** Segments of a run that converts what it landed: done, once it does. */
  private PartTotals landed = PartTotals.NONE;

  /** Of parts that were completed before; they are no measure of the speed. */
  private long bytesBefore = -1;

  private boolean silent;

  public Watch(Ledger ledger, Progress progress, Duration every) {
    this.ledger = ledger;
    this.progress = progress;
    this.every = every;
  }

  /** Returns the run once it has ended, or shows no sign of life for ten minutes. */
  public RunRecord await(RunRecord begun) {
    RunRecord run = begun;
    while (true) {
      Map<PartState, PartTotals> totals = ledger.totals(run.runId());
      show(run, totals);
      Duration silence = RunView.silence(run, Instant.now());
      if (run.state() != RunState.RUNNING || silence.compareTo(GIVEN_UP) > 0) {
        progress.close();
        return run;
      }
      tellOfSilence(run, silence);
      sleep();
      run = ledger.run(run.runId()).orElse(run);
    }
  }

  private void show(RunRecord run, Map<PartState, PartTotals> totals) {
    long parts = totals.values().stream().mapToLong(PartTotals::parts).sum();
    if (parts > 0 && parts != total) {
      total = parts;
      begin(run);
    }
    if (total > 0) {
      PartTotals done = totals.getOrDefault(PartState.COMPLETED, PartTotals.NONE);
      long failed = totals.getOrDefault(PartState.FAILED, PartTotals.NONE).parts();
      long bytes = done.bytes() - landed.bytes();
      bytesBefore = bytesBefore < 0 ? bytes : bytesBefore;
      progress.update(
          done.parts() - landed.parts(), done.items() - landed.items(), bytes - bytesBefore);
      progress.detail(failed == 0 ? "" : Quantity.count(failed) + " failed");
    }
  }

  /** Parts are entered all at once: those of a table's landing, and then those to convert. */
  private void begin(RunRecord run) {
    List<PartRecord> parts = ledger.parts(run.runId(), Set.of());
    List<PartRecord> segments =
        parts.stream().filter(part -> part.kind() == PartKind.SEGMENT).toList();
    boolean converts = segments.size() < parts.size();
    if (converts) {
      landed =
          new PartTotals(
              segments.size(),
              segments.stream().mapToLong(PartRecord::items).sum(),
              segments.stream().mapToLong(PartRecord::bytes).sum());
      bytesBefore = -1;
    }
    String noun = PartView.noun(converts ? PartKind.DATA_FILE : PartKind.SEGMENT);
    progress.start(run.job() + " " + run.runId(), noun, total - landed.parts(), 0);
  }

  private void tellOfSilence(RunRecord run, Duration silence) {
    boolean now = silence.compareTo(RunRecord.SILENCE) > 0;
    if (now && !silent) {
      progress.note("run " + run.runId() + ": " + RunView.of(run, Instant.now()).stateText());
    }
    silent = now;
  }

  private void sleep() {
    try {
      Thread.sleep(every.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobException(ErrorCode.SERVICE, "runs watch: interrupted; start it again", e);
    }
  }

  /**
   * Does nothing if the run is complete.
   *
   * @throws JobException with the code that the run ended with
   */
  public static void requireCompleted(RunDetails details) {
    RunView run = details.run();
    String subject = "run " + run.runId() + ": ";
    switch (run.state()) {
      case COMPLETED -> {}
      case PARTIAL -> {
        requirePartsOnly(run, subject);
        throw new JobException(
            ErrorCode.PARTIAL,
            subject
                + Quantity.count(details.parts().failed())
                + " of "
                + Quantity.count(details.parts().total(), details.parts().noun())
                + " failed; `dynalake runs failed "
                + run.runId()
                + "` says why; mend them, and `dynalake runs retry "
                + run.runId()
                + "` takes just those");
      }
      case FAILED -> {
        Failure why = run.failure();
        throw new JobException(
            why == null ? ErrorCode.SERVICE : code(why),
            subject
                + "it failed; "
                + (why == null ? "the ledger does not say why; see its log" : why.message()));
      }
      case RUNNING ->
          throw new JobException(
              ErrorCode.SERVICE,
              subject
                  + run.stateText()
                  + "; its driver died or is cut off; start the same command again, which goes on"
                  + " from what is done");
    }
  }

  /** A run may be partial for another reason than parts that failed. */
  private static void requirePartsOnly(RunView run, String subject) {
    Failure why = run.failure();
    if (why != null && code(why) != ErrorCode.PARTIAL) {
      throw new JobException(
          code(why),
          subject + why.message() + "; `dynalake runs retry " + run.runId() + "` does it");
    }
  }

  private static ErrorCode code(Failure why) {
    try {
      return ErrorCode.valueOf(why.code());
    } catch (IllegalArgumentException e) {
      // Of a newer program.
      return ErrorCode.SERVICE;
    }
  }
}
