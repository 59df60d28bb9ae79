package io.dynalake.testsupport.export;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Random items of all ten types, nested up to four levels: the same seed gives the same items. Most
 * attributes keep to one type, as in real tables; some mix types. The JSON of an item spells
 * strings in every way that JSON allows, and its attributes come in random order.
 */
public final class RandomItems {
  private static final int DEPTH = 4;
  private static final String[] TYPES = {
    "S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS",
  };
  private static final String[] PIECES = {
    "a", "Z", "0", " ", "\"", "\\", "/", "\n", "\r", "\t", "\b", "\f", "\u0000", "\u001f", "\u007f",
    "é", "ß", "ж", "東", "京", "\u2028", "\uffff", "😀", "👩‍🚀", "𝒳", "\ufeff", "{", "}", "[", ":",
    ",", "null",
  };
  private static final String[] NAMES = {
    "a",
    "b",
    "orderId",
    "with space",
    "dotted.name",
    "back`tick",
    "comma,name",
    "new\nline",
    "😀",
    "Ünïcödé",
    "quo\"te",
    "back\\slash",
    "0",
    "_",
  };

  private final Random random;

  /** Types that top-level attributes keep to in nine items of ten. */
  private final Map<String, String> usual = new LinkedHashMap<>();

  public RandomItems(long seed) {
    random = new Random(seed);
    for (String name : NAMES) {
      usual.put(name, TYPES[random.nextInt(TYPES.length)]);
    }
  }

  /** The next items; "pk" is a string that no other of them has. */
  public List<Value.MapOf> items(int count) {
    return stream(count).toList();
  }

  /** The same, made while they are read. */
  public Stream<Value.MapOf> stream(int count) {
    return IntStream.range(0, count).mapToObj(this::item);
  }

  private Value.MapOf item(int number) {
    Map<String, Value> attributes = new LinkedHashMap<>();
    attributes.put("pk", new Value.Text(number + "#" + text(3)));
    usual.forEach(
        (name, type) -> {
          if (random.nextInt(10) < 7) {
            attributes.put(name, random.nextInt(10) == 0 ? value(DEPTH) : value(type, DEPTH));
          }
        });
    return new Value.MapOf(attributes);
  }

  private Value value(int depth) {
    return value(TYPES[random.nextInt(TYPES.length)], depth);
  }

  private Value value(String type, int depth) {
    return switch (type) {
      case "S" -> new Value.Text(text(random.nextInt(12)));
      case "N" -> number();
      case "B" -> binary();
      case "BOOL" -> new Value.Bool(random.nextBoolean());
      case "M" -> map(depth);
      case "L" -> list(depth);
      case "SS", "NS", "BS" -> set(type);
      default -> new Value.Null();
    };
  }

  private Value map(int depth) {
    Map<String, Value> attributes = new LinkedHashMap<>();
    int count = depth == 0 ? 0 : random.nextInt(4);
    for (int i = 0; i < count; i++) {
      attributes.put(NAMES[random.nextInt(NAMES.length)], value(depth - 1));
    }
    return new Value.MapOf(attributes);
  }

  private Value list(int depth) {
    List<Value> elements = new ArrayList<>();
    int count = depth == 0 ? 0 : random.nextInt(4);
    String type = TYPES[random.nextInt(TYPES.length)];
    boolean mixed = random.nextInt(4) == 0;
    for (int i = 0; i < count; i++) {
      elements.add(mixed ? value(depth - 1) : value(type, depth - 1));
    }
    return new Value.ListOf(elements);
  }

  private Value set(String tag) {
    Set<Value> elements = new HashSet<>();
    List<Value> inOrder = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      Value element = value(tag.substring(0, 1), 0);
      if (elements.add(element)) {
        inOrder.add(element);
      }
    }
    return new Value.SetOf(tag, inOrder);
  }

  private String text(int pieces) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private Value binary() {
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return Value.Binary.of(bytes);
  }

  private Value number() {
    return switch (random.nextInt(8)) {
      case 0 -> Value.Decimal.of("0");
      case 1 -> Value.Decimal.of(random.nextBoolean() ? "1E-130" : "-1E-130");
      case 2 -> Value.Decimal.of("9.9999999999999999999999999999999999999E+125");
      case 3 -> new Value.Decimal(new BigDecimal(new BigInteger(126, random), random.nextInt(60)));
      case 4 -> Value.Decimal.of(Long.toString(random.nextLong()));
      case 5 -> Value.Decimal.of(Long.toString(random.nextInt(2_000) - 1_000));
      default -> new Value.Decimal(BigDecimal.valueOf(random.nextInt(2_000_000) - 1_000_000, 2));
    };
  }

  /**
   * The attributes of an item as JSON, spelled at random; {@link Value#parseItem} reads it back.
   */
  public String json(Value.MapOf item) {
    StringBuilder out = new StringBuilder();
    appendMembers(out, item.attributes());
    return out.toString();
  }

  private void appendMembers(StringBuilder out, Map<String, Value> attributes) {
    List<Map.Entry<String, Value>> members = new ArrayList<>(attributes.entrySet());
    Collections.shuffle(members, random);
    out.append('{');
    for (int i = 0; i < members.size(); i++) {
      appendString(i == 0 ? out : out.append(','), members.get(i).getKey());
      append(out.append(':'), members.get(i).getValue());
    }
    out.append('}');
  }

  private void append(StringBuilder out, Value value) {
    if (value instanceof Value.Text text) {
      appendString(out.append("{\"S\":"), text.text());
    } else if (value instanceof Value.MapOf map) {
      appendMembers(out.append("{\"M\":"), map.attributes());
    } else if (value instanceof Value.ListOf list) {
      out.append("{\"L\":[");
      for (int i = 0; i < list.elements().size(); i++) {
        append(i == 0 ? out : out.append(','), list.elements().get(i));
      }
      out.append(']');
    } else {
      String json = value.json().toString();
      out.append(json, 0, json.length() - 1);
    }
    out.append('}');
  }

  private void appendString(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean needed = c < ' ' || c == '"' || c == '\\';
      String shortForm = shortEscape(c);
      if (!shortForm.isEmpty() && random.nextInt(4) > 0) {
        out.append(shortForm);
      } else if (needed || (random.nextInt(8) == 0 && !Character.isSurrogate(c))) {
        out.append(unicodeEscape(c));
      } else if (Character.isHighSurrogate(c) && random.nextInt(4) == 0) {
        out.append(unicodeEscape(c)).append(unicodeEscape(text.charAt(++i)));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private String unicodeEscape(char c) {
    return String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c);
  }

  private static String shortEscape(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '/' -> "\\/";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "";
    };
  }
}
