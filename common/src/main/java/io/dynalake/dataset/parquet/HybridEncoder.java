package io.dynalake.dataset.parquet;

/**
 * Parquet's RLE / bit-packing hybrid: runs of eight and more equal values as value and count, the
 * rest bit-packed in groups of eight. For levels and for indices into dictionaries.
 */
final class HybridEncoder {
  private static final int MIN_RUN = 8;
  private static final long ONES = 0x0101010101010101L;

  /** A bit-packed run of 63 groups still has a header of one byte. */
  private static final int MAX_GROUPS = 63;

  private final Bytes out = new Bytes();
  private final int[] group = new int[8];
  private int bitWidth;
  private int grouped;
  private int previous;
  private int repeated;
  private int header = -1;
  private int groups;

  HybridEncoder(int bitWidth) {
    this.bitWidth = bitWidth;
  }

  static int bitWidth(int max) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(max);
  }

  /** For what is written next; to be called right after draining. */
  void useBitWidth(int bitWidth) {
    this.bitWidth = bitWidth;
  }

  void write(int value) {
    if (value == previous) {
      repeated++;
      if (repeated >= MIN_RUN) {
        return;
      }
    } else {
      if (repeated >= MIN_RUN) {
        endRun();
      }
      repeated = 1;
      previous = value;
    }
    group[grouped++] = value;
    if (grouped == 8) {
      pack();
    }
  }

  void writeRun(int value, int count) {
    int left = count;
    while (left > 0 && (value != previous || repeated < MIN_RUN)) {
      write(value);
      left--;
    }
    repeated += left;
  }

  void write(int[] values, int count) {
    for (int i = 0; i < count; i++) {
      write(values[i]);
    }
  }

  void write(byte[] values, int count) {
    int i = 0;
    while (i < count) {
      if (repeated >= MIN_RUN) {
        // Levels come in long runs: eight at a time.
        long run = previous * ONES;
        while (i <= count - Long.BYTES && (long) Bytes.LONG.get(values, i) == run) {
          repeated += Long.BYTES;
          i += Long.BYTES;
        }
        if (i == count) {
          return;
        }
      } else if (grouped == 0 && i <= count - Long.BYTES) {
        // Between runs there are whole groups, where one value of ten is there, say.
        long word = (long) Bytes.LONG.get(values, i);
        if (word != (word & 0xFF) * ONES) {
          pack(word);
          i += Long.BYTES;
          continue;
        }
      }
      write(values[i++]);
    }
  }

  /** Packs a group of levels, one in each byte. */
  private void pack(long levels) {
    beginGroup();
    long bits;
    if (bitWidth == 1) {
      // Brings the lowest bit of byte i to bit 56 + i.
      bits = (levels * 0x0102040810204080L) >>> 56;
    } else {
      bits = 0;
      for (int i = 0; i < 8; i++) {
        bits |= (levels >>> (8 * i) & 0xFF) << (i * bitWidth);
      }
    }
    for (int i = 0; i < bitWidth; i++) {
      out.put((int) (bits >>> (8 * i)));
    }
    groups++;
    previous = (int) (levels >>> 56);
    repeated = 0;
  }

  private void beginGroup() {
    if (groups == MAX_GROUPS) {
      endPacked();
    }
    if (header < 0) {
      header = out.size;
      out.put(0);
    }
  }

  /** Appends what was written to {@code target}, and starts anew. */
  void drainTo(Bytes target) {
    finish();
    target.put(out.array, 0, out.size);
    clear();
  }

  /** As {@link #drainTo}, with the length before it as 4 bytes. */
  void drainWithLengthTo(Bytes target) {
    finish();
    target.putInt(out.size);
    target.put(out.array, 0, out.size);
    clear();
  }

  int size() {
    return out.size;
  }

  private void finish() {
    if (repeated >= MIN_RUN) {
      endRun();
    } else if (grouped > 0) {
      while (grouped < 8) {
        group[grouped++] = 0;
      }
      pack();
    }
    endPacked();
  }

  private void clear() {
    out.clear();
    grouped = 0;
    previous = 0;
    repeated = 0;
  }

  private void endRun() {
    endPacked();
    out.putVarint(repeated << 1);
    for (int bits = 0; bits < bitWidth; bits += 8) {
      out.put(previous >>> bits);
    }
    repeated = 0;
    grouped = 0;
  }

  private void pack() {
    beginGroup();
    long bits = 0;
    int count = 0;
    for (int i = 0; i < 8; i++) {
      bits |= (long) group[i] << count;
      count += bitWidth;
      while (count >= 8) {
        out.put((int) bits);
        bits >>>= 8;
        count -= 8;
      }
    }
    groups++;
    grouped = 0;
    // Some of the repeated values are in the group just written.
    repeated = 0;
  }

  private void endPacked() {
    if (header >= 0) {
      out.array[header] = (byte) (groups << 1 | 1);
      header = -1;
      groups = 0;
    }
  }
}
