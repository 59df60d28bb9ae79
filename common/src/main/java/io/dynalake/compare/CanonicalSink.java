package io.dynalake.compare;

import io.dynalake.item.AttributeType;
import io.dynalake.item.DynamoNumber;
import io.dynalake.item.MapSink;
import io.dynalake.item.SkipSink;
import io.dynalake.item.ValueSink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Writes an item in a form whose bytes are equal for equal items, and for no others: attributes and
 * the elements of sets in the order of their bytes, numbers in canonical text, text unescaped, and
 * everything with its type and length.
 */
final class CanonicalSink extends ValueSink implements MapSink {
  static final char STRING = 'S';
  static final char NUMBER = 'N';
  static final char BINARY = 'B';
  private static final char TRUE = 't';
  private static final char FALSE = 'f';
  private static final char NULL = '0';
  private static final char LIST = 'L';
  private static final char MAP = 'M';
  private static final char STRINGS = 's';
  private static final char NUMBERS = 'n';
  private static final char BINARIES = 'b';
  private static final char MEMBER = '"';
  private static final char END = '.';

  /** Bytes before a text: its type and its length. */
  private static final int PREFIX = 5;

  private final byte[][] ignored;
  private final boolean nullsAbsent;
  private final byte[] number = new byte[DynamoNumber.MAX_TEXT_LENGTH];
  private byte[] bytes = new byte[1 << 12];
  private int end;

  /**
   * Where the members of maps and the elements of sets begin that are open; those of the innermost
   * come last.
   */
  private int[] starts = new int[64];

  private int count;

  /** By level, the type of what is open, and the index in {@link #starts} of its first part. */
  private char[] types = new char[16];

  private int[] firsts = new int[16];
  private int level;
  private byte[] sorted = new byte[0];

  CanonicalSink(Set<String> ignored, Nulls nulls) {
    this.ignored =
        ignored.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    nullsAbsent = nulls == Nulls.ABSENT;
  }

  /** Begins an item, and forgets the one before. */
  MapSink beginItem() {
    end = 0;
    count = 0;
    level = 0;
    types[0] = MAP;
    firsts[0] = 0;
    return this;
  }

  /** Ends an item: from now on its attributes are in order. */
  void endItem() {
    sort();
  }

  /** Holds the item, from index 0. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return end;
  }

  /** How many attributes the item has that count. */
  int attributes() {
    return count;
  }

  String name(int attribute) {
    int start = starts[attribute];
    return new String(bytes, start + PREFIX, length(start), StandardCharsets.UTF_8);
  }

  /** The canonical form of an attribute's value: a copy. */
  byte[] value(int attribute) {
    int start = starts[attribute];
    return Arrays.copyOfRange(bytes, start + PREFIX + length(start), behind(attribute));
  }

  /** The attribute of a name, or -1. */
  int find(byte[] name) {
    for (int i = 0; i < count; i++) {
      int from = starts[i] + PREFIX;
      if (length(starts[i]) == name.length
          && Arrays.equals(bytes, from, from + name.length, name, 0, name.length)) {
        return i;
      }
    }
    return -1;
  }

  private int length(int start) {
    return (bytes[start + 1] & 0xff) << 24
        | (bytes[start + 2] & 0xff) << 16
        | (bytes[start + 3] & 0xff) << 8
        | (bytes[start + 4] & 0xff);
  }

  private int behind(int part) {
    return part + 1 < count ? starts[part + 1] : end;
  }

  @Override
  public ValueSink attribute(byte[] name, int offset, int length) {
    if (level == 0 && isIgnored(name, offset, length)) {
      return SkipSink.INSTANCE;
    }
    begin();
    text(MEMBER, name, offset, length);
    return this;
  }

  private boolean isIgnored(byte[] name, int offset, int length) {
    for (byte[] each : ignored) {
      if (Arrays.equals(each, 0, each.length, name, offset, offset + length)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void string(byte[] text, int offset, int length) {
    element();
    text(STRING, text, offset, length);
  }

  @Override
  public void number(DynamoNumber value) {
    element();
    text(NUMBER, number, 0, value.writeText(number, 0));
  }

  @Override
  public void binary(byte[] binary, int offset, int length) {
    element();
    text(BINARY, binary, offset, length);
  }

  @Override
  public void bool(boolean value) {
    put(value ? TRUE : FALSE);
  }

  @Override
  public void nullValue() {
    if (nullsAbsent && types[level] == MAP) {
      end = starts[--count];
    } else {
      put(NULL);
    }
  }

  @Override
  public ValueSink beginList() {
    open(LIST);
    return this;
  }

  @Override
  public void endList() {
    close();
  }

  @Override
  public MapSink beginMap() {
    open(MAP);
    return this;
  }

  @Override
  public void endMap() {
    sort();
    close();
  }

  @Override
  public ValueSink beginSet(AttributeType type) {
    open(type == AttributeType.SS ? STRINGS : type == AttributeType.NS ? NUMBERS : BINARIES);
    return this;
  }

  @Override
  public void endSet() {
    sort();
    close();
  }

  private void open(char type) {
    put(type);
    level++;
    if (level == types.length) {
      types = Arrays.copyOf(types, 2 * level);
      firsts = Arrays.copyOf(firsts, 2 * level);
    }
    types[level] = type;
    firsts[level] = count;
  }

  private void close() {
    count = firsts[level];
    level--;
    put(END);
  }

  /** The elements of sets are parts, those of lists have their order. */
  private void element() {
    if (types[level] != MAP && types[level] != LIST) {
      begin();
    }
  }

  private void begin() {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
    }
    starts[count++] = end;
  }

  private void put(char type) {
    reserve(1);
    bytes[end++] = (byte) type;
  }

  private void text(char type, byte[] text, int offset, int length) {
    reserve(PREFIX + length);
    bytes[end] = (byte) type;
    bytes[end + 1] = (byte) (length >>> 24);
    bytes[end + 2] = (byte) (length >>> 16);
    bytes[end + 3] = (byte) (length >>> 8);
    bytes[end + 4] = (byte) length;
    System.arraycopy(text, offset, bytes, end + PREFIX, length);
    end += PREFIX + length;
  }

  private void reserve(int more) {
    if (bytes.length - end < more) {
      bytes = Arrays.copyOf(bytes, Math.max(end + more, 2 * bytes.length));
    }
  }

  /** Sorts the parts of what is open innermost, if they are not in order already. */
  private void sort() {
    int first = firsts[level];
    for (int i = first + 1; i < count; i++) {
      if (compare(i - 1, i) > 0) {
        sort(first);
        return;
      }
    }
  }

  private void sort(int first) {
    Integer[] order = new Integer[count - first];
    for (int i = 0; i < order.length; i++) {
      order[i] = first + i;
    }
    Arrays.sort(order, this::compare);
    int from = starts[first];
    if (sorted.length < end - from) {
      sorted = new byte[end - from];
    }
    int[] places = new int[order.length];
    int length = 0;
    for (int i = 0; i < order.length; i++) {
      int start = starts[order[i]];
      int size = behind(order[i]) - start;
      System.arraycopy(bytes, start, sorted, length, size);
      places[i] = from + length;
      length += size;
    }
    System.arraycopy(sorted, 0, bytes, from, length);
    System.arraycopy(places, 0, starts, first, places.length);
  }

  private int compare(int one, int other) {
    return Arrays.compareUnsigned(
        bytes, starts[one], behind(one), bytes, starts[other], behind(other));
  }
}
