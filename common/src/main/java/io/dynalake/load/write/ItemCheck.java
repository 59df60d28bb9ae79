package io.dynalake.load.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dynalake.item.AttributeType;
import io.dynalake.item.DynamoNumber;
import io.dynalake.item.ItemLine;
import io.dynalake.item.MalformedItemException;
import io.dynalake.item.MapSink;
import io.dynalake.item.ValueSink;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Says of an item whether a table takes it, its size by DynamoDB's rule, and its key. Not safe for
 * threads.
 *
 * <p>Source: "Item sizes and formats" and "Constraints" in the Developer Guide of DynamoDB. The
 * size of a number is documented as approximate, so an item of almost 400 KB may still be refused
 * by the service.
 */
public final class ItemCheck {
  /** Bytes of an item, names included. */
  static final int MOST_BYTES = 400 << 10;

  /** Levels of lists and maps. */
  private static final int MOST_LEVELS = 32;

  private static final int MOST_PARTITION_KEY = 2048;
  private static final int MOST_SORT_KEY = 1024;

  /** What a list or map costs itself, and each of its elements. */
  private static final int CONTAINER = 3;

  private static final int ELEMENT = 1;

  private final ItemLine line = new ItemLine();
  private final Sizes sizes = new Sizes();
  private final KeyAttribute[] keys;
  private final int tableKeys;
  private final byte[] numberText = new byte[DynamoNumber.MAX_TEXT_LENGTH];
  private long size;

  /** A key attribute of the table or an index, and its value in the current item. */
  private static final class KeyAttribute {
    final String name;
    final byte[] utf8;
    final char type;
    final int most;
    byte[] value = {};
    boolean seen;

    KeyAttribute(String name, String type, int most) {
      this.name = name;
      this.utf8 = name.getBytes(UTF_8);
      this.type = type.charAt(0);
      this.most = most;
    }
  }

  public ItemCheck(TableKeys table) {
    List<String> own = table.keys();
    List<String> others =
        table.types().keySet().stream().filter(name -> !own.contains(name)).sorted().toList();
    keys = new KeyAttribute[own.size() + others.size()];
    tableKeys = own.size();
    Map<String, String> types = table.types();
    for (int i = 0; i < keys.length; i++) {
      String name = i < tableKeys ? own.get(i) : others.get(i - tableKeys);
      int most = i == 1 && tableKeys == 2 ? MOST_SORT_KEY : MOST_PARTITION_KEY;
      keys[i] = new KeyAttribute(name, types.getOrDefault(name, "S"), most);
    }
  }

  /**
   * Checks an item.
   *
   * @param json its attributes as DynamoDB JSON, {@code {"pk":{"S":"a"},…}}
   * @throws MalformedItemException with the reason, without values, if the table would refuse it
   */
  public void check(byte[] json) {
    size = 0;
    for (KeyAttribute key : keys) {
      key.seen = false;
    }
    line.parse(json, sizes.item());
    for (int i = 0; i < tableKeys; i++) {
      if (!keys[i].seen) {
        throw new MalformedItemException(
            "it has no attribute " + keys[i].name + ", which is a key");
      }
    }
    if (size > MOST_BYTES) {
      throw new MalformedItemException(
          "it is larger than 400 KB: DynamoDB counts " + size + " bytes, names included");
    }
  }

  /** Bytes of the item that was checked last, by DynamoDB's rule. */
  public int size() {
    return (int) size;
  }

  /**
   * The key of the item that was checked last: equal bytes for equal keys, however they are
   * written.
   */
  public byte[] key() {
    ItemKey key = new ItemKey();
    for (int i = 0; i < tableKeys; i++) {
      key.add(keys[i].type, keys[i].value);
    }
    return key.bytes();
  }

  private final class Sizes extends ValueSink implements MapSink {
    private int level;

    /** The key attribute whose value comes next; only at level 0. */
    private KeyAttribute key;

    private boolean hasKey;
    private boolean inSet;

    /** By level, whether it is a list. */
    private final boolean[] lists = new boolean[MOST_LEVELS + 1];

    private Sizes() {
      key = new KeyAttribute("", "S", 0);
    }

    MapSink item() {
      level = 0;
      hasKey = false;
      inSet = false;
      return this;
    }

    @Override
    public ValueSink attribute(byte[] bytes, int offset, int length) {
      size += length;
      if (level > 0) {
        size += ELEMENT;
        return this;
      }
      hasKey = false;
      for (KeyAttribute each : keys) {
        if (Arrays.equals(each.utf8, 0, each.utf8.length, bytes, offset, offset + length)) {
          key = each;
          hasKey = true;
          return this;
        }
      }
      return this;
    }

    /** A value of a key attribute has its type and is not empty. */
    private boolean isKey(char type) {
      if (!hasKey) {
        return false;
      }
      if (type != key.type || inSet) {
        throw notKey();
      }
      return true;
    }

    private MalformedItemException notKey() {
      return new MalformedItemException(
          "its attribute " + key.name + " is not of type " + key.type + ", as the table's key is");
    }

    private void take(byte[] value) {
      if (value.length == 0) {
        throw new MalformedItemException("its key attribute " + key.name + " is empty");
      }
      if (value.length > key.most) {
        throw new MalformedItemException(
            "its key attribute " + key.name + " is longer than " + key.most + " bytes");
      }
      key.value = value;
      key.seen = true;
      hasKey = false;
    }

    /** An element of a list costs more than itself; one of a map has paid with its name. */
    private void element() {
      if (level > 0 && lists[level] && !inSet) {
        size += ELEMENT;
      }
    }

    @Override
    public void string(byte[] bytes, int offset, int length) {
      element();
      size += length;
      if (isKey('S')) {
        take(Arrays.copyOfRange(bytes, offset, offset + length));
      }
    }

    @Override
    public void number(DynamoNumber number) {
      element();
      int length = number.writeText(numberText, 0);
      size += numberSize(length);
      if (isKey('N')) {
        take(Arrays.copyOf(numberText, length));
      }
    }

    @Override
    public void binary(byte[] bytes, int offset, int length) {
      element();
      size += length;
      if (isKey('B')) {
        take(Arrays.copyOfRange(bytes, offset, offset + length));
      }
    }

    @Override
    public void bool(boolean value) {
      noKey();
      element();
      size++;
    }

    @Override
    public void nullValue() {
      noKey();
      element();
      size++;
    }

    private void noKey() {
      if (hasKey) {
        throw notKey();
      }
    }

    @Override
    public ValueSink beginList() {
      begin(true);
      return this;
    }

    @Override
    public void endList() {
      level--;
    }

    @Override
    public MapSink beginMap() {
      begin(false);
      return this;
    }

    @Override
    public void endMap() {
      level--;
    }

    private void begin(boolean list) {
      noKey();
      element();
      size += CONTAINER;
      if (++level > MOST_LEVELS) {
        throw new MalformedItemException("it nests deeper than " + MOST_LEVELS + " levels");
      }
      lists[level] = list;
    }

    @Override
    public ValueSink beginSet(AttributeType type) {
      noKey();
      element();
      inSet = true;
      return this;
    }

    @Override
    public void endSet() {
      inSet = false;
    }
  }

  /** A byte for two significant digits, one more, and one for a sign. */
  private int numberSize(int length) {
    int first = -1;
    int last = -1;
    int digits = 0;
    for (int i = 0; i < length; i++) {
      byte c = numberText[i];
      if (c >= '0' && c <= '9') {
        digits++;
        if (c != '0') {
          first = first < 0 ? digits : first;
          last = digits;
        }
      }
    }
    int significant = first < 0 ? 0 : last - first + 1;
    return (significant + 1) / 2 + 1 + (numberText[0] == '-' ? 1 : 0);
  }
}
