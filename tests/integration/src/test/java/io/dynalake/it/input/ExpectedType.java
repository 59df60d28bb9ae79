package io.dynalake.it.input;

import io.dynalake.testsupport.export.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The type that the documented rules give to values, worked out from trees of values and with none
 * of the library's code.
 */
sealed interface ExpectedType {
  /** As Spark's {@code catalogString} writes it. */
  String ddl();

  record Plain(String ddl) implements ExpectedType {}

  /** Numbers, exactly. */
  record Exact(String ddl) implements ExpectedType {}

  record ListOf(ExpectedType element) implements ExpectedType {
    @Override
    public String ddl() {
      return "array<" + element.ddl() + ">";
    }
  }

  record Struct(SortedMap<String, ExpectedType> fields) implements ExpectedType {
    @Override
    public String ddl() {
      return fields.entrySet().stream()
          .map(field -> field.getKey() + ":" + field.getValue().ddl())
          .collect(Collectors.joining(",", "struct<", ">"));
    }
  }

  /** Maps without an entry: there is no struct without a field. */
  record EmptyMap() implements ExpectedType {
    @Override
    public String ddl() {
      return "map<string,string>";
    }
  }

  /** The columns of items, sorted by name. */
  static SortedMap<String, ExpectedType> columns(Collection<Value.MapOf> items) {
    SortedMap<String, List<Value>> byName = new TreeMap<>();
    for (Value.MapOf item : items) {
      item.attributes()
          .forEach(
              (name, value) -> byName.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
    }
    SortedMap<String, ExpectedType> columns = new TreeMap<>();
    byName.forEach((name, values) -> columns.put(name, of(values)));
    return columns;
  }

  /** The type of one attribute path, of all values there. */
  static ExpectedType of(List<Value> all) {
    List<Value> values = all.stream().filter(value -> !(value instanceof Value.Null)).toList();
    TreeSet<String> tags = new TreeSet<>();
    values.forEach(value -> tags.add(tag(value)));
    if (tags.size() != 1) {
      return new Plain("string");
    }
    return switch (tags.first()) {
      case "BOOL" -> new Plain("boolean");
      case "B" -> new Plain("binary");
      case "N" -> number(values);
      case "M" -> map(values);
      case "L", "SS", "NS", "BS" -> new ListOf(of(elements(values)));
      default -> new Plain("string");
    };
  }

  static String tag(Value value) {
    return value.json().fieldNames().next();
  }

  private static ExpectedType map(List<Value> values) {
    SortedMap<String, ExpectedType> fields =
        columns(values.stream().map(Value.MapOf.class::cast).toList());
    return fields.isEmpty() ? new EmptyMap() : new Struct(fields);
  }

  private static List<Value> elements(List<Value> values) {
    List<Value> elements = new ArrayList<>();
    for (Value value : values) {
      elements.addAll(
          value instanceof Value.ListOf list ? list.elements() : ((Value.SetOf) value).elements());
    }
    return elements;
  }

  private static ExpectedType number(List<Value> values) {
    int integer = 0;
    int fraction = 0;
    boolean longs = true;
    for (Value value : values) {
      BigDecimal number = ((Value.Decimal) value).number();
      integer = Math.max(integer, number.precision() - number.scale());
      fraction = Math.max(fraction, number.scale());
      longs &= number.scale() <= 0 && fits64Bits(number.toBigInteger());
    }
    if (longs) {
      return new Exact("bigint");
    }
    if (integer + fraction > 38) {
      return new Plain("string");
    }
    int scale = fraction;
    for (int usual : new int[] {18, 9, 6, 4, 2, 0}) {
      scale = usual >= fraction ? usual : scale;
    }
    if (integer + scale <= 15) {
      return new Exact("decimal(18," + scale + ")");
    }
    return new Exact("decimal(38," + (integer + scale > 38 ? fraction : scale) + ")");
  }

  private static boolean fits64Bits(BigInteger number) {
    return number.bitLength() <= 63;
  }

  /** The columns as Spark would name their types, by column. */
  static Map<String, String> ddl(SortedMap<String, ExpectedType> columns) {
    Map<String, String> ddl = new TreeMap<>();
    columns.forEach((name, type) -> ddl.put(name, type.ddl()));
    return ddl;
  }
}
