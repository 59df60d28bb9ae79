package io.dynalake.error;

/** Why a job ended without doing all it was asked to; schedulers act on the exit code. */
public enum ErrorCode {
  USAGE(64, "the command line is wrong; nothing was started"),
  /** Of {@code compare}, too, which was asked whether they are equal. */
  BAD_DATA(
      65,
      "bad data: it contradicts itself, its manifest or the pinned schema; or what was compared"
          + " differs"),
  INPUT_MISSING(66, "an input that was named does not exist or cannot be read"),
  SERVICE(69, "a service or file system failed, or refused"),
  BUG(70, "the program contradicts itself: a bug"),
  PARTIAL(75, "partial: some files or items failed, the others are done; a retry takes just those");

  private final int exitCode;
  private final String meaning;

  ErrorCode(int exitCode, String meaning) {
    this.exitCode = exitCode;
    this.meaning = meaning;
  }

  /** The exit code of the process, from BSD's sysexits. */
  public int exitCode() {
    return exitCode;
  }

  /** In a line, for people. */
  public String meaning() {
    return meaning;
  }
}
