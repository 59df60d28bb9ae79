package io.dynalake.jobs.report.page;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How to go on.
 *
 * @param why a sentence
 * @param command the job and its options; none if there is nothing to run
 */
public record NextStep(String why, List<String> command) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  public NextStep {
    command = List.copyOf(command);
  }

  /** To start a run again as it was started, from what its ledger knows of it. */
  public static NextStep retry(String why, String runId, String ledger) {
    return new NextStep(why, List.of("runs", "retry", runId, "--ledger=" + ledger));
  }

  /** The command for a shell, an option on each line. */
  String shell() {
    StringBuilder line = new StringBuilder("./dynalake");
    for (String word : command) {
      line.append(word.startsWith("--") ? " \\\n    " : " ").append(quoted(word));
    }
    return line.toString();
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
