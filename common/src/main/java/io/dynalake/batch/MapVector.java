package io.dynalake.batch;

import io.dynalake.item.MalformedItemException;
import io.dynalake.item.MapSink;
import io.dynalake.item.TeeSink;
import io.dynalake.item.ValueSink;
import io.dynalake.schema.ValueProfile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * M values whose attribute names are data. The entries of all maps follow one another, in the order
 * of the text, in a vector of keys and one of values.
 */
public final class MapVector extends Vector implements MapSink {
  private final TextVector keys;
  private final Vector values;
  private int[] offsets = new int[INITIAL_SLOTS + 1];

  /** Open addressing: the number of the map that put an entry, and the slot of its key. */
  private long[] table = new long[32];

  private int map;

  private boolean valuesObserved;

  MapVector(String path, TextVector keys, Vector values) {
    super(path);
    this.keys = keys;
    this.values = values;
  }

  /** The entries of slot i lie from offset i to offset i + 1 of {@link #keys} and values. */
  public int[] offsets() {
    return offsets;
  }

  public BytesVector keys() {
    return keys;
  }

  public Vector values() {
    return values;
  }

  @Override
  void observe(ValueProfile into) {
    super.observe(into);
    valuesObserved = into.fields().keysAreData();
    if (valuesObserved) {
      values.observe(into.fields().collect(""));
    }
  }

  @Override
  public MapSink beginMap() {
    if (profile != null) {
      profile.beginMap();
    }
    nextMap();
    return this;
  }

  private void nextMap() {
    if (++map == 0) {
      Arrays.fill(table, 0);
      map = 1;
    }
  }

  @Override
  public ValueSink attribute(byte[] bytes, int offset, int length) {
    int first = offsets[length()];
    int key = keys.length();
    keys.append(bytes, offset, length);
    if (2 * (key - first + 1) > table.length) {
      rehash(first, key);
    }
    if (!put(key)) {
      throw new MalformedItemException(
          "attribute '"
              + new String(bytes, offset, length, StandardCharsets.UTF_8)
              + "' comes twice");
    }
    // Until there are too many names, or where there were none, the keys are names to the profile.
    return profile == null || valuesObserved
        ? values
        : new TeeSink(values, profile.fields().attribute(bytes, offset, length));
  }

  /** Whether the key is new in this map. */
  private boolean put(int key) {
    int[] ends = keys.offsets();
    byte[] data = keys.data();
    int from = ends[key];
    int to = ends[key + 1];
    int at = BytesHash.hash(data, from, to - from) & (table.length - 1);
    while ((int) (table[at] >>> 32) == map) {
      int other = (int) table[at];
      if (Arrays.equals(data, ends[other], ends[other + 1], data, from, to)) {
        return false;
      }
      at = (at + 1) & (table.length - 1);
    }
    table[at] = (long) map << 32 | key;
    return true;
  }

  private void rehash(int first, int end) {
    table = new long[2 * table.length];
    for (int key = first; key < end; key++) {
      put(key);
    }
  }

  @Override
  public void endMap() {
    if (profile != null && (!valuesObserved || keys.length() == offsets[length()])) {
      profile.endMap();
    }
    int slot = append();
    offsets[slot + 1] = keys.length();
  }

  @Override
  long unknown() {
    return values.unknown();
  }

  @Override
  long bytes() {
    return 5L * length() + keys.bytes() + values.bytes();
  }

  @Override
  String typeName() {
    return "map";
  }

  @Override
  void resize(int slots) {
    offsets = Arrays.copyOf(offsets, slots + 1);
  }

  @Override
  void fillNulls(int from, int to) {
    Arrays.fill(offsets, from + 1, to + 1, offsets[from]);
  }

  @Override
  void truncateChildren() {
    keys.truncate(offsets[length()]);
    values.truncate(offsets[length()]);
  }

  @Override
  void writeValues(int[] slots, int count, BatchOutput out) {
    Ranges.write(offsets, slots, count, out, keys, values);
  }

  @Override
  void readValues(int from, int to, int present, BatchInput in) {
    int entries = Packed.readLengths(offsets, validity(), from, to, present, in);
    int first = offsets[from];
    keys.readFrom(first, entries, in);
    values.readFrom(first, entries, in);
    values.padTo(first + entries);
  }

  @Override
  void clearChildren() {
    keys.clear();
    values.clear();
    if (8 * table.length > KEPT_BYTES) {
      table = new long[32];
    }
  }
}
