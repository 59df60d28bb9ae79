package io.dynalake.dataset.catalog;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.Optional;

/** Errors of catalogs in words that help. */
final class CatalogFailures {
  private static final int MOST_CHARACTERS = 500;

  private CatalogFailures() {}

  /**
   * The error to throw instead.
   *
   * @param subject table or database, as in messages
   * @param what was to be done: "cannot be created"
   */
  static JobException of(String subject, String what, Exception failure) {
    if (failure instanceof JobException known) {
      return known;
    }
    return new JobException(
        ErrorCode.SERVICE,
        "--catalog-table "
            + subject
            + ": "
            + what
            + "; "
            + reason(failure)
            + "; "
            + wayOut(failure),
        failure);
  }

  private static String wayOut(Throwable failure) {
    if (mentions(failure, "Another instance of Derby")) {
      return "the metastore in this folder is open in another process: wait for its end, or give"
          + " another one by --conf spark.hadoop.javax.jdo.option.ConnectionURL=…";
    }
    if (mentions(failure, "incompatible with the existing columns")) {
      return "the metastore refuses to change a column's type: set"
          + " hive.metastore.disallow.incompatible.col.type.changes=false where it runs";
    }
    if (mentions(failure, "duplicate key") || mentions(failure, "Duplicate entry")) {
      return "its database takes partition values for equal that differ only by blanks at their end"
          + " or by case: partition by another attribute";
    }
    if (mentions(failure, "AccessDenied") || mentions(failure, "not authorized")) {
      return "allow the actions of Glue that the README lists, in Lake Formation too";
    }
    return "check that the catalog can be reached and written, then run the same command again";
  }

  private static boolean mentions(Throwable failure, String text) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains(text)) {
        return true;
      }
    }
    return false;
  }

  /** The innermost message, which says more than "unable to instantiate". */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause().getMessage() != null) {
      cause = cause.getCause();
    }
    String message =
        Optional.ofNullable(cause.getMessage()).orElse(cause.toString()).strip().split("\n")[0];
    return message.length() > MOST_CHARACTERS ? message.substring(0, MOST_CHARACTERS) : message;
  }
}
