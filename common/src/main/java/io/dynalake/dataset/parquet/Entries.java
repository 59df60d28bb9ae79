package io.dynalake.dataset.parquet;

/**
 * The entries of all columns between two repeated levels of the schema: one per row above the first
 * list, one per element (and one per list without elements, and per row without a list) below it.
 * An entry whose definition level is {@link #definitionOfSlots} has a slot in the vectors, the
 * others stand for something that is not there.
 */
final class Entries {
  int count;
  int slots;
  int definitionOfSlots;

  /** Whether the levels are in the arrays; otherwise every entry is a row with a slot. */
  boolean repeated;

  byte[] repetition = new byte[0];
  byte[] definition = new byte[0];

  void rows(int rows) {
    count = rows;
    slots = rows;
  }

  void reset(int definitionOfSlots, int slots, int maxCount) {
    repeated = true;
    this.definitionOfSlots = definitionOfSlots;
    this.slots = slots;
    count = 0;
    if (repetition.length < maxCount) {
      repetition = new byte[maxCount];
      definition = new byte[maxCount];
    }
  }

  void add(int repetitionLevel, int definitionLevel) {
    repetition[count] = (byte) repetitionLevel;
    definition[count] = (byte) definitionLevel;
    count++;
  }
}
