package io.dynalake.batch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The contents of vectors as plain values: structs and lists as lists, binary as base64. */
final class BatchRows {
  private BatchRows() {}

  static List<List<@Nullable Object>> of(ItemBatch batch) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      rows.add(struct(batch.root(), row));
    }
    return rows;
  }

  private static List<@Nullable Object> struct(StructVector vector, int slot) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < vector.fields().size(); i++) {
      values.add(value(vector.child(i), slot));
    }
    return values;
  }

  static @Nullable Object value(Vector vector, int slot) {
    if (vector.isNull(slot)) {
      return null;
    } else if (vector instanceof TextVector text) {
      return new String(text.value(slot), StandardCharsets.UTF_8);
    } else if (vector instanceof BytesVector binary) {
      return Base64.getEncoder().encodeToString(binary.value(slot));
    } else if (vector instanceof BoolVector bools) {
      return bools.value(slot);
    } else if (vector instanceof LongVector longs) {
      return longs.value(slot);
    } else if (vector instanceof IntVector ints) {
      return ints.value(slot);
    } else if (vector instanceof DoubleVector doubles) {
      return doubles.value(slot);
    } else if (vector instanceof Decimal128Vector decimals) {
      return decimals.unscaled(slot);
    } else if (vector instanceof StructVector struct) {
      return struct(struct, slot);
    } else if (vector instanceof ListVector list) {
      List<@Nullable Object> elements = new ArrayList<>();
      for (int i = list.offsets()[slot]; i < list.offsets()[slot + 1]; i++) {
        elements.add(value(list.element(), i));
      }
      return elements;
    }
    MapVector map = (MapVector) vector;
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    for (int i = map.offsets()[slot]; i < map.offsets()[slot + 1]; i++) {
      String key = new String(map.keys().value(i), StandardCharsets.UTF_8);
      entries.put(key, value(map.values(), i));
    }
    return entries;
  }
}
