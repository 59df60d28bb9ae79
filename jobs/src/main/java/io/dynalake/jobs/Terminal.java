package io.dynalake.jobs;

import io.dynalake.jobs.progress.PlainProgress;
import io.dynalake.jobs.progress.Progress;
import io.dynalake.jobs.progress.TerminalProgress;
import java.io.PrintStream;
import java.util.Map;

/** Whether somebody watches. */
final class Terminal {
  /**
   * Set by the launcher, to the terminal's width, if standard error is a terminal: Java can tell
   * only whether standard input and output both are.
   */
  private static final String COLUMNS = "DYNALAKE_COLUMNS";

  private Terminal() {}

  @SuppressWarnings("SystemConsoleNull") // It is null without a terminal on the JDK this needs, 17.
  static Progress progress(PrintStream err) {
    return progress(err, System.getenv(), System.console() != null);
  }

  static Progress progress(PrintStream err, Map<String, String> environment, boolean console) {
    String columns = environment.getOrDefault(COLUMNS, console ? "80" : "");
    return columns.matches("[1-9]\\d{1,3}")
        ? new TerminalProgress(err, Math.max(40, Integer.parseInt(columns)))
        : new PlainProgress(err);
  }
}
