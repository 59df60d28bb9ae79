package io.dynalake.load.write;

/**
 * An item to be written or deleted.
 *
 * @param json the item, as DynamoDB JSON without line breaks
 * @param key as {@link ItemCheck} gives it
 * @param size bytes that the table counts for the whole item
 * @param origin where it comes from, for messages
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Write(byte[] json, byte[] key, int size, Origin origin) {
  private static final int BYTES_PER_UNIT = 1024;

  /**
   * Where an item comes from.
   *
   * @param file its location
   * @param position line or row, from 1
   */
  public record Origin(String file, long position) {
    @Override
    public String toString() {
      return file + ", line " + position;
    }
  }

  /** Write units that it costs, indexes and replicas aside. */
  int units() {
    return units(size);
  }

  /** Write units of an item of so many bytes. */
  public static int units(int size) {
    return Math.max(1, (size + BYTES_PER_UNIT - 1) / BYTES_PER_UNIT);
  }
}
