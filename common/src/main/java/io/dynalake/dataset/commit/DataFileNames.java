package io.dynalake.dataset.commit;

import java.util.regex.Pattern;

/** Tells the files of the runs from those that others write below the same root. */
final class DataFileNames {
  private static final Pattern OURS = Pattern.compile("part-\\d{5,}-\\d+-[A-Za-z0-9].*\\..+");

  /** Spark's names, whose UUID may begin with eight digits. */
  private static final Pattern SPARKS =
      Pattern.compile("part-\\d{5,}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}.*");

  private DataFileNames() {}

  static boolean ours(String name) {
    return OURS.matcher(name).matches() && !SPARKS.matcher(name).matches();
  }

  static void require(String name, String runId) {
    if (!ours(name) || !name.contains("-" + runId + ".")) {
      throw new IllegalArgumentException(
          "data file '" + name + "': not a name of run " + runId + " (part-00000-0-<run>.<ext>)");
    }
  }
}
