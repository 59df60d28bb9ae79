package io.dynalake.jobs.progress;

import io.dynalake.jobs.progress.PhaseSamples.Sample;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Shows progress by another one, and remembers how the figures grew: at most {@value #MOST} samples
 * of a phase, and fewer of each where there are many phases.
 */
public final class SampledProgress implements Progress {
  static final int MOST = 200;
  private static final int MOST_OF_ALL = 6_000;

  private final Progress shown;
  private final InstantSource clock;
  private final List<Recording> recordings = new ArrayList<>();
  private final List<Progress> others = new CopyOnWriteArrayList<>();
  private @Nullable Recording current;

  public SampledProgress(Progress shown) {
    this(shown, InstantSource.system());
  }

  SampledProgress(Progress shown, InstantSource clock) {
    this.shown = shown;
    this.clock = clock;
  }

  /** Until when another one is shown the same. */
  public interface Alongside extends AutoCloseable {
    @Override
    void close();
  }

  /** Shows all counts to another one too, from now on. */
  public Alongside alongside(Progress other) {
    others.add(other);
    return () -> others.remove(other);
  }

  /** All phases so far, in order; one that still goes on ends now. */
  public synchronized List<PhaseSamples> phases() {
    Instant now = clock.instant();
    return recordings.stream().map(recording -> recording.samples(now)).toList();
  }

  @Override
  public synchronized void start(String phase, String unit, long parts, long bytes) {
    end();
    current = new Recording(phase, unit, clock.instant());
    recordings.add(current);
    shown.start(phase, unit, parts, bytes);
    others.forEach(other -> other.start(phase, unit, parts, bytes));
  }

  @Override
  public synchronized void update(long parts, long items, long bytes) {
    if (current != null) {
      current.add(clock.instant(), parts, items, bytes);
    }
    shown.update(parts, items, bytes);
    others.forEach(other -> other.update(parts, items, bytes));
  }

  @Override
  public void capacity(double units, long throttles) {
    shown.capacity(units, throttles);
    others.forEach(other -> other.capacity(units, throttles));
  }

  @Override
  public void detail(String text) {
    shown.detail(text);
  }

  @Override
  public void note(String text) {
    shown.note(text);
  }

  @Override
  public synchronized void close() {
    end();
    shown.close();
  }

  private void end() {
    if (current != null) {
      current.ended = clock.instant();
      current = null;
      int each = Math.max(2, MOST_OF_ALL / recordings.size());
      if (each < MOST) {
        recordings.forEach(recording -> recording.thin(each));
      }
    }
  }

  /** One phase. */
  private static final class Recording {
    private final String phase;
    private final String unit;
    private final Instant started;
    private final List<Sample> samples = new ArrayList<>();
    private @Nullable Instant ended;
    // Between two samples; the last one is replaced by those that come sooner.
    private long interval = 20;

    Recording(String phase, String unit, Instant started) {
      this.phase = phase;
      this.unit = unit;
      this.started = started;
    }

    void add(Instant now, long parts, long items, long bytes) {
      Sample last = samples.isEmpty() ? new Sample(0, 0, 0, 0) : samples.get(samples.size() - 1);
      // Neither clocks nor counts go back.
      long millis = Math.max(now.toEpochMilli() - started.toEpochMilli(), last.millis());
      Sample sample =
          new Sample(
              millis,
              Math.max(parts, last.parts()),
              Math.max(items, last.items()),
              Math.max(bytes, last.bytes()));
      int size = samples.size();
      boolean tooSoon = size > 1 && millis - samples.get(size - 2).millis() < interval;
      if (tooSoon) {
        samples.set(size - 1, sample);
      } else {
        samples.add(sample);
      }
      if (samples.size() > MOST) {
        thin(MOST / 2);
        interval = Math.max(2 * interval, 2 * millis / MOST);
      }
    }

    /** Leaves as many samples, evenly, with the last one. */
    void thin(int left) {
      int size = samples.size();
      if (size <= left) {
        return;
      }
      List<Sample> kept = new ArrayList<>(left);
      for (int i = 1; i <= left; i++) {
        kept.add(samples.get((int) ((long) i * size / left) - 1));
      }
      samples.clear();
      samples.addAll(kept);
    }

    PhaseSamples samples(Instant now) {
      Instant end = ended == null ? now : ended;
      return new PhaseSamples(phase, unit, started, end.isBefore(started) ? started : end, samples);
    }
  }
}
