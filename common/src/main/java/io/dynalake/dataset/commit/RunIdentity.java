package io.dynalake.dataset.commit;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * Who commits.
 *
 * @param runId part of the name of every file the run writes; letters, digits, dots, hyphens and
 *     underscores, at most 100
 * @param job the name of the job, for messages
 * @param sourceFingerprint equal for two runs that would bring the same data into the dataset
 */
public record RunIdentity(String runId, String job, String sourceFingerprint) {
  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  public RunIdentity {
    if (!RUN_ID.matcher(runId).matches()) {
      throw new IllegalArgumentException(
          "run id '"
              + runId
              + "': not usable in file names; it takes letters, digits, '.', '_' and '-',"
              + " begins with a letter or digit and has at most 100 characters");
    }
    requireNonNull(job, "job");
    requireNonNull(sourceFingerprint, "sourceFingerprint");
  }
}
