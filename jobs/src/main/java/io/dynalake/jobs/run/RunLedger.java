package io.dynalake.jobs.run;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.host.HostProcess;
import io.dynalake.ledger.Failure;
import io.dynalake.ledger.Ledger;
import io.dynalake.ledger.PartRecord;
import io.dynalake.ledger.PartState;
import io.dynalake.ledger.RunRecord;
import io.dynalake.ledger.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one run in a ledger, as the driver that works on it keeps them. What a dataset holds
 * is said by the dataset alone: where the two differ after a crash, the ledger is corrected.
 */
public final class RunLedger implements AutoCloseable {
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final int MOST_NAMES = 1000;

  private final Ledger ledger;
  private final Map<String, PartRecord> parts = new TreeMap<>();
  private final Thread heartbeat;
  private Supplier<Map<String, Long>> counts;
  private RunRecord run;
  private @Nullable JobException broken;
  private long nanos;

  private RunLedger(Ledger ledger, RunRecord run, Supplier<Map<String, Long>> counts) {
    this.ledger = ledger;
    this.run = run;
    this.counts = counts;
    this.heartbeat = new Thread(this::beatUntilEnded, "dynalake-run-" + run.runId());
    heartbeat.setDaemon(true);
  }

  /** Names this process as the owner of a run, and no other one, ever. */
  public static String thisProcess() {
    return HostProcess.current().text() + " " + UUID.randomUUID().toString().substring(0, 8);
  }

  /** What was read of a part: its items and stored bytes. */
  public record Read(long items, long bytes) {}

  /**
   * Enters a run, or takes over one that left something to do. Users call runs by the day, whatever
   * the table: so a name that belongs to another run already gets a number behind it.
   *
   * @param run as it is to be entered
   * @param done whether the dataset holds all of it; else a completed one is another run
   * @param counts items so far, for those who watch; asked by another thread
   */
  public static RunLedger begin(
      Ledger ledger, RunRecord run, boolean done, Supplier<Map<String, Long>> counts) {
    RunRecord entered =
        IntStream.rangeClosed(1, MOST_NAMES)
            .mapToObj(i -> i == 1 ? run : run.named(run.runId() + "." + i))
            .flatMap(each -> entered(ledger, each, done).stream())
            .findFirst()
            .orElseThrow(() -> takenOver(run.runId()));
    RunLedger begun = new RunLedger(ledger, entered, counts);
    begun.heartbeat.start();
    return begun;
  }

  /**
   * Of a run that is to be taken over.
   *
   * @throws JobException SERVICE if another process works on it
   */
  public static void requireAbandoned(RunRecord run) {
    if (run.isAlive(Instant.now())) {
      throw new JobException(
          ErrorCode.SERVICE,
          "run "
              + run.runId()
              + ": another process, "
              + run.owner()
              + ", works on it and gave a sign of life at "
              + run.heartbeat()
              + "; wait for it, or, if it died just now, start again in "
              + RunRecord.SILENCE.toSeconds()
              + " s");
    }
  }

  /** The id in the ledger. */
  public synchronized String runId() {
    return run.runId();
  }

  /** Whether it has not ended, by this process or before. */
  public synchronized boolean isRunning() {
    return run.state() == RunState.RUNNING;
  }

  /** From now on the run counts these items; asked by another thread. */
  public synchronized void count(Supplier<Map<String, Long>> items) {
    counts = items;
  }

  /** How often each part was tried, those of earlier starts included. */
  public synchronized Map<String, Integer> attempts() {
    Map<String, Integer> attempts = new HashMap<>();
    parts.values().forEach(part -> attempts.put(part.id(), part.attemptsMade()));
    return attempts;
  }

  /** How long the ledger has taken so far, for this run. */
  public synchronized double seconds() {
    return nanos / 1e9;
  }

  private <T> T timed(Supplier<T> call) {
    long start = System.nanoTime();
    try {
      return call.get();
    } finally {
      nanos += System.nanoTime() - start;
    }
  }

  private static Optional<RunRecord> entered(Ledger ledger, RunRecord run, boolean done) {
    if (ledger.enter(run)) {
      return Optional.of(run);
    }
    RunRecord known = ledger.run(run.runId()).orElseThrow(() -> takenOver(run.runId()));
    boolean same =
        known.job().equals(run.job())
            && known.target().equals(run.target())
            && known.fingerprint().equals(run.fingerprint());
    if (!same || (known.state() == RunState.COMPLETED && !done)) {
      return Optional.empty();
    }
    return known.state() == RunState.COMPLETED
        ? Optional.of(known)
        : Optional.of(
            ledger
                .change(known.takenOver(run.owner(), run.heartbeat()))
                .orElseThrow(() -> takenOver(run.runId())));
  }

  private static JobException takenOver(String runId) {
    return new JobException(
        ErrorCode.SERVICE,
        "run "
            + runId
            + ": another process changed it in the ledger and goes on with it; look at it with"
            + " `dynalake runs show "
            + runId
            + "`");
  }

  /**
   * Enters parts before work on them begins, and corrects what a crash left: those that the dataset
   * or landing holds are completed, others wait again.
   *
   * @param held what the dataset or landing holds
   */
  public synchronized void enter(List<PartRecord> all, Map<String, Read> held) {
    List<PartRecord> known =
        timed(
            () -> {
              ledger.enterParts(run.runId(), all);
              return ledger.parts(run.runId(), Set.of());
            });
    known.forEach(part -> parts.put(part.id(), part));
    Instant now = Instant.now();
    List<PartRecord> corrected = new ArrayList<>();
    for (PartRecord entered : all) {
      PartRecord part = part(entered.id());
      Read read = held.get(part.id());
      if (read != null && part.state() != PartState.COMPLETED) {
        PartRecord begun = part.state() == PartState.IN_PROGRESS ? part : part.begin(now);
        corrected.add(begun.completed(read.items(), read.bytes(), now));
      } else if (read == null && part.state() == PartState.IN_PROGRESS) {
        corrected.add(part.lost(now));
      } else if (read == null && part.state() == PartState.COMPLETED) {
        corrected.add(part.gone(now));
      }
    }
    change(corrected);
  }

  /** Parts that failed this often, by what is in them and not by the death of a driver. */
  public synchronized List<PartRecord> failedOften(int attempts) {
    return parts.values().stream()
        .filter(part -> part.state() == PartState.FAILED && failures(part) >= attempts)
        .toList();
  }

  private static long failures(PartRecord part) {
    return part.attempts().stream()
        .flatMap(attempt -> attempt.failure().stream())
        .filter(failure -> !failure.code().equals(ErrorCode.SERVICE.name()))
        .count();
  }

  /**
   * Begins an attempt at each that is not in progress already. One may be named twice: a task that
   * was lost with its executor starts again.
   */
  public synchronized void take(Collection<String> ids) {
    Instant now = Instant.now();
    change(
        ids.stream()
            .distinct()
            .map(this::part)
            .filter(part -> part.state() != PartState.IN_PROGRESS)
            .map(part -> part.begin(now))
            .toList());
  }

  public synchronized void failed(Map<String, Failure> failures) {
    Instant now = Instant.now();
    List<PartRecord> changed = new ArrayList<>();
    failures.forEach((id, why) -> changed.add(part(id).failed(why, now)));
    change(changed);
  }

  /** To be told only of what the dataset or landing holds, once it does. */
  public synchronized void completed(Map<String, Read> done) {
    Instant now = Instant.now();
    List<PartRecord> changed = new ArrayList<>();
    done.forEach((id, read) -> changed.add(part(id).completed(read.items(), read.bytes(), now)));
    change(changed);
  }

  private PartRecord part(String id) {
    PartRecord part = parts.get(id);
    if (part == null) {
      throw new JobException(ErrorCode.BUG, id + ": not entered in the ledger");
    }
    return part;
  }

  private void change(List<PartRecord> changed) {
    requireOwned();
    if (!changed.isEmpty() && !timed(() -> ledger.changeParts(run.runId(), changed)).isEmpty()) {
      throw takenOver(run.runId());
    }
    changed.forEach(part -> parts.put(part.id(), part.entered()));
  }

  /** A sign of life; fails if the ledger is out of reach or the run no longer this process's. */
  public synchronized void beat() {
    requireOwned();
    if (run.state() == RunState.RUNNING) {
      change(run.beat(Instant.now(), counts.get()));
    }
  }

  private void change(RunRecord changed) {
    run = timed(() -> ledger.change(changed)).orElseThrow(() -> takenOver(changed.runId()));
  }

  private void requireOwned() {
    if (broken != null) {
      throw broken;
    }
  }

  private void beatUntilEnded() {
    try {
      while (true) {
        Thread.sleep(HEARTBEAT.toMillis());
        beat();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (JobException e) {
      synchronized (this) {
        broken = e;
      }
    }
  }

  /** Ends the run; what is still in progress waits for another start. */
  public synchronized void end(RunState how, Optional<Failure> why) {
    Instant now = Instant.now();
    change(
        parts.values().stream()
            .filter(part -> part.state() == PartState.IN_PROGRESS)
            .map(part -> part.released(now))
            .toList());
    if (run.state() == RunState.RUNNING) {
      change(run.ended(how, now, counts.get(), why));
    }
  }

  /** Of a run that was not ended, the rows stay as those of one whose driver died. */
  @Override
  public void close() {
    heartbeat.interrupt();
  }
}
