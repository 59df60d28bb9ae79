package io.dynalake.export;

import static java.util.Objects.requireNonNull;

import io.dynalake.error.ErrorCode;

/**
 * A data file that is not there, or is not what its manifest promises. What was read of it is to be
 * discarded; other files of the export are not concerned.
 */
public final class BadFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final String reason;
  private final ErrorCode code;

  /**
   * @param code the job's, if it cannot do without the file: INPUT_MISSING or BAD_DATA
   */
  public BadFileException(String key, String reason, ErrorCode code) {
    super(key + ": " + reason);
    this.key = requireNonNull(key, "key");
    this.reason = requireNonNull(reason, "reason");
    this.code = requireNonNull(code, "code");
  }

  /** The file's key in the manifest. */
  public String key() {
    return key;
  }

  /** What is wrong with it, without its key. */
  public String reason() {
    return reason;
  }

  public ErrorCode code() {
    return code;
  }
}
