package io.dynalake.it.run;

import java.time.Duration;

/** When to kill, as far as a machine whose load changes lets one tell. */
final class Moments {
  /** What {@link KillStage#journal} says before there is a journal. */
  static final String NO_JOURNAL = "no journal";

  /** Parts of a run; the ledger is written in the first and in the last. */
  enum Phase {
    BEGIN,
    CONVERT,
    COMMIT,
    END
  }

  private final Phase phase;
  private Duration window;
  private boolean afterCommit;

  /**
   * @param window how long the phase takes
   */
  Moments(Phase phase, Duration window) {
    this.phase = phase;
    this.window = window;
  }

  Phase phase() {
    return phase;
  }

  /**
   * How long after the phase began.
   *
   * @param moment from 0, its begin, to 1, its end
   */
  Duration at(double moment) {
    return Duration.ofNanos((long) (moment * window.toNanos()));
  }

  /** Whether a run that died with its journal in this state died in the phase; learns if not. */
  boolean hit(String journal, Duration delay) {
    boolean hit =
        switch (journal) {
          case NO_JOURNAL -> phase == Phase.BEGIN || phase == Phase.CONVERT;
          case "PREPARED", "PUBLISHED" -> phase == Phase.COMMIT;
          // What is left to do then is worth one look.
          case "COMMITTED" -> phase == Phase.END || (phase == Phase.COMMIT && !afterCommit);
          default -> throw new AssertionError("a journal that says " + journal);
        };
    if (!hit) {
      tooLate(delay);
    } else if (journal.equals("COMMITTED") && phase == Phase.COMMIT) {
      afterCommit = true;
      tooLate(delay);
    }
    return hit;
  }

  /** The phase was over by then; halved, it is hit in the end whatever else the machine does. */
  void tooLate(Duration delay) {
    window = delay.dividedBy(2);
  }
}
