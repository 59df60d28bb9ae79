package io.dynalake.dataset.parquet;

import io.dynalake.batch.Vector;
import java.util.Arrays;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;

/**
 * Encodes the values of a column chunk page by page: with a dictionary while that pays, then plain.
 * Nulls are not its concern. By one kind of physical type each.
 */
abstract class ValueEncoder {
  /** Values after which it is known whether a dictionary pays; before, they are too few. */
  private static final int TRIAL = 4096;

  final PrimitiveType type;

  /** Values of the chunk so far. */
  private long chunkValues;

  /** While the dictionary is in use, the page's values as indices into it. */
  int[] indices = new int[0];

  /** Values of the page so far. */
  int pageValues;

  private final boolean mayUseDictionary;
  private final int dictionaryBytes;
  private final HybridEncoder indexEncoder = new HybridEncoder(0);
  private boolean dictionaryInUse;

  static ValueEncoder of(PrimitiveType type, int dictionaryBytes) {
    return switch (type.getPrimitiveTypeName()) {
      case INT32, INT64, DOUBLE -> new WordEncoder(type, dictionaryBytes);
      case BOOLEAN -> new BoolEncoder(type);
      case BINARY -> new BytesEncoder(type, dictionaryBytes);
      case FIXED_LEN_BYTE_ARRAY -> new DecimalEncoder(type);
      case FLOAT, INT96 -> throw new IllegalArgumentException(type.toString());
    };
  }

  ValueEncoder(PrimitiveType type, boolean mayUseDictionary, int dictionaryBytes) {
    this.type = type;
    this.mayUseDictionary = mayUseDictionary;
    this.dictionaryBytes = dictionaryBytes;
    dictionaryInUse = mayUseDictionary;
  }

  /** Takes the values of the vector's slots that are not null. */
  final void append(Vector vector) {
    int count = vector.nonNulls();
    if (dictionaryInUse) {
      if (indices.length < pageValues + count) {
        indices = Arrays.copyOf(indices, Math.max(2 * indices.length, pageValues + count));
      }
      appendIndices(vector);
    } else {
      appendPlain(vector);
    }
    pageValues += count;
    chunkValues += count;
    if (dictionaryInUse
        && (dictionaryMemory() > dictionaryBytes
            || (chunkValues >= TRIAL && 3L * dictionarySize() > chunkValues))) {
      leaveDictionary();
    }
  }

  abstract void appendPlain(Vector vector);

  /** Puts an index per value into {@link #indices}, from {@link #pageValues} on. */
  void appendIndices(Vector vector) {
    throw new IllegalStateException("no dictionary");
  }

  /** Appends the page's values, until now indices, to the plain page. */
  void decodeIndices() {
    throw new IllegalStateException("no dictionary");
  }

  int dictionarySize() {
    return 0;
  }

  /** Bytes of the dictionary when it is written. */
  int dictionaryMemory() {
    return 0;
  }

  void clearDictionary() {}

  /** PLAIN, in the order of the indices. */
  void writeDictionary(Bytes target) {}

  abstract void writePlain(Bytes target);

  /** Bytes of the page that are in {@link #writePlain}'s buffer. */
  abstract int plainSize();

  /** Statistics of the page, and a fresh start for those of the next. */
  abstract Statistics<?> drainStatistics(long nulls);

  /** Appends the values of the page to {@code target} and starts the next page. */
  final Encoding drainPage(Bytes target, boolean lastOfChunk) {
    // A small chunk has not had its trial yet.
    if (dictionaryInUse
        && lastOfChunk
        && chunkValues == pageValues
        && 3L * dictionarySize() > 2L * chunkValues) {
      leaveDictionary();
    }
    Encoding encoding;
    if (dictionaryInUse && pageValues > 0) {
      int bitWidth = HybridEncoder.bitWidth(dictionarySize() - 1);
      target.put(bitWidth);
      indexEncoder.useBitWidth(bitWidth);
      indexEncoder.write(indices, pageValues);
      indexEncoder.drainTo(target);
      encoding = Encoding.RLE_DICTIONARY;
    } else {
      writePlain(target);
      encoding = Encoding.PLAIN;
    }
    pageValues = 0;
    return encoding;
  }

  /** Starts the next chunk. */
  final void clearChunk() {
    chunkValues = 0;
    clearDictionary();
    dictionaryInUse = mayUseDictionary;
  }

  /** Bytes that the page has so far, once encoded; approximate. */
  final int pageSize() {
    return dictionaryInUse
        ? pageValues * HybridEncoder.bitWidth(dictionarySize()) / 8
        : plainSize();
  }

  /** Bytes held: of the page and of the dictionary; approximate. */
  final long memory() {
    return dictionaryInUse ? 4L * pageValues + dictionaryMemory() : plainSize();
  }

  private void leaveDictionary() {
    decodeIndices();
    dictionaryInUse = false;
    indices = new int[0];
  }
}
