package io.dynalake.batch;

import io.dynalake.item.AttributeType;
import io.dynalake.item.ValueSink;
import io.dynalake.schema.ValueProfile;
import java.util.Arrays;

/** Lists and sets. The elements of all lists follow one another in one vector. */
public final class ListVector extends Vector {
  private final AttributeType source;
  private final Vector element;
  private int[] offsets = new int[INITIAL_SLOTS + 1];

  /**
   * @param source what the values are: L, or the type of a set; only observed ones must be
   */
  ListVector(String path, AttributeType source, Vector element) {
    super(path);
    this.source = source;
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
  void observe(ValueProfile into) {
    super.observe(into);
    if (source == AttributeType.L) {
      element.observe(into.elements());
    } else if (source == AttributeType.NS) {
      element.observe(into.setElements());
    }
  }

  @Override
  public ValueSink beginList() {
    if (profile != null) {
      requireSource(AttributeType.L);
      profile.beginList();
    }
    return element;
  }

  private void requireSource(AttributeType type) {
    if (type != source) {
      throw misfit(type);
    }
  }

  @Override
  public void endList() {
    if (profile != null) {
      profile.endList();
    }
    endElements();
  }

  private void endElements() {
    int slot = append();
    offsets[slot + 1] = element.length();
  }

  @Override
  public ValueSink beginSet(AttributeType type) {
    if (profile != null) {
      requireSource(type);
      profile.beginSet(type);
    }
    return element;
  }

  @Override
  public void endSet() {
    endElements();
  }

  @Override
  long unknown() {
    return element.unknown();
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
  void writeValues(int[] slots, int count, BatchOutput out) {
    Ranges.write(offsets, slots, count, out, element);
  }

  @Override
  void readValues(int from, int to, int present, BatchInput in) {
    int elements = Packed.readLengths(offsets, validity(), from, to, present, in);
    int first = offsets[from];
    element.readFrom(first, elements, in);
    element.padTo(first + elements);
  }

  @Override
  void clearChildren() {
    element.clear();
  }
}
