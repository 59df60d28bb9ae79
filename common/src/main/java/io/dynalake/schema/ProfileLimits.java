package io.dynalake.schema;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;

/** Bounds the size of one profile, whatever names the items bring. */
final class ProfileLimits {
  /** Top-level attributes of one table; beyond it no reader of the dataset would get along. */
  static final int MAX_TOP_LEVEL = 20_000;

  /** About what a path takes in memory beside its name. */
  private static final int NODE_BYTES = 256;

  private static final long MAX_BYTES = 64L << 20;

  private final int maxStructFields;
  private long bytes;

  ProfileLimits(int maxStructFields) {
    this.maxStructFields = maxStructFields;
  }

  int maxStructFields() {
    return maxStructFields;
  }

  /** Limits of another profile. */
  ProfileLimits fresh() {
    return new ProfileLimits(maxStructFields);
  }

  /** Counts a new path. */
  void add(int nameLength) {
    bytes += NODE_BYTES + nameLength;
    if (bytes > MAX_BYTES) {
      throw new JobException(
          ErrorCode.BAD_DATA,
          "attributes: there are more distinct paths than fit a schema (about "
              + bytes / NODE_BYTES
              + "); some maps probably have keys that are data; name them by --map-path, lower"
              + " --max-struct-fields, or leave attributes out by --drop");
    }
  }

  /** Takes back what {@link #add} counted. */
  void remove(int nameLength) {
    bytes -= NODE_BYTES + nameLength;
  }

  static JobException tooManyAttributes() {
    return new JobException(
        ErrorCode.BAD_DATA,
        "attributes: the items have more than "
            + MAX_TOP_LEVEL
            + " different top-level attributes, too many for columns; name those to keep by"
            + " --select, or those to leave out by --drop");
  }
}
