package io.dynalake.testsupport.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An attribute value as a tree: what a test compares with. Numbers are canonical, so that equal
 * values are equal.
 */
public sealed interface Value {
  /** The value as DynamoDB JSON, {@code {"S":"a"}}. */
  JsonNode json();

  record Text(String text) implements Value {
    @Override
    public JsonNode json() {
      return tagged("S", JsonNodeFactory.instance.textNode(text));
    }
  }

  record Decimal(BigDecimal number) implements Value {
    public Decimal {
      number = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    public static Decimal of(String text) {
      return new Decimal(new BigDecimal(text));
    }

    /** Positional, no exponent, no superfluous zero: as DynamoDB writes it. */
    public String canonical() {
      return number.toPlainString();
    }

    @Override
    public JsonNode json() {
      return tagged("N", JsonNodeFactory.instance.textNode(canonical()));
    }
  }

  /** Binary, in base64. */
  record Binary(String base64) implements Value {
    public byte[] bytes() {
      return Base64.getDecoder().decode(base64);
    }

    public static Binary of(byte[] bytes) {
      return new Binary(Base64.getEncoder().encodeToString(bytes));
    }

    @Override
    public JsonNode json() {
      return tagged("B", JsonNodeFactory.instance.textNode(base64));
    }
  }

  record Bool(boolean value) implements Value {
    @Override
    public JsonNode json() {
      return tagged("BOOL", JsonNodeFactory.instance.booleanNode(value));
    }
  }

  record Null() implements Value {
    @Override
    public JsonNode json() {
      return tagged("NULL", JsonNodeFactory.instance.booleanNode(true));
    }
  }

  record MapOf(Map<String, Value> attributes) implements Value {
    /** The members alone, as an item has them. */
    public ObjectNode members() {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      attributes.forEach((name, value) -> object.set(name, value.json()));
      return object;
    }

    @Override
    public JsonNode json() {
      return tagged("M", members());
    }
  }

  record ListOf(List<Value> elements) implements Value {
    public ListOf {
      elements = List.copyOf(elements);
    }

    @Override
    public JsonNode json() {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      elements.forEach(element -> array.add(element.json()));
      return tagged("L", array);
    }
  }

  /**
   * SS, NS or BS.
   *
   * @param tag the set's; its elements are all of the type of the first letter
   */
  record SetOf(String tag, List<Value> elements) implements Value {
    public SetOf {
      elements = List.copyOf(elements);
    }

    @Override
    public JsonNode json() {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      String element = tag.substring(0, 1);
      elements.forEach(value -> array.add(value.json().get(element)));
      return tagged(tag, array);
    }
  }

  /** Reads DynamoDB JSON, as Jackson sees it. */
  static Value parse(JsonNode json) {
    Map.Entry<String, JsonNode> member = json.fields().next();
    JsonNode value = member.getValue();
    return switch (member.getKey()) {
      case "S" -> new Text(value.textValue());
      case "N" -> Decimal.of(value.textValue());
      case "B" -> new Binary(value.textValue());
      case "BOOL" -> new Bool(value.booleanValue());
      case "NULL" -> new Null();
      case "M" -> parseMembers(value);
      case "L" -> new ListOf(parseAll(value));
      case "SS", "NS", "BS" -> {
        ArrayNode tagged = JsonNodeFactory.instance.arrayNode();
        String element = member.getKey().substring(0, 1);
        value.forEach(each -> tagged.add(tagged(element, each)));
        yield new SetOf(member.getKey(), parseAll(tagged));
      }
      default -> throw new IllegalArgumentException("no attribute value: " + json);
    };
  }

  /** Reads the attributes of an item. */
  static MapOf parseItem(String attributes) {
    try {
      return parseMembers(new ObjectMapper().readTree(attributes));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + attributes, e);
    }
  }

  private static MapOf parseMembers(JsonNode json) {
    Map<String, Value> members = new LinkedHashMap<>();
    json.fields()
        .forEachRemaining(member -> members.put(member.getKey(), parse(member.getValue())));
    return new MapOf(members);
  }

  private static List<Value> parseAll(JsonNode array) {
    List<Value> values = new ArrayList<>();
    array.forEach(each -> values.add(parse(each)));
    return values;
  }

  private static ObjectNode tagged(String tag, JsonNode value) {
    return JsonNodeFactory.instance.objectNode().set(tag, value);
  }
}
