package io.dynalake.error;

import static java.util.Objects.requireNonNull;

/** Ends a job. The message is for its user: "subject: what happened; why; what to do". */
public final class JobException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public JobException(ErrorCode code, String message) {
    super(message);
    this.code = requireNonNull(code, "code");
  }

  public JobException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = requireNonNull(code, "code");
  }

  public ErrorCode code() {
    return code;
  }
}
