package io.dynalake.testsupport.dynamodb;

import io.dynalake.testsupport.export.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attribute values of the SDK from and to those that tests compare. */
public final class AttributeValues {
  private AttributeValues() {}

  /** The item as the SDK takes it. */
  public static Map<String, AttributeValue> of(Value.MapOf item) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    item.attributes().forEach((name, value) -> attributes.put(name, of(value)));
    return attributes;
  }

  /** The value as the SDK takes it. */
  public static AttributeValue of(Value value) {
    if (value instanceof Value.Text text) {
      return AttributeValue.fromS(text.text());
    } else if (value instanceof Value.Decimal decimal) {
      return AttributeValue.fromN(decimal.canonical());
    } else if (value instanceof Value.Binary binary) {
      return AttributeValue.fromB(bytes(binary));
    } else if (value instanceof Value.Bool bool) {
      return AttributeValue.fromBool(bool.value());
    } else if (value instanceof Value.MapOf map) {
      return AttributeValue.fromM(of(map));
    } else if (value instanceof Value.ListOf list) {
      return AttributeValue.fromL(list.elements().stream().map(AttributeValues::of).toList());
    } else if (value instanceof Value.SetOf set) {
      return set(set);
    }
    return AttributeValue.fromNul(true);
  }

  private static AttributeValue set(Value.SetOf set) {
    return switch (set.tag()) {
      case "SS" -> AttributeValue.fromSs(elements(set, each -> ((Value.Text) each).text()));
      case "NS" -> AttributeValue.fromNs(elements(set, each -> ((Value.Decimal) each).canonical()));
      default -> AttributeValue.fromBs(elements(set, each -> bytes((Value.Binary) each)));
    };
  }

  private static <T> List<T> elements(Value.SetOf set, Function<Value, T> element) {
    return set.elements().stream().map(element).toList();
  }

  private static SdkBytes bytes(Value.Binary binary) {
    return SdkBytes.fromByteArrayUnsafe(binary.bytes());
  }

  /** An item of the SDK as tests compare it. */
  public static Value.MapOf item(Map<String, AttributeValue> attributes) {
    Map<String, Value> values = new LinkedHashMap<>();
    attributes.forEach((name, value) -> values.put(name, value(value)));
    return new Value.MapOf(values);
  }

  /** A value of the SDK as tests compare it. */
  public static Value value(AttributeValue value) {
    return switch (value.type()) {
      case S -> new Value.Text(value.s());
      case N -> Value.Decimal.of(value.n());
      case B -> Value.Binary.of(value.b().asByteArrayUnsafe());
      case BOOL -> new Value.Bool(value.bool());
      case NUL -> new Value.Null();
      case M -> item(value.m());
      case L -> new Value.ListOf(value.l().stream().map(AttributeValues::value).toList());
      case SS -> set("SS", value.ss(), Value.Text::new);
      case NS -> set("NS", value.ns(), Value.Decimal::of);
      case BS -> set("BS", value.bs(), each -> Value.Binary.of(each.asByteArrayUnsafe()));
      default -> throw new IllegalArgumentException("no attribute value: " + value);
    };
  }

  private static <T> Value set(String tag, List<T> elements, Function<T, Value> value) {
    List<Value> values = new ArrayList<>();
    elements.forEach(each -> values.add(value.apply(each)));
    return new Value.SetOf(tag, values);
  }
}
