package io.dynalake.dataset.partition;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Turns one captured attribute into {@code name=value}. */
abstract class PartitionColumn {
  /** Longer values are refused; together with the name they have to fit a directory's name. */
  private static final int MAX_VALUE_BYTES = 200;

  private final PartitionField field;
  private final Capture capture;
  private final String nullSegment;
  private final int maxValueBytes;
  private boolean emptyIsNull = true;

  // The last value and its segment: items of one file often repeat it.
  private @Nullable AttributeType lastType;
  private byte[] lastBytes = {};
  private int lastLength;
  private String lastSegment;

  PartitionColumn(PartitionField field, Capture capture) {
    this.field = field;
    this.capture = capture;
    nullSegment = field.name() + "=" + HiveNames.NULL_VALUE;
    lastSegment = nullSegment;
    maxValueBytes =
        Math.min(
            MAX_VALUE_BYTES, HiveNames.MAX_NAME_BYTES - 1 - HiveNames.utf8Length(field.name()));
  }

  static PartitionColumn of(
      PartitionField field, TableFormat format, ZoneId zone, Capture capture) {
    Transform transform = field.transform();
    PartitionColumn column;
    if (transform instanceof Transform.Bucket bucket) {
      column = new BucketColumn(field, capture, bucket.count(), format);
    } else if (transform instanceof Transform.Truncate truncate) {
      column = new ValueColumn(field, capture, truncate.width());
    } else if (transform instanceof Transform.Identity) {
      column = new ValueColumn(field, capture);
    } else {
      ZoneId calendar = format == TableFormat.ICEBERG ? ZoneOffset.UTC : zone;
      column = new TimeColumn(field, capture, zone, calendar);
    }
    column.emptyIsNull = format == TableFormat.PARQUET;
    return column;
  }

  final String segment() {
    if (!capture.is(lastType, lastBytes, lastLength)) {
      lastSegment = segment(capture);
      remember();
    }
    return lastSegment;
  }

  private void remember() {
    lastType = capture.type();
    lastLength = capture.length();
    if (lastBytes.length < lastLength) {
      lastBytes = new byte[lastLength * 2];
    }
    System.arraycopy(capture.bytes(), 0, lastBytes, 0, lastLength);
  }

  /** The segment of a value that differs from the last item's. */
  abstract String segment(Capture value);

  final PartitionField field() {
    return field;
  }

  final String nullSegment() {
    return nullSegment;
  }

  final String segment(String value) {
    if (value.isEmpty() && emptyIsNull) {
      return nullSegment;
    }
    String escaped = HiveNames.escape(value);
    // Only values that may be too long are measured exactly: a char has at most 3 bytes.
    if (escaped.length() * 3 > maxValueBytes && HiveNames.utf8Length(escaped) > maxValueBytes) {
      throw tooLong(HiveNames.utf8Length(escaped));
    }
    return field.name() + "=" + escaped;
  }

  final JobException tooLong(int bytes) {
    return new JobException(
        ErrorCode.BAD_DATA,
        "partition column '"
            + field.name()
            + "': a value of attribute "
            + field.attribute()
            + " takes "
            + bytes
            + " bytes as a directory name; file systems take "
            + HiveNames.MAX_NAME_BYTES
            + " with the column's name, and "
            + maxValueBytes
            + " is the limit here; partition by truncate(n, "
            + field.attribute()
            + ") or bucket(n, "
            + field.attribute()
            + ") instead");
  }
}
