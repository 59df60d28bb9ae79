package io.dynalake.dataset.parquet;

import io.dynalake.batch.BytesVector;
import io.dynalake.batch.Vector;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;

/** BYTE_ARRAY: strings and binary. */
final class BytesEncoder extends ValueEncoder {
  private final BytesDictionary dictionary = new BytesDictionary();
  private final Bytes plain = new Bytes();
  private final BytesRange range = new BytesRange();

  BytesEncoder(PrimitiveType type, int dictionaryBytes) {
    super(type, true, dictionaryBytes);
  }

  @Override
  void appendPlain(Vector vector) {
    BytesVector values = (BytesVector) vector;
    byte[] data = values.data();
    int[] offsets = values.offsets();
    byte[] validity = values.validity();
    int slots = values.length();
    plain.reserve(Math.addExact(offsets[slots], values.nonNulls() * Integer.BYTES));
    byte[] target = plain.array;
    int at = plain.size;
    for (int i = 0; i < slots; i++) {
      if (validity[i] != 0) {
        int from = offsets[i];
        int length = offsets[i + 1] - from;
        range.include(data, from, length);
        Bytes.INT.set(target, at, length);
        System.arraycopy(data, from, target, at + Integer.BYTES, length);
        at += Integer.BYTES + length;
      }
    }
    plain.size = at;
  }

  @Override
  void appendIndices(Vector vector) {
    BytesVector values = (BytesVector) vector;
    byte[] data = values.data();
    int[] offsets = values.offsets();
    byte[] validity = values.validity();
    int slots = values.length();
    int at = pageValues;
    for (int i = 0; i < slots; i++) {
      if (validity[i] != 0) {
        int from = offsets[i];
        int length = offsets[i + 1] - from;
        range.include(data, from, length);
        indices[at++] = dictionary.index(data, from, length);
      }
    }
  }

  @Override
  void decodeIndices() {
    for (int i = 0; i < pageValues; i++) {
      int index = indices[i];
      plain.put(
          dictionary.plain.array,
          dictionary.start(index),
          Integer.BYTES + dictionary.length(index));
    }
  }

  @Override
  int dictionarySize() {
    return dictionary.size;
  }

  @Override
  int dictionaryMemory() {
    return dictionary.plain.size;
  }

  @Override
  void clearDictionary() {
    dictionary.clear();
  }

  @Override
  void writeDictionary(Bytes target) {
    target.put(dictionary.plain.array, 0, dictionary.plain.size);
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
    if (!range.isEmpty()) {
      statistics.withMin(range.min()).withMax(range.max());
    }
    range.clear();
    return statistics.build();
  }
}
