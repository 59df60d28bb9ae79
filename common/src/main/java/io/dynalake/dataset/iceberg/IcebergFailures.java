package io.dynalake.dataset.iceberg;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;

/** Errors of Iceberg and its catalogs in words that help. */
final class IcebergFailures {
  private static final int MOST_CHARACTERS = 500;

  private IcebergFailures() {}

  /**
   * Calls Iceberg.
   *
   * @param subject table, as in messages
   * @param what is not to be done if that fails: "cannot be loaded"
   */
  static <T> T calling(String subject, String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (JobException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw new JobException(
          ErrorCode.SERVICE, subject + ": " + what + "; " + reason(e) + "; " + wayOut(e), e);
    }
  }

  private static String wayOut(Throwable failure) {
    if (failure instanceof LinkageError) {
      return "classes are missing beside Iceberg's: for --catalog glue add"
          + " org.apache.iceberg:iceberg-aws-bundle, for hive Spark's jars of Hive";
    }
    if (failure instanceof CommitStateUnknownException) {
      return "whether it was done is not known: run the same command again, it looks";
    }
    if (failure instanceof CommitFailedException) {
      return "others change the table at the same time: run the same command again";
    }
    return "check that the table and its catalog can be reached and written, then run the same"
        + " command again";
  }

  /** The innermost message. */
  static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause().getMessage() != null) {
      cause = cause.getCause();
    }
    String message =
        Optional.ofNullable(cause.getMessage()).orElse(cause.toString()).strip().split("\n")[0];
    return message.length() > MOST_CHARACTERS ? message.substring(0, MOST_CHARACTERS) : message;
  }
}
