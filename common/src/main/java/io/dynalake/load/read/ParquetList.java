package io.dynalake.load.read;

import io.dynalake.item.AttributeType;
import io.dynalake.item.MalformedItemException;
import io.dynalake.item.ValueSink;
import org.apache.parquet.example.data.Group;

/** A list: L, or a set. */
final class ParquetList extends ParquetValue {
  private final Layout layout;
  private final ParquetValue element;

  /** Where the elements are: writers have had three ways. */
  enum Layout {
    /** A group with a repeated group, whose one field is the element. */
    WRAPPED,
    /** A group with a repeated field, which is the element. */
    PLAIN,
    /** The field itself is repeated. */
    BARE
  }

  ParquetList(Layout layout, ParquetValue element, ItemTypes types) {
    super(types);
    this.layout = layout;
    this.element = element;
  }

  @Override
  boolean isAbsent(Group parent, int field) {
    if (layout == Layout.BARE) {
      return isSet() && parent.getFieldRepetitionCount(field) == 0;
    }
    return super.isAbsent(parent, field)
        // DynamoDB has no empty sets.
        || (isSet() && parent.getGroup(field, 0).getFieldRepetitionCount(0) == 0);
  }

  private boolean isSet() {
    return type(AttributeType.L).isSet();
  }

  @Override
  void give(Group parent, int field, int index, ValueSink out) {
    switch (type(AttributeType.L)) {
      case L -> {
        elements(parent, field, index, out.beginList());
        out.endList();
      }
      case SS, NS, BS -> {
        if (isEmpty(parent, field, index)) {
          throw new MalformedItemException("a set has at least one element");
        }
        elements(parent, field, index, out.beginSet(type(AttributeType.L)));
        out.endSet();
      }
      case S -> asText(parent, field, index, new ParquetList(layout, element, ItemTypes.ANY), out);
      default -> throw TypedValues.cannot("a list", types());
    }
  }

  private boolean isEmpty(Group parent, int field, int index) {
    return layout == Layout.BARE
        ? parent.getFieldRepetitionCount(field) == 0
        : parent.getGroup(field, index).getFieldRepetitionCount(0) == 0;
  }

  private void elements(Group parent, int field, int index, ValueSink out) {
    Group list = layout == Layout.BARE ? parent : parent.getGroup(field, index);
    int repeated = layout == Layout.BARE ? field : 0;
    int count = list.getFieldRepetitionCount(repeated);
    for (int i = 0; i < count; i++) {
      if (layout != Layout.WRAPPED) {
        element.give(list, repeated, i, out);
      } else if (!element.isAbsent(list.getGroup(repeated, i), 0)) {
        element.give(list.getGroup(repeated, i), 0, 0, out);
      } else if (isSet()) {
        throw new MalformedItemException(types().type().orElseThrow() + ": an element is null");
      } else {
        out.nullValue();
      }
    }
  }
}
