package io.dynalake.dataset.commit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.dynalake.host.HostProcess;
import java.time.Instant;

/**
 * The content of a lease file.
 *
 * @param beat counts the renewals: whoever waits sees by it, whatever its clock says, that the
 *     holder lives
 * @param renewedAt ISO-8601
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record LeaseHolder(
    String runId, String job, HostProcess process, String token, long beat, String renewedAt) {

  LeaseHolder trying() {
    return new LeaseHolder(runId, job, process, token, 1, Instant.now().toString());
  }

  LeaseHolder renewed() {
    return new LeaseHolder(runId, job, process, token, beat + 1, Instant.now().toString());
  }

  /** Whether it has the lease; the first beat is of one that tries to get it. */
  boolean holds() {
    return beat > 1;
  }

  String fileName() {
    return runId + "-" + token + ".json";
  }

  String describe() {
    return "run "
        + runId
        + " ("
        + job
        + ") on host "
        + process.host()
        + ", pid "
        + process.pid()
        + ", last seen "
        + renewedAt;
  }
}
