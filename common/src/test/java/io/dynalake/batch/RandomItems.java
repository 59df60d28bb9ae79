package io.dynalake.batch;

import io.dynalake.item.AttributeType;
import io.dynalake.schema.ColumnType;
import io.dynalake.schema.Field;
import io.dynalake.schema.ItemSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Random schemas and items that fit them, each as DynamoDB JSON and as the values that columns must
 * have: strings, Long, BigDecimal, Double, Boolean, Instant, LocalDate, ByteBuffer, lists (of
 * structs too) and maps.
 */
public final class RandomItems {
  /** An item: its attributes as JSON without the outer braces, and its columns. */
  public record Item(String json, List<@Nullable Object> columns) {}

  private record Value(String json, @Nullable Object expected) {}

  private static final String[] TEXTS = {
    "",
    "a",
    "ORDER#2024-01-01T00:00:00#1",
    "ORDER#2024-01-01T00:00:00#2",
    "é",
    "東京",
    "😀",
    "tab\tquote\"back\\slash\nline",
    "\u0000",
    "\u007f",
    "ÿ",
    "zzzzzzzz",
    "zzzzzzzzz"
  };

  private final Random random;
  private final ItemSchema schema;

  public RandomItems(long seed) {
    random = new Random(seed);
    schema = new ItemSchema(fields(1 + random.nextInt(8), 0));
  }

  public ItemSchema schema() {
    return schema;
  }

  public Item next() {
    StringBuilder json = new StringBuilder();
    List<@Nullable Object> columns = struct(schema.fields(), json);
    return new Item(json.toString(), columns);
  }

  private List<Field> fields(int count, int depth) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = (random.nextBoolean() ? "field" : "a longer name, ") + i;
      fields.add(new Field(name, "attribute." + i, type(depth), Set.of()));
    }
    return fields;
  }

  private ColumnType type(int depth) {
    return switch (random.nextInt(depth < 4 ? 12 : 8)) {
      case 0 -> new ColumnType.Text();
      case 1 -> new ColumnType.Bool();
      case 2 -> new ColumnType.Binary();
      case 3 -> new ColumnType.Int64();
      case 4 -> decimal();
      case 5 -> new ColumnType.Float64();
      case 6 -> new ColumnType.Timestamp();
      case 7 -> new ColumnType.Date();
      case 8 -> set();
      case 9 -> new ColumnType.ListOf(type(depth + 1), AttributeType.L);
      case 10 -> new ColumnType.Struct(fields(1 + random.nextInt(3), depth + 1));
      default -> new ColumnType.MapOf(type(depth + 1));
    };
  }

  private ColumnType.Decimal decimal() {
    int precision = 1 + random.nextInt(38);
    return new ColumnType.Decimal(precision, random.nextInt(precision + 1));
  }

  private ColumnType.ListOf set() {
    return switch (random.nextInt(3)) {
      case 0 -> new ColumnType.ListOf(new ColumnType.Text(), AttributeType.SS);
      case 1 -> new ColumnType.ListOf(decimal(), AttributeType.NS);
      default -> new ColumnType.ListOf(new ColumnType.Binary(), AttributeType.BS);
    };
  }

  /** Attributes in any order, some missing, some unknown to the schema. */
  private List<@Nullable Object> struct(List<Field> fields, StringBuilder json) {
    List<@Nullable Object> columns = new ArrayList<>(Collections.nCopies(fields.size(), null));
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      order.add(i);
    }
    if (random.nextInt(3) == 0) {
      Collections.shuffle(order, random);
    }
    List<String> attributes = new ArrayList<>();
    for (int i : order) {
      if (random.nextInt(4) > 0) {
        Value value = value(fields.get(i).type());
        columns.set(i, value.expected());
        attributes.add(quote(fields.get(i).attribute()) + ":" + value.json());
      }
      if (random.nextInt(10) == 0) {
        attributes.add("\"other" + i + "\":{\"L\":[{\"S\":\"x\"},{\"M\":{\"y\":{\"N\":\"1\"}}}]}");
      }
    }
    json.append(String.join(",", attributes));
    return columns;
  }

  private Value value(ColumnType type) {
    if (random.nextInt(8) == 0) {
      return new Value("{\"NULL\":true}", null);
    } else if (type instanceof ColumnType.Text) {
      return text();
    } else if (type instanceof ColumnType.Bool) {
      boolean value = random.nextBoolean();
      return new Value("{\"BOOL\":" + value + "}", value);
    } else if (type instanceof ColumnType.Binary) {
      byte[] bytes = bytes();
      return new Value(binary(bytes), ByteBuffer.wrap(bytes));
    } else if (type instanceof ColumnType.Int64) {
      long value = random.nextBoolean() ? random.nextInt(100) - 50 : random.nextLong();
      return new Value(number(Long.toString(value)), value);
    } else if (type instanceof ColumnType.Decimal decimal) {
      BigDecimal value = number(decimal);
      return new Value(number(value.toPlainString()), value);
    } else if (type instanceof ColumnType.Float64) {
      String digits = (random.nextInt(2000) - 1000) + "." + random.nextInt(1000) + "7";
      return new Value(number(digits), Double.parseDouble(digits));
    } else if (type instanceof ColumnType.Timestamp) {
      Instant value = instant();
      return new Value("{\"S\":\"" + value + "\"}", value);
    } else if (type instanceof ColumnType.Date) {
      LocalDate value = LocalDate.of(1, 1, 1).plusDays(random.nextInt(3_000_000));
      return new Value("{\"S\":\"" + value + "\"}", value);
    } else if (type instanceof ColumnType.ListOf list) {
      return list.source().isSet() ? set(list) : list(list);
    } else if (type instanceof ColumnType.Struct struct) {
      StringBuilder json = new StringBuilder();
      List<@Nullable Object> values = struct(struct.fields(), json);
      return new Value("{\"M\":{" + json + "}}", values);
    }
    return map((ColumnType.MapOf) type);
  }

  /** Mostly S, but columns of text take everything. */
  private Value text() {
    return switch (random.nextInt(12)) {
      case 0 -> {
        BigDecimal value = number(decimal());
        String canonical = value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        yield new Value(number(value.toPlainString()), canonical);
      }
      case 1 -> new Value("{\"BOOL\":true}", "true");
      case 2 -> {
        byte[] bytes = bytes();
        yield new Value(binary(bytes), Base64.getEncoder().encodeToString(bytes));
      }
      case 3 ->
          new Value(
              "{\"L\":[{\"S\":\"é\"},{\"N\":\"1.50\"},{\"NULL\":true},{\"M\":{}}]}",
              "[\"é\",1.5,null,{}]");
      case 4 ->
          new Value(
              "{\"M\":{\"k\":{\"M\":{\"l\":{\"L\":[]}}},\"b\":{\"BOOL\":false}}}",
              "{\"k\":{\"l\":[]},\"b\":false}");
      case 5 -> new Value("{\"SS\":[\"x\",\"y\"]}", "[\"x\",\"y\"]");
      case 6 -> {
        String many = Integer.toString(random.nextInt(1_000_000));
        yield new Value("{\"S\":\"" + many + "\"}", many);
      }
      default -> {
        String text = TEXTS[random.nextInt(TEXTS.length)];
        yield new Value("{\"S\":" + quote(text) + "}", text);
      }
    };
  }

  private Value list(ColumnType.ListOf type) {
    List<String> json = new ArrayList<>();
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = elements(); i > 0; i--) {
      Value element = value(type.element());
      json.add(element.json());
      values.add(element.expected());
    }
    return new Value("{\"L\":[" + String.join(",", json) + "]}", values);
  }

  private Value set(ColumnType.ListOf type) {
    Map<Object, String> elements = new LinkedHashMap<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      if (type.element() instanceof ColumnType.Decimal decimal) {
        BigDecimal value = number(decimal);
        elements.put(value, "\"" + value.toPlainString() + "\"");
      } else if (type.element() instanceof ColumnType.Binary) {
        byte[] bytes = bytes();
        elements.put(
            ByteBuffer.wrap(bytes), "\"" + Base64.getEncoder().encodeToString(bytes) + "\"");
      } else {
        String text = TEXTS[random.nextInt(TEXTS.length)];
        elements.put(text, quote(text));
      }
    }
    return new Value(
        "{\"" + type.source() + "\":[" + String.join(",", elements.values()) + "]}",
        new ArrayList<>(elements.keySet()));
  }

  private Value map(ColumnType.MapOf type) {
    Set<String> keys = new LinkedHashSet<>();
    for (int i = elements(); i > 0; i--) {
      keys.add("key " + random.nextInt(random.nextBoolean() ? 10 : 1_000_000));
    }
    List<String> json = new ArrayList<>();
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (String key : keys) {
      Value value = value(type.value());
      json.add(quote(key) + ":" + value.json());
      values.put(key, value.expected());
    }
    return new Value("{\"M\":{" + String.join(",", json) + "}}", values);
  }

  /** Few, and now and then many. */
  private int elements() {
    return random.nextInt(random.nextInt(20) == 0 ? 40 : 4);
  }

  private BigDecimal number(ColumnType.Decimal type) {
    int digits = 1 + random.nextInt(type.precision());
    BigInteger unscaled = new BigInteger(130, random).mod(BigInteger.TEN.pow(digits));
    return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), type.scale());
  }

  private Instant instant() {
    long micros = (long) ((random.nextDouble() * 2 - 0.9) * 60_000_000_000_000_000L);
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(12)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String number(String text) {
    return "{\"N\":\"" + text + "\"}";
  }

  private static String binary(byte[] bytes) {
    return "{\"B\":\"" + Base64.getEncoder().encodeToString(bytes) + "\"}";
  }

  private static String quote(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
