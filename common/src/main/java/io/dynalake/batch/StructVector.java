package io.dynalake.batch;

import io.dynalake.item.MalformedItemException;
import io.dynalake.item.MapSink;
import io.dynalake.item.SkipSink;
import io.dynalake.item.ValueSink;
import io.dynalake.schema.Field;
import io.dynalake.schema.MapProfile;
import io.dynalake.schema.NameTable;
import io.dynalake.schema.ValueProfile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Items, or M values with known attributes. Attributes without a field are skipped.
 *
 * <p>Items of a table tend to have the same attributes in the same order, so every attribute is
 * first compared with the one that followed its predecessor the last time.
 */
public final class StructVector extends Vector implements MapSink {
  private static final int NONE = -1;

  private final List<Field> fields;
  private final Vector[] children;
  private final NameTable names = new NameTable();

  /** By child, and at the end by the begin of the map: the child that came next the last time. */
  private final int[] successors;

  private int last;

  /** Where attributes without a field are counted; null for nowhere. */
  private @Nullable MapProfile others;

  private long unknown;

  StructVector(String path, List<Field> fields, Vector[] children) {
    super(path);
    this.fields = fields;
    this.children = children;
    for (Field field : fields) {
      byte[] name = field.attribute().getBytes(StandardCharsets.UTF_8);
      if (names.find(name, 0, name.length) >= 0) {
        throw new IllegalArgumentException("two columns for attribute " + field.attribute());
      }
      names.add(name, 0, name.length);
    }
    successors = new int[children.length + 1];
    Arrays.fill(successors, NONE);
    last = children.length;
  }

  @Override
  void observe(ValueProfile into) {
    super.observe(into);
    observe(into.fields());
  }

  void observe(MapProfile into) {
    others = into;
    for (int i = 0; i < children.length; i++) {
      children[i].observe(into.collect(fields.get(i).attribute()));
    }
  }

  @Override
  long unknown() {
    long sum = unknown;
    for (Vector child : children) {
      sum += child.unknown();
    }
    return sum;
  }

  public List<Field> fields() {
    return fields;
  }

  public Vector child(int field) {
    return children[field];
  }

  @Override
  public MapSink beginMap() {
    last = children.length;
    if (profile != null) {
      profile.beginMap();
    } else if (others != null) {
      others.begin();
    }
    return this;
  }

  @Override
  public ValueSink attribute(byte[] bytes, int offset, int length) {
    int child = successors[last];
    if (child == NONE || !names.matches(child, bytes, offset, length)) {
      child = names.find(bytes, offset, length);
      if (child < 0) {
        return unknown(bytes, offset, length);
      }
      successors[last] = child;
    }
    return take(child);
  }

  @Override
  public @Nullable ValueSink expected(byte[] bytes, int offset) {
    int child = successors[last];
    return child != NONE && names.standsAt(child, bytes, offset) ? take(child) : null;
  }

  @Override
  public int expectedLength() {
    return names.length(last);
  }

  private ValueSink take(int child) {
    last = child;
    Vector vector = children[child];
    int slot = length();
    if (vector.length() > slot) {
      throw new MalformedItemException(
          "attribute '" + fields.get(child).attribute() + "' comes twice");
    }
    vector.padTo(slot);
    return vector;
  }

  private ValueSink unknown(byte[] bytes, int offset, int length) {
    if (others == null) {
      return SkipSink.INSTANCE;
    }
    ValueSink counted = others.attribute(bytes, offset, length);
    unknown += counted == SkipSink.INSTANCE ? 0 : 1;
    return counted;
  }

  @Override
  public void endMap() {
    if (profile != null && last == children.length) {
      profile.endMap();
    }
    append();
  }

  @Override
  long bytes() {
    long bytes = length();
    for (Vector child : children) {
      bytes += child.bytes();
    }
    return bytes;
  }

  @Override
  String typeName() {
    return "struct";
  }

  @Override
  void resize(int slots) {}

  @Override
  void truncateChildren() {
    int slots = length();
    for (Vector child : children) {
      child.truncate(slots);
    }
  }

  /** Appends slots that all hold a value, and what the children have for them. */
  void append(int count, BatchInput in) {
    int from = length();
    appendPresent(count);
    readChildren(from, count, in);
  }

  @Override
  void writeValues(int[] slots, int count, BatchOutput out) {}

  @Override
  void readValues(int from, int to, int present, BatchInput in) {}

  @Override
  void writeChildren(int[] slots, int count, BatchOutput out) {
    for (Vector child : children) {
      child.writeTo(slots, count, out);
    }
  }

  @Override
  void readChildren(int from, int count, BatchInput in) {
    for (Vector child : children) {
      child.readFrom(from, count, in);
    }
  }

  @Override
  void clearChildren() {
    for (Vector child : children) {
      child.clear();
    }
  }
}
