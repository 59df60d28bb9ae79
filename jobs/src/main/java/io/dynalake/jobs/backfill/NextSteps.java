package io.dynalake.jobs.backfill;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.jobs.options.BackfillArguments;
import io.dynalake.jobs.report.RunReport.Status;
import io.dynalake.jobs.report.page.NextStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How to go on with a run.
 *
 * @param command as typed
 * @param runId in the ledger, if it is there
 */
record NextSteps(BackfillArguments arguments, List<String> command, Optional<String> runId) {
  NextStep after(Status status, Optional<JobException> failure) {
    return switch (status) {
      case COMPLETED, DRY_RUN ->
          new NextStep("What was run. The same again changes nothing, and says so.", command);
      case PARTIAL ->
          retry("Mend the files that failed, or copy them again. This then takes just those.");
      case NOT_REGISTERED -> retry("When the catalog can be written, this registers the dataset.");
      case FAILED -> afterFailure(failure);
      case ALREADY_DONE -> {
        List<String> forced = new ArrayList<>(command);
        if (!command.isEmpty()) {
          forced.add("--force");
        }
        yield new NextStep(
            "Only to convert the same export once more, beside what is there:", forced);
      }
    };
  }

  /** Where an option may be the cure, the command is shown with all of its options. */
  private NextStep afterFailure(Optional<JobException> failure) {
    ErrorCode code = failure.map(JobException::code).orElse(ErrorCode.SERVICE);
    return code == ErrorCode.BAD_DATA || code == ErrorCode.USAGE
        ? new NextStep(
            "When the cause is mended, or an option allows for it, the same command does what is"
                + " missing.",
            command)
        : retry("When the cause is mended, this does what is missing.");
  }

  private NextStep retry(String why) {
    return runId
        .map(id -> NextStep.retry(why, id, arguments.recovery().ledger().uri()))
        .orElseGet(() -> new NextStep(why, command));
  }
}
