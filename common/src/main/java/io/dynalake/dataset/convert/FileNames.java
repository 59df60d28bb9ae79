package io.dynalake.dataset.convert;

import java.util.Locale;

/**
 * Names of data files. They follow from the run, the task and the sequence, so that every attempt
 * of a task gives the same ones and no two runs share any.
 */
record FileNames(String runId, int task, String suffix) {
  String name(int sequence) {
    return String.format(Locale.ROOT, "part-%05d-%03d-%s%s", task, sequence, runId, suffix);
  }
}
