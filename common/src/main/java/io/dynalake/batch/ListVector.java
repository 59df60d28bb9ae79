package io.dynalake.batch;

import io.dynalake.item.AttributeType;
import io.dynalake.item.ValueSink;
import java.util.Arrays;

/** Lists and sets. The elements of all lists follow one another in one vector. */
public final class ListVector extends Vector {
  private final Vector element;
  private int[] offsets = new int[INITIAL_SLOTS + 1];

  ListVector(String path, Vector element) {
    super(path);
    this.element = element;
  }

  public Vector element() {
    return element;
  }

  /** The elements of slot i lie from offset i to offset i + 1 of {@link #element}. */
  public int[] offsets() {
    return offsets;
  }

  @Override
  public ValueSink beginList() {
    return element;
  }

  @Override
  public void endList() {
    int slot = append();
    offsets[slot + 1] = element.length();
  }

  @Override
  public ValueSink beginSet(AttributeType type) {
    return element;
  }

  @Override
  public void endSet() {
    endList();
  }

  @Override
  long bytes() {
    return 5L * length() + element.bytes();
  }

  @Override
  String typeName() {
    return "array";
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
    element.truncate(offsets[length()]);
  }

  @Override
  void clearChildren() {
    element.clear();
  }
}
