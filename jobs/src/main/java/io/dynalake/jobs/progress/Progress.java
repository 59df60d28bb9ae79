package io.dynalake.jobs.progress;

/**
 * Shows how far a job is. Its phases (verify, convert, commit) follow one another; counts are those
 * of the current phase so far. Safe for use by several threads.
 */
public interface Progress extends AutoCloseable {
  /**
   * Begins a phase, and ends the one before.
   *
   * @param bytes stored bytes that the phase will read; 0 where that is unknown
   */
  default void start(String phase, long files, long bytes) {
    start(phase, "file", files, bytes);
  }

  /**
   * Begins a phase whose parts are not files.
   *
   * @param unit what they are called, in the singular
   */
  void start(String phase, String unit, long parts, long bytes);

  /** Counts never go back within a phase. */
  void update(long parts, long items, long bytes);

  /** What the phase has consumed of a table's capacity, and how often it was throttled. */
  default void capacity(double units, long throttles) {}

  /** What else is to be said of the phase as it stands. */
  default void detail(String text) {}

  /** A line that is to stay, whatever is drawn around it. */
  void note(String text);

  /** Ends the last phase. May be called twice. */
  @Override
  void close();
}
