package io.dynalake.dataset.partition;

import io.dynalake.item.AttributeType;
import org.apache.commons.codec.digest.MurmurHash3;

/** {@code bucket(n, attribute)}. */
final class BucketColumn extends PartitionColumn {
  private final int count;
  private final SegmentCache cache = new SegmentCache();

  BucketColumn(PartitionField field, Capture capture, int count) {
    super(field, capture);
    this.count = count;
  }

  @Override
  String segment(Capture value) {
    AttributeType type = value.type();
    boolean hashed = type == AttributeType.S || type == AttributeType.N || type == AttributeType.B;
    if (!hashed || value.length() == 0) {
      return nullSegment();
    }
    int bucket = bucket(value.bytes(), value.length(), count);
    String known = cache.find(bucket);
    return known != null ? known : cache.put(bucket, segment(Integer.toString(bucket)));
  }

  /** Iceberg's bucket transform, Appendix B of its table specification. */
  static int bucket(byte[] bytes, int length, int count) {
    return (MurmurHash3.hash32x86(bytes, 0, length, 0) & Integer.MAX_VALUE) % count;
  }
}
