package io.dynalake.load.read;

import io.dynalake.item.AttributeType;
import io.dynalake.item.ItemParser;
import io.dynalake.item.MalformedItemException;
import io.dynalake.item.MapSink;
import io.dynalake.item.ValueSink;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.parquet.example.data.Group;

/** A map: M, whose names are the keys. A key whose value is null has NULL. */
final class ParquetMap extends ParquetValue {
  private final ParquetScalar key;
  private final Function<ItemTypes, ParquetValue> value;
  private final ParquetValue usual;
  private final Map<String, ParquetValue> byName = new HashMap<>();

  /**
   * @param value the values' place, with the types that it is given
   */
  ParquetMap(ParquetScalar key, Function<ItemTypes, ParquetValue> value, ItemTypes types) {
    super(types);
    this.key = key;
    this.value = value;
    usual = value.apply(types.valueOrNull() == null ? ItemTypes.ANY : types.valueOrNull());
    types.fields().forEach((name, their) -> byName.put(name, value.apply(their)));
  }

  @Override
  void give(Group parent, int field, int index, ValueSink out) {
    switch (type(AttributeType.M)) {
      case M -> {
        entries(parent.getGroup(field, index), out.beginMap());
        out.endMap();
      }
      case S -> asText(parent, field, index, new ParquetMap(key, value, ItemTypes.ANY), out);
      default -> throw TypedValues.cannot("a map", types());
    }
  }

  private void entries(Group map, MapSink out) {
    int count = map.getFieldRepetitionCount(0);
    for (int i = 0; i < count; i++) {
      Group entry = map.getGroup(0, i);
      String name = key.text(entry, 0, 0);
      byte[] utf8 = TypedValues.utf8(name);
      if (utf8.length == 0 || utf8.length > ItemParser.MAX_NAME) {
        throw new MalformedItemException(
            "attribute name of " + utf8.length + " bytes; 1 to 65535 are allowed");
      }
      ValueSink sink = out.attribute(utf8, 0, utf8.length);
      ParquetValue place = byName.getOrDefault(name, usual);
      if (entry.getType().getFieldCount() < 2 || place.isAbsent(entry, 1)) {
        sink.nullValue();
      } else {
        place.give(entry, 1, 0, sink);
      }
    }
  }
}
