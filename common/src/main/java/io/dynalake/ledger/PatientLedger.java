package io.dynalake.ledger;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A ledger that waits while its store is out of reach, and says so once. */
final class PatientLedger implements Ledger {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** At the start it is rather the URI that is wrong, and somebody may be waiting. */
  private static final Duration OPENING = Duration.ofMinutes(2);

  /** Parts of one request of the store, which is repeated as a whole. */
  private static final int BATCH = 1_000;

  private final Store store;
  private final Duration patience;
  private final Consumer<String> notes;
  private @Nullable Instant awaySince;
  private volatile boolean closed;

  PatientLedger(Store store, Duration patience, Consumer<String> notes) {
    this.store = store;
    this.patience = patience;
    this.notes = notes;
  }

  /** A call of the store. */
  @FunctionalInterface
  private interface Call<T> {
    T make() throws Outage;
  }

  /** Connects. */
  PatientLedger prepared() {
    try {
      return patiently(
          () -> {
            store.prepare();
            return this;
          },
          shorter(patience, OPENING));
    } catch (RuntimeException | Error e) {
      store.close();
      throw e;
    }
  }

  @Override
  public boolean enter(RunRecord run) {
    String token = newToken();
    return patiently(() -> store.enter(run, token));
  }

  @Override
  public Optional<RunRecord> run(String runId) {
    RunRecord.requireRunId(runId);
    return patiently(() -> store.run(runId));
  }

  @Override
  public List<RunRecord> runs(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most " + most);
    }
    return patiently(() -> store.runs(most));
  }

  @Override
  public Optional<RunRecord> latest(String job, String target, String fingerprint) {
    return patiently(() -> store.latest(job, CleanText.of(target), CleanText.of(fingerprint)));
  }

  @Override
  public Optional<RunRecord> change(RunRecord changed) {
    String token = newToken();
    boolean taken = patiently(() -> store.change(changed, token));
    return taken ? Optional.of(changed.withVersion(changed.version() + 1)) : Optional.empty();
  }

  @Override
  public void enterParts(String runId, List<PartRecord> parts) {
    Map<String, PartRecord> distinct = new LinkedHashMap<>();
    parts.forEach(part -> distinct.putIfAbsent(part.id(), part));
    for (List<PartRecord> batch : batches(List.copyOf(distinct.values()))) {
      patiently(
          () -> {
            store.enterParts(runId, batch);
            return batch;
          });
    }
  }

  @Override
  public List<PartRecord> parts(String runId, Set<PartState> states) {
    return patiently(() -> store.parts(runId, states));
  }

  @Override
  public List<String> changeParts(String runId, List<PartRecord> changed) {
    Set<String> ids = new HashSet<>();
    for (PartRecord part : changed) {
      if (!ids.add(part.id())) {
        throw new IllegalArgumentException(part.id() + ": changed twice at once");
      }
    }
    List<String> refused = new ArrayList<>();
    for (List<PartRecord> batch : batches(changed)) {
      String token = newToken();
      refused.addAll(patiently(() -> store.changeParts(runId, batch, token)));
    }
    return refused;
  }

  @Override
  public Map<PartState, PartTotals> totals(String runId) {
    Map<PartState, PartTotals> totals = new EnumMap<>(PartState.class);
    for (PartState state : PartState.values()) {
      totals.put(state, PartTotals.NONE);
    }
    totals.putAll(patiently(() -> store.totals(runId)));
    return totals;
  }

  @Override
  public void close() {
    closed = true;
    store.close();
  }

  @Override
  public String toString() {
    return "ledger " + store.name();
  }

  private static String newToken() {
    return UUID.randomUUID().toString();
  }

  private static List<List<PartRecord>> batches(List<PartRecord> parts) {
    List<List<PartRecord>> batches = new ArrayList<>();
    for (int from = 0; from < parts.size(); from += BATCH) {
      batches.add(parts.subList(from, Math.min(parts.size(), from + BATCH)));
    }
    return batches;
  }

  private <T> T patiently(Call<T> call) {
    return patiently(call, patience);
  }

  private <T> T patiently(Call<T> call, Duration longest) {
    long start = System.nanoTime();
    Duration pause = FIRST_PAUSE;
    while (true) {
      if (closed) {
        throw new IllegalStateException(this + ": closed");
      }
      try {
        T result = call.make();
        back();
        return result;
      } catch (Outage e) {
        Instant since = away(e, longest);
        Duration left = longest.minusNanos(System.nanoTime() - start);
        if (left.isNegative() || left.isZero()) {
          throw outOfPatience(since, longest, e);
        }
        sleep(shorter(left, pause));
        pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
      }
    }
  }

  private JobException outOfPatience(Instant since, Duration longest, Outage e) {
    return new JobException(
        ErrorCode.SERVICE,
        this
            + ": out of reach since "
            + since
            + ", and this waits no longer than "
            + longest.toSeconds()
            + " s; "
            + e.why()
            + "; start the same command again when it answers: it goes on from what is stored",
        e);
  }

  private synchronized Instant away(Outage e, Duration longest) {
    if (awaySince == null) {
      awaySince = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      notes.accept(
          this
              + ": out of reach since "
              + awaySince
              + "; "
              + e.why()
              + "; trying again for "
              + longest.toSeconds()
              + " s");
    }
    return awaySince;
  }

  private synchronized void back() {
    awaySince = null;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** Half of it at random, lest all who lost the store come back at once. */
  private void sleep(Duration pause) {
    long millis = Math.max(1, pause.toMillis());
    try {
      Thread.sleep(millis - ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobException(
          ErrorCode.SERVICE, this + ": interrupted while waiting for it; start again", e);
    }
  }
}
