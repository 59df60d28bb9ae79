package io.dynalake.dataset.parquet;

import io.dynalake.batch.DoubleVector;
import io.dynalake.batch.IntVector;
import io.dynalake.batch.LongVector;
import io.dynalake.batch.Vector;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** INT32, INT64 and DOUBLE, all handled as 64-bit words. */
final class WordEncoder extends ValueEncoder {
  private final boolean floating;
  private final int width;
  private final LongDictionary dictionary = new LongDictionary();
  private final Bytes plain = new Bytes();
  private long[] dense = new long[0];
  private long min = Long.MAX_VALUE;
  private long max = Long.MIN_VALUE;

  WordEncoder(PrimitiveType type, int dictionaryBytes) {
    super(type, true, dictionaryBytes);
    floating = type.getPrimitiveTypeName() == PrimitiveTypeName.DOUBLE;
    width = type.getPrimitiveTypeName() == PrimitiveTypeName.INT32 ? Integer.BYTES : Long.BYTES;
  }

  @Override
  void appendPlain(Vector vector) {
    putPlain(noteExtremes(words(vector), vector.nonNulls()), vector.nonNulls());
  }

  @Override
  void appendIndices(Vector vector) {
    int count = vector.nonNulls();
    long[] words = noteExtremes(words(vector), count);
    for (int i = 0; i < count; i++) {
      indices[pageValues + i] = dictionary.index(words[i]);
    }
  }

  @Override
  void decodeIndices() {
    if (dense.length < pageValues) {
      dense = new long[pageValues];
    }
    for (int i = 0; i < pageValues; i++) {
      dense[i] = dictionary.words[indices[i]];
    }
    putPlain(dense, pageValues);
  }

  /** The values without the nulls, as words. */
  private long[] words(Vector vector) {
    int slots = vector.length();
    byte[] validity = vector.validity();
    int count = 0;
    if (vector instanceof LongVector longs) {
      long[] values = longs.values();
      if (vector.nonNulls() == slots) {
        return values;
      }
      long[] words = room(slots);
      for (int i = 0; i < slots; i++) {
        words[count] = values[i];
        count += validity[i];
      }
    } else if (vector instanceof DoubleVector doubles) {
      double[] values = doubles.values();
      long[] words = room(slots);
      for (int i = 0; i < slots; i++) {
        words[count] = Double.doubleToRawLongBits(values[i]);
        count += validity[i];
      }
    } else {
      int[] values = ((IntVector) vector).values();
      long[] words = room(slots);
      for (int i = 0; i < slots; i++) {
        words[count] = values[i];
        count += validity[i];
      }
    }
    return dense;
  }

  private long[] room(int slots) {
    if (dense.length < slots) {
      dense = new long[slots];
    }
    return dense;
  }

  private long[] noteExtremes(long[] words, int count) {
    long low = min;
    long high = max;
    for (int i = 0; i < count; i++) {
      long key = floating ? orderedBits(words[i]) : words[i];
      low = Math.min(low, key);
      high = Math.max(high, key);
    }
    min = low;
    max = high;
    return words;
  }

  /** Turns the bits of a double into an integer of the same order, and back. */
  private static long orderedBits(long bits) {
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  private void putPlain(long[] words, int count) {
    plain.reserve(Math.multiplyExact(count, width));
    byte[] array = plain.array;
    int at = plain.size;
    if (width == Long.BYTES) {
      for (int i = 0; i < count; i++) {
        Bytes.LONG.set(array, at + i * Long.BYTES, words[i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        Bytes.INT.set(array, at + i * Integer.BYTES, (int) words[i]);
      }
    }
    plain.size = at + count * width;
  }

  @Override
  int dictionarySize() {
    return dictionary.size;
  }

  @Override
  int dictionaryMemory() {
    return dictionary.size * width;
  }

  @Override
  void clearDictionary() {
    dictionary.clear();
  }

  @Override
  void writeDictionary(Bytes target) {
    for (int i = 0; i < dictionary.size; i++) {
      if (width == Long.BYTES) {
        target.putLong(dictionary.words[i]);
      } else {
        target.putInt((int) dictionary.words[i]);
      }
    }
  }

  @Override
  void writePlain(Bytes target) {
    target.put(plain.array, 0, plain.size);
    plain.clear();
  }

  @Override
  int plainSize() {
    return plain.size;
  }

  @Override
  Statistics<?> drainStatistics(long nulls) {
    Statistics.Builder statistics = Statistics.getBuilderForReading(type).withNumNulls(nulls);
    if (min <= max) {
      statistics.withMin(bytes(min)).withMax(bytes(max));
    }
    min = Long.MAX_VALUE;
    max = Long.MIN_VALUE;
    return statistics.build();
  }

  private byte[] bytes(long key) {
    return width == Integer.BYTES
        ? BytesUtils.intToBytes((int) key)
        : BytesUtils.longToBytes(floating ? orderedBits(key) : key);
  }
}
