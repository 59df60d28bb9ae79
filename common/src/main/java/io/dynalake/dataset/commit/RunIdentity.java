package io.dynalake.dataset.commit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.regex.Pattern;

/**
 * Who commits, and which of its commits.
 *
 * @param runId part of the name of every file the run writes; letters, digits, dots, hyphens and
 *     underscores, at most 100
 * @param batch counts the commits of a run, from 0
 * @param job the name of the job, for messages
 * @param sourceFingerprint equal for two runs that would bring the same data into the dataset
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunIdentity(String runId, int batch, String job, String sourceFingerprint) {
  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  public RunIdentity {
    if (!RUN_ID.matcher(runId).matches()) {
      throw new IllegalArgumentException(
          "run id '"
              + runId
              + "': not usable in file names; it takes letters, digits, '.', '_' and '-',"
              + " begins with a letter or digit and has at most 100 characters");
    }
    if (batch < 0) {
      throw new IllegalArgumentException("batch " + batch + ": must not be negative");
    }
    requireNonNull(job, "job");
    requireNonNull(sourceFingerprint, "sourceFingerprint");
  }

  /** The first batch of a run. */
  public RunIdentity(String runId, String job, String sourceFingerprint) {
    this(runId, 0, job, sourceFingerprint);
  }

  public RunIdentity withBatch(int other) {
    return new RunIdentity(runId, other, job, sourceFingerprint);
  }

  /** Names the journal and the files of this commit; no run id has a '~'. */
  public String commitId() {
    return batch == 0 ? runId : runId + "~" + batch;
  }
}
