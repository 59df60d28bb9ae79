package io.dynalake.ledger;

import static java.util.Objects.requireNonNull;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;

/**
 * Why something failed.
 *
 * @param code name of an {@link ErrorCode}
 * @param message for users; cut to 2,000 characters
 */
public record Failure(String code, String message) {
  private static final int LONGEST = 2_000;

  public Failure {
    requireNonNull(code, "code");
    message = CleanText.of(message, LONGEST);
  }

  public static Failure of(ErrorCode code, String message) {
    return new Failure(code.name(), message);
  }

  public static Failure of(JobException e) {
    return of(e.code(), String.valueOf(e.getMessage()));
  }
}
