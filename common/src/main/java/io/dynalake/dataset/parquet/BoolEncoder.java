package io.dynalake.dataset.parquet;

import io.dynalake.batch.BoolVector;
import io.dynalake.batch.Vector;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;

/** BOOLEAN: bit-packed, never with a dictionary. */
final class BoolEncoder extends ValueEncoder {
  /** One byte per value, packed when the page ends. */
  private final Bytes values = new Bytes();

  private boolean anyFalse;
  private boolean anyTrue;

  BoolEncoder(PrimitiveType type) {
    super(type, false, 0);
  }

  @Override
  void appendPlain(Vector vector) {
    byte[] source = ((BoolVector) vector).values();
    byte[] validity = vector.validity();
    int slots = vector.length();
    values.reserve(slots);
    byte[] target = values.array;
    int at = values.size;
    int trues = 0;
    for (int i = 0; i < slots; i++) {
      target[at] = source[i];
      at += validity[i];
      trues += source[i] & validity[i];
    }
    values.size = at;
    anyTrue |= trues > 0;
    anyFalse |= trues < vector.nonNulls();
  }

  @Override
  void writePlain(Bytes target) {
    for (int i = 0; i < values.size; i += 8) {
      int packed = 0;
      for (int bit = 0; bit < 8 && i + bit < values.size; bit++) {
        packed |= values.array[i + bit] << bit;
      }
      target.put(packed);
    }
    values.clear();
  }

  @Override
  int plainSize() {
    return values.size;
  }

  @Override
  Statistics<?> drainStatistics(long nulls) {
    Statistics.Builder statistics = Statistics.getBuilderForReading(type).withNumNulls(nulls);
    if (anyFalse || anyTrue) {
      statistics
          .withMin(BytesUtils.booleanToBytes(!anyFalse))
          .withMax(BytesUtils.booleanToBytes(anyTrue));
    }
    anyFalse = false;
    anyTrue = false;
    return statistics.build();
  }
}
