package io.dynalake.batch;

import io.dynalake.item.AttributeType;
import io.dynalake.item.DynamoNumber;
import io.dynalake.item.MalformedItemException;
import io.dynalake.item.MapSink;
import io.dynalake.item.ValueSink;
import io.dynalake.schema.ValueProfile;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of a column, struct field, list element or map value in a batch, dense: slot i of a
 * child of a struct belongs to slot i of the struct. It is also the sink that the parser pushes the
 * column's values into.
 *
 * <p>Trailing nulls are not stored: {@link #length} may be less than the parent's, and the slots
 * from there on are null. So an attribute that an item does not have costs nothing.
 */
public abstract sealed class Vector extends ValueSink
    permits BoolVector,
        BytesVector,
        Decimal128Vector,
        DoubleVector,
        IntVector,
        ListVector,
        LongVector,
        MapVector,
        StructVector {
  static final int INITIAL_SLOTS = 64;

  /** Arrays beyond this size are given back when a batch has used less than a quarter of them. */
  static final int KEPT_BYTES = 1 << 20;

  /** Where the values that are pushed in are counted, dropped ones included; null for nowhere. */
  @Nullable ValueProfile profile;

  private final String path;
  private byte[] validity = new byte[INITIAL_SLOTS];
  private int length;
  private int nonNulls;

  Vector(String path) {
    this.path = path;
  }

  /** Slots that are stored; the parent's slots from here on are null. */
  public final int length() {
    return length;
  }

  /** Slots that hold a value. */
  public final int nonNulls() {
    return nonNulls;
  }

  public final boolean isNull(int slot) {
    return slot >= length || validity[slot] == 0;
  }

  /** 1 per slot with a value, 0 per null; valid up to {@link #length}. Not to be written to. */
  public final byte[] validity() {
    return validity;
  }

  /** Counts values into a profile from now on, those of children into what is below it. */
  void observe(ValueProfile into) {
    profile = into;
  }

  /** Attributes below it that have no vector, as far as it is observed. */
  long unknown() {
    return 0;
  }

  /** Bytes in use, children included; approximate. */
  abstract long bytes();

  /** Name of the type in messages, in Spark's words. */
  abstract String typeName();

  /** Lets the arrays of values hold {@code slots} slots. */
  abstract void resize(int slots);

  /** Readies the slots for being null, where that takes more than the validity. */
  void fillNulls(int from, int to) {}

  /** Takes back what was pushed into the children behind the last slot. */
  void truncateChildren() {}

  /** Clears what the slots refer to, before the slots themselves. */
  abstract void clearChildren();

  /**
   * Appends slots to bytes: how many hold a value, which (a bit each, unless it is all or none),
   * and the values.
   *
   * @param slots ascending; those from {@link #length} on are null
   */
  final void writeTo(int[] slots, int count, BatchOutput out) {
    boolean all = nonNulls == length && count > 0 && slots[count - 1] < length;
    if (all || nonNulls == 0) {
      out.number(all ? count : 0);
      if (all) {
        writeValues(slots, count, out);
        writeChildren(slots, count, out);
      }
      return;
    }
    int[] holding = out.selections().begin(count + 1);
    int present = Presence.select(validity, length, slots, count, holding);
    out.number(present);
    if (present > 0) {
      if (present < count) {
        Presence.write(holding, present, count, out);
      }
      for (int i = 0; i < present; i++) {
        holding[i] = slots[holding[i]];
      }
      writeValues(holding, present, out);
      writeChildren(slots, count, out);
    }
    out.selections().end();
  }

  /**
   * Appends what {@link #writeTo} wrote.
   *
   * @param from the parent's slot that the first one belongs to
   */
  final void readFrom(int from, int count, BatchInput in) {
    int present = (int) in.number();
    if (present == 0) {
      return;
    }
    padTo(from);
    int end = from + count;
    if (end > validity.length) {
      grow(end);
    }
    if (present == count) {
      Arrays.fill(validity, from, end, (byte) 1);
    } else {
      Presence.read(validity, from, count, in);
    }
    length = end;
    nonNulls += present;
    readValues(from, end, present, in);
    readChildren(from, count, in);
  }

  /** Appends the values of slots that hold one. */
  abstract void writeValues(int[] slots, int count, BatchOutput out);

  /** Reads values into those slots from {@code from} to {@code to} that hold one. */
  abstract void readValues(int from, int to, int present, BatchInput in);

  /** Appends the same slots of children that have a slot for each of this vector's. */
  void writeChildren(int[] slots, int count, BatchOutput out) {}

  void readChildren(int from, int count, BatchInput in) {}

  final String path() {
    return path;
  }

  /** Appends a slot that holds a value and returns its index. */
  final int append() {
    int slot = length;
    if (slot == validity.length) {
      grow(slot + 1);
    }
    validity[slot] = 1;
    length = slot + 1;
    nonNulls++;
    return slot;
  }

  /** Appends {@code count} slots that hold a value. */
  final void appendPresent(int count) {
    int end = length + count;
    if (end > validity.length) {
      grow(end);
    }
    Arrays.fill(validity, length, end, (byte) 1);
    length = end;
    nonNulls += count;
  }

  /** Appends nulls until there are {@code slots} slots. */
  final void padTo(int slots) {
    int from = length;
    if (from < slots) {
      if (slots > validity.length) {
        grow(slots);
      }
      Arrays.fill(validity, from, slots, (byte) 0);
      fillNulls(from, slots);
      length = slots;
    }
  }

  /** Keeps the first {@code slots} slots, and discards a value that was begun but not ended. */
  final void truncate(int slots) {
    while (length > slots) {
      length--;
      nonNulls -= validity[length];
    }
    truncateChildren();
  }

  final void clear() {
    clearChildren();
    if (validity.length > KEPT_BYTES && length < validity.length / 4) {
      validity = new byte[INITIAL_SLOTS];
      resize(INITIAL_SLOTS);
    }
    length = 0;
    nonNulls = 0;
  }

  private void grow(int slots) {
    int capacity = Math.max(slots, validity.length << 1);
    validity = Arrays.copyOf(validity, capacity);
    resize(capacity);
  }

  final MalformedItemException misfit(AttributeType type) {
    return misfit("a value of type " + type);
  }

  final MalformedItemException misfit(String what) {
    return new MalformedItemException(
        "column " + path + ": " + what + " does not fit " + typeName());
  }

  @Override
  public final void nullValue() {
    if (profile != null) {
      profile.nullValue();
    }
    padTo(length + 1);
  }

  @Override
  public void string(byte[] bytes, int offset, int length) {
    throw misfit(AttributeType.S);
  }

  @Override
  public void number(DynamoNumber number) {
    throw misfit(AttributeType.N);
  }

  @Override
  public void binary(byte[] bytes, int offset, int length) {
    throw misfit(AttributeType.B);
  }

  @Override
  public void bool(boolean value) {
    throw misfit(AttributeType.BOOL);
  }

  @Override
  public ValueSink beginList() {
    throw misfit(AttributeType.L);
  }

  @Override
  public void endList() {
    throw new IllegalStateException(path);
  }

  @Override
  public MapSink beginMap() {
    throw misfit(AttributeType.M);
  }

  @Override
  public void endMap() {
    throw new IllegalStateException(path);
  }

  @Override
  public ValueSink beginSet(AttributeType type) {
    throw misfit(type);
  }

  @Override
  public void endSet() {
    throw new IllegalStateException(path);
  }
}
