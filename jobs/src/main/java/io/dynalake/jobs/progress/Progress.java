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
  void start(String phase, long files, long bytes);

  /** Counts never go back within a phase. */
  void update(long files, long items, long bytes);

  /** A line that is to stay, whatever is drawn around it. */
  void note(String text);

  /** Ends the last phase. May be called twice. */
  @Override
  void close();
}
