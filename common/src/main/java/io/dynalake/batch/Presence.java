package io.dynalake.batch;

/** Which of some slots hold a value, a bit for each. */
final class Presence {
  private Presence() {}

  /**
   * @param length of the validity; slots from there on hold none
   * @param holding receives the slots that hold a value
   */
  static void write(
      byte[] validity, int length, int[] slots, int count, int[] holding, BatchOutput out) {
    int at = out.reserve((count + 7) >>> 3);
    byte[] bytes = out.bytes();
    int present = 0;
    int bits = 0;
    for (int i = 0; i < count; i++) {
      int slot = slots[i];
      int bit = slot < length ? validity[slot] : 0;
      bits |= bit << (i & 7);
      if (bit != 0) {
        holding[present++] = slot;
      }
      if ((i & 7) == 7) {
        bytes[at++] = (byte) bits;
        bits = 0;
      }
    }
    if ((count & 7) != 0) {
      bytes[at] = (byte) bits;
    }
  }

  static void read(byte[] validity, int from, int count, BatchInput in) {
    int at = in.skip((count + 7) >>> 3);
    byte[] bytes = in.bytes();
    for (int i = 0; i < count; i++) {
      validity[from + i] = (byte) ((bytes[at + (i >>> 3)] >>> (i & 7)) & 1);
    }
  }
}
