package io.dynalake.dataset.parquet;

import io.dynalake.batch.Vector;
import java.util.Arrays;

/** The definition levels that a column has reached at its slots: one for all, or one for each. */
final class Definitions {
  private boolean uniform;
  private int level;
  private byte[] levels = new byte[0];
  private int full;

  /** Every slot has a value, at this level. */
  void setFull(int level) {
    uniform = true;
    this.level = level;
    full = level;
  }

  /** The levels of an optional column below {@code parent}, which has {@code slots} slots. */
  void set(Definitions parent, Vector vector, int slots) {
    full = parent.full + 1;
    if (vector.nonNulls() == slots || (vector.nonNulls() == 0 && parent.uniform)) {
      uniform = true;
      level = vector.nonNulls() > 0 ? full : parent.level;
      return;
    }
    uniform = false;
    if (levels.length < slots) {
      levels = new byte[slots];
    }
    byte[] validity = vector.validity();
    int stored = vector.length();
    if (parent.uniform) {
      // Uniform and with a value below: it is full.
      int base = parent.level;
      for (int i = 0; i < stored; i++) {
        levels[i] = (byte) (base + validity[i]);
      }
      Arrays.fill(levels, stored, slots, (byte) base);
    } else {
      // A slot that holds a value has parents that do.
      for (int i = 0; i < stored; i++) {
        levels[i] = (byte) (parent.levels[i] + validity[i]);
      }
      System.arraycopy(parent.levels, stored, levels, stored, slots - stored);
    }
  }

  boolean isFullAt(int slot) {
    return at(slot) == full;
  }

  int at(int slot) {
    return uniform ? level : levels[slot];
  }

  /** The level of a slot with a value. */
  int full() {
    return full;
  }

  /** Writes the levels of all entries into the encoder. */
  void writeTo(HybridEncoder encoder, Entries entries) {
    if (entries.count == entries.slots) {
      if (uniform) {
        encoder.writeRun(level, entries.count);
      } else {
        encoder.write(levels, entries.count);
      }
      return;
    }
    int slot = 0;
    for (int i = 0; i < entries.count; i++) {
      int outer = entries.definition[i];
      encoder.write(outer == entries.definitionOfSlots ? at(slot++) : outer);
    }
  }
}
