package io.dynalake.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.schema.ColumnType;
import io.dynalake.schema.Field;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

class ItemBatchPropertyTest {
  @Property(tries = 300)
  void holdsWhatItemsSay(@ForAll long seed) {
    RandomItems random = new RandomItems(seed);
    ItemBatch batch = new ItemBatch(random.schema());
    for (int round = 0; round < 2; round++) {
      batch.clear();
      List<List<@Nullable Object>> expected = new ArrayList<>();
      for (int i = 0; i < 90; i++) {
        RandomItems.Item item = random.next();
        Items.into(batch).add(item.json());
        expected.add(stored(random.schema().fields(), item.columns()));
      }
      assertThat(BatchRows.of(batch)).isEqualTo(expected);
    }
  }

  @Property(tries = 300)
  void equalsBatchThatNeverSawDroppedItems(@ForAll long seed) {
    RandomItems random = new RandomItems(seed);
    Random choices = new Random(seed);
    ItemBatch dropping = new ItemBatch(random.schema());
    ItemBatch plain = new ItemBatch(random.schema());
    for (int i = 0; i < 90; i++) {
      String json = random.next().json();
      switch (choices.nextInt(4)) {
        case 0 -> Items.into(dropping).addAndDrop(json);
        case 1 -> Items.into(dropping).addMalformed(cut(json, choices));
        default -> {
          Items.into(dropping).add(json);
          Items.into(plain).add(json);
        }
      }
    }
    assertThat(BatchRows.of(dropping)).isEqualTo(BatchRows.of(plain));
    assertSameNonNulls(dropping.root(), plain.root());
  }

  private static void assertSameNonNulls(StructVector left, StructVector right) {
    for (int i = 0; i < left.fields().size(); i++) {
      assertThat(left.child(i).nonNulls()).isEqualTo(right.child(i).nonNulls());
    }
  }

  /** Ends the line anywhere, so that the parser stops at any depth. */
  private static String cut(String json, Random choices) {
    int end = json.isEmpty() ? 0 : choices.nextInt(json.length());
    return json.substring(0, end) + "\u0001";
  }

  private static List<@Nullable Object> stored(List<Field> fields, List<@Nullable Object> columns) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      values.add(stored(fields.get(i).type(), columns.get(i)));
    }
    return values;
  }

  /** The value as vectors store it. */
  @SuppressWarnings("unchecked")
  private static @Nullable Object stored(ColumnType type, @Nullable Object value) {
    if (value instanceof BigDecimal decimal) {
      return ((ColumnType.Decimal) type).precision() <= 18
          ? (Object) decimal.unscaledValue().longValueExact()
          : decimal.unscaledValue();
    } else if (value instanceof Instant instant) {
      return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    } else if (value instanceof LocalDate date) {
      return (int) date.toEpochDay();
    } else if (value instanceof ByteBuffer binary) {
      return StandardCharsets.ISO_8859_1
          .decode(Base64.getEncoder().encode(binary.duplicate()))
          .toString();
    } else if (type instanceof ColumnType.Struct struct && value != null) {
      return stored(struct.fields(), (List<@Nullable Object>) value);
    } else if (type instanceof ColumnType.ListOf list && value != null) {
      List<@Nullable Object> elements = new ArrayList<>();
      for (Object element : (List<@Nullable Object>) value) {
        elements.add(stored(list.element(), element));
      }
      return elements;
    } else if (type instanceof ColumnType.MapOf map && value != null) {
      Map<String, @Nullable Object> entries = new LinkedHashMap<>();
      ((Map<String, @Nullable Object>) value)
          .forEach((key, entry) -> entries.put(key, stored(map.value(), entry)));
      return entries;
    }
    return value;
  }
}
