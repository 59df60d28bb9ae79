package io.dynalake.jobs;

import io.dynalake.jobs.progress.PlainProgress;
import io.dynalake.jobs.progress.Progress;
import io.dynalake.jobs.progress.TerminalProgress;
import java.io.PrintStream;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether somebody watches. */
final class Terminal {
  private static final Logger LOG = LoggerFactory.getLogger(Terminal.class);

  /**
   * Set by the launcher, to the terminal's width, if standard error is a terminal: Java can tell
   * only whether standard input and output both are.
   */
  private static final String COLUMNS = "DYNALAKE_COLUMNS";

  private Terminal() {}

  @SuppressWarnings("SystemConsoleNull") // It is null without a terminal on the JDK this needs, 17.
  static Progress progress(PrintStream err) {
    return JsonLog.isOn()
        ? new PlainProgress(LOG::info)
        : progress(err, System.getenv(), System.console() != null);
  }

  static Progress progress(PrintStream err, Map<String, String> environment, boolean console) {
    String columns = environment.getOrDefault(COLUMNS, console ? "80" : "");
    return columns.matches("[1-9]\\d{1,3}")
        ? new TerminalProgress(err, Math.max(40, Integer.parseInt(columns)))
        : new PlainProgress(err::println);
  }
}
