package io.dynalake.load.write;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.Serializable;

/** What becomes of an item whose key is in the table already. */
public sealed interface IfExists extends Serializable {
  /** It replaces the one that is there. */
  record Overwrite() implements IfExists {}

  /** The one that is there stays. */
  record Skip() implements IfExists {}

  /** The load fails, unless the one that is there is the same. */
  record Fail() implements IfExists {}

  /** It replaces the one that is there if its attribute is greater. */
  record Newer(String attribute) implements IfExists {}

  /**
   * Reads {@code overwrite}, {@code skip}, {@code fail} or {@code newer:ATTR}.
   *
   * @throws JobException USAGE if it is none of them
   */
  public static IfExists parse(String text) {
    String newer = "newer:";
    if (text.startsWith(newer) && text.length() > newer.length()) {
      return new Newer(text.substring(newer.length()));
    }
    return switch (text) {
      case "overwrite" -> new Overwrite();
      case "skip" -> new Skip();
      case "fail" -> new Fail();
      default ->
          throw new JobException(
              ErrorCode.USAGE,
              "if-exists '"
                  + text
                  + "': it is not one of overwrite, skip, fail and newer:ATTR, such as"
                  + " newer:updatedAt");
    };
  }
}
