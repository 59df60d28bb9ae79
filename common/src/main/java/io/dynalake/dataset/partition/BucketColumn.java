package io.dynalake.dataset.partition;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.dynalake.item.AttributeType;
import org.apache.commons.codec.digest.MurmurHash3;

/** {@code bucket(n, attribute)}. */
final class BucketColumn extends PartitionColumn {
  private final int count;
  private final TableFormat format;
  private final byte[] number = new byte[Long.BYTES];
  private final SegmentCache cache = new SegmentCache();

  BucketColumn(PartitionField field, Capture capture, int count, TableFormat format) {
    super(field, capture);
    this.count = count;
    this.format = format;
  }

  @Override
  String segment(Capture value) {
    AttributeType type = value.type();
    boolean hashed = type == AttributeType.S || type == AttributeType.N || type == AttributeType.B;
    boolean iceberg = format == TableFormat.ICEBERG;
    if (!hashed || (value.length() == 0 && !iceberg)) {
      return nullSegment();
    }
    int bucket;
    if (iceberg && type == AttributeType.N) {
      if (!isInt64(value)) {
        // No value of a column of 64-bit integers, and others are not partitioned so.
        return nullSegment();
      }
      bucket = bucket(number, number.length, count);
    } else {
      bucket = bucket(value.bytes(), value.length(), count);
    }
    String known = cache.find(bucket);
    return known != null ? known : cache.put(bucket, segment(Integer.toString(bucket)));
  }

  /** Leaves the number as Iceberg hashes it: 64 bits, the lowest byte first. */
  private boolean isInt64(Capture value) {
    try {
      long integer = Long.parseLong(new String(value.bytes(), 0, value.length(), US_ASCII));
      for (int i = 0; i < Long.BYTES; i++) {
        number[i] = (byte) (integer >> (8 * i));
      }
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Iceberg's bucket transform, Appendix B of its table specification. */
  static int bucket(byte[] bytes, int length, int count) {
    return (MurmurHash3.hash32x86(bytes, 0, length, 0) & Integer.MAX_VALUE) % count;
  }
}
