package io.dynalake.testsupport.export;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Random items that Parquet keeps: every attribute has one type, none is NULL, and attributes come
 * in the order of their names. In lists and maps NULL may be.
 */
public final class TypedItems {
  private static final List<String> NAMES =
      List.of("A", "B-c", "a", "b.c", "ключ", "with space", "x", "y", "😀");
  private static final List<String> SCALARS = List.of("S", "N", "B", "BOOL");
  private static final List<String> ALL =
      List.of("S", "N", "B", "BOOL", "SS", "NS", "BS", "L", "M", "L", "M", "keyed");

  /** Names that a map has whose names are not data. */
  public static final int MOST_NAMES = NAMES.size();

  private final Random random;
  private final Shape shape;

  public TypedItems(long seed) {
    random = new Random(seed);
    shape = map(3);
  }

  /**
   * What the values at a place are.
   *
   * @param digits that numbers have at most, before and behind the decimal point
   */
  private record Shape(String type, Map<String, Shape> fields, List<Shape> element, int digits) {}

  /** The next item, with a number that no other has. */
  public Value.MapOf item(int number) {
    Map<String, Value> attributes = new LinkedHashMap<>();
    attributes.put("#pk", new Value.Text("item " + number));
    attributes.putAll(attributes(shape));
    return new Value.MapOf(attributes);
  }

  private Shape map(int depth) {
    Map<String, Shape> fields = new LinkedHashMap<>();
    for (String name : NAMES) {
      if (random.nextInt(depth == 3 ? 2 : 4) > 0) {
        fields.put(name, shape(depth - 1, true));
      }
    }
    return new Shape("M", fields, List.of(), 0);
  }

  /**
   * @param wide whether numbers may be such that no decimal holds all of them: elsewhere than in an
   *     attribute of its own nothing would tell then that they are numbers
   */
  private Shape shape(int depth, boolean wide) {
    List<String> types = depth == 0 ? SCALARS : ALL;
    String type = types.get(random.nextInt(types.size()));
    return switch (type) {
      case "M" -> map(depth);
      // A map whose names are data.
      case "L", "keyed" -> new Shape(type, Map.of(), List.of(shape(depth - 1, false)), 0);
      case "NS" -> new Shape(type, Map.of(), List.of(), 1 + random.nextInt(60));
      default -> new Shape(type, Map.of(), List.of(), 1 + random.nextInt(wide ? 60 : 14));
    };
  }

  private Map<String, Value> attributes(Shape map) {
    Map<String, Value> attributes = new LinkedHashMap<>();
    map.fields()
        .forEach(
            (name, of) -> {
              if (random.nextInt(4) > 0) {
                attributes.put(name, value(of));
              }
            });
    return attributes;
  }

  private Value value(Shape of) {
    return switch (of.type()) {
      case "S" -> new Value.Text(text());
      case "N" -> number(of.digits());
      case "B" -> binary();
      case "BOOL" -> new Value.Bool(random.nextBoolean());
      case "M" -> new Value.MapOf(attributes(of));
      case "keyed" -> {
        Map<String, Value> attributes = new LinkedHashMap<>();
        for (int i = random.nextInt(12); i > 0; i--) {
          attributes.put("key " + random.nextInt(50), value(of.element().get(0)));
        }
        yield new Value.MapOf(attributes);
      }
      case "L" -> {
        List<Value> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          elements.add(random.nextInt(5) == 0 ? new Value.Null() : value(of.element().get(0)));
        }
        yield new Value.ListOf(elements);
      }
      default -> {
        Set<Value> elements = new LinkedHashSet<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
          elements.add(
              of.type().equals("SS")
                  ? new Value.Text(text())
                  : of.type().equals("NS") ? number(of.digits()) : binary());
        }
        yield new Value.SetOf(of.type(), List.copyOf(elements));
      }
    };
  }

  private String text() {
    return List.of("", "a", "Zürich", "東京 😀", "7", "true", "\"\n").get(random.nextInt(7));
  }

  private Value binary() {
    byte[] bytes = new byte[random.nextInt(5)];
    random.nextBytes(bytes);
    return Value.Binary.of(bytes);
  }

  /** Mostly of a few digits, so that types differ by what a column has. */
  private Value number(int digits) {
    if (random.nextBoolean()) {
      return Value.Decimal.of(Integer.toString(random.nextInt(100) - 50));
    }
    BigInteger unscaled = new BigInteger(1 + random.nextInt(Math.min(126, 3 * digits)), random);
    int scale = random.nextInt(digits + 1);
    return new Value.Decimal(
        new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale));
  }
}
