package io.dynalake.error;

/** Why a job ended without doing all it was asked to; schedulers act on the exit code. */
public enum ErrorCode {
  /** The command line is wrong: nothing was started. */
  USAGE(64),
  /** The data contradicts itself, its manifest or the pinned schema. */
  BAD_DATA(65),
  /** An input that was named does not exist or cannot be read. */
  INPUT_MISSING(66),
  /** A service or file system failed, or refused. */
  SERVICE(69),
  /** The program contradicts itself: a bug. */
  BUG(70),
  /** Some files failed, the others are done; a retry takes only those that failed. */
  PARTIAL(75);

  private final int exitCode;

  ErrorCode(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The exit code of the process, from BSD's sysexits. */
  public int exitCode() {
    return exitCode;
  }
}
