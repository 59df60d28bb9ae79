package io.dynalake.jobs.options;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects everything that is wrong with a command line, to report it at once. */
final class Problems {
  private final List<String> found = new ArrayList<>();

  /** Each of the form "option: what is wrong; why; what to do". */
  void add(String problem) {
    found.add(problem);
  }

  /** Notes what reading an option's value throws, if it does. */
  void check(String option, Runnable reading) {
    try {
      reading.run();
    } catch (JobException e) {
      String message = String.valueOf(e.getMessage());
      add(message.startsWith(option + ":") ? message : option + ": " + message);
    }
  }

  /** What reading an option's value gives; empty, and noted, if it throws. */
  <T> Optional<T> value(String option, Supplier<T> reading) {
    List<T> read = new ArrayList<>();
    check(option, () -> read.add(reading.get()));
    return read.stream().findFirst();
  }

  /** Whether something about the option is wrong already. */
  boolean mentions(String option) {
    return found.stream().anyMatch(problem -> problem.startsWith(option + ":"));
  }

  /** Ends the job if there is any problem. */
  void raise(String job) {
    if (found.isEmpty()) {
      return;
    }
    String lines = String.join("\n  ", found);
    String subject = found.size() == 1 ? "1 option is wrong" : found.size() + " options are wrong";
    throw new JobException(
        ErrorCode.USAGE,
        job + ": " + subject + ":\n  " + lines + "\nSee `dynalake " + job + " --help`.");
  }
}
