package io.dynalake.batch;

import io.dynalake.item.MalformedItemException;
import io.dynalake.item.MapSink;
import io.dynalake.item.SkipSink;
import io.dynalake.item.ValueSink;
import io.dynalake.schema.Field;
import io.dynalake.schema.NameTable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

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

  public List<Field> fields() {
    return fields;
  }

  public Vector child(int field) {
    return children[field];
  }

  @Override
  public MapSink beginMap() {
    last = children.length;
    return this;
  }

  @Override
  public ValueSink attribute(byte[] bytes, int offset, int length) {
    int child = successors[last];
    if (child == NONE || !names.matches(child, bytes, offset, length)) {
      child = names.find(bytes, offset, length);
      if (child < 0) {
        return SkipSink.INSTANCE;
      }
      successors[last] = child;
    }
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

  @Override
  public void endMap() {
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

  @Override
  void clearChildren() {
    for (Vector child : children) {
      child.clear();
    }
  }
}
