package io.dynalake.it.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dynalake.testsupport.export.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares what a reader of the dataset found with the value that the item had. */
final class ExpectedValue {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
          .setNodeFactory(new JsonNodeFactory(true));

  private ExpectedValue() {}

  /** Asserts that a column, field or element holds the value, of the type of its path. */
  static void check(String path, ExpectedType type, @Nullable Value value, @Nullable Object found) {
    if (value == null || value instanceof Value.Null) {
      assertThat(found).as(path).isNull();
    } else if (type instanceof ExpectedType.Plain plain && plain.ddl().equals("string")) {
      checkText(path, value, found);
    } else if (type instanceof ExpectedType.Plain) {
      assertThat(found)
          .as(path)
          .isEqualTo(
              value instanceof Value.Binary binary
                  ? ByteBuffer.wrap(binary.bytes())
                  : ((Value.Bool) value).value());
    } else if (type instanceof ExpectedType.Exact) {
      assertThat(new BigDecimal(String.valueOf(found)))
          .as(path)
          .isEqualByComparingTo(((Value.Decimal) value).number());
    } else if (type instanceof ExpectedType.EmptyMap) {
      assertThat(found).as(path).isEqualTo(Map.of());
    } else if (type instanceof ExpectedType.Struct struct) {
      checkStruct(path, struct, ((Value.MapOf) value).attributes(), found);
    } else if (type instanceof ExpectedType.ListOf list) {
      checkList(path, list.element(), value, found);
    }
  }

  private static void checkStruct(
      String path,
      ExpectedType.Struct struct,
      Map<String, Value> attributes,
      @Nullable Object found) {
    assertThat(found).as(path).isInstanceOf(Map.class);
    Map<?, ?> fields = (Map<?, ?>) Objects.requireNonNull(found);
    assertThat(List.<Object>copyOf(fields.keySet()))
        .as(path)
        .isEqualTo(List.copyOf(struct.fields().keySet()));
    struct
        .fields()
        .forEach(
            (name, type) -> check(path + "." + name, type, attributes.get(name), fields.get(name)));
  }

  private static void checkList(
      String path, ExpectedType element, Value value, @Nullable Object found) {
    List<Value> elements =
        value instanceof Value.ListOf list ? list.elements() : ((Value.SetOf) value).elements();
    assertThat(found).as(path).isInstanceOf(List.class);
    List<?> values = (List<?>) Objects.requireNonNull(found);
    assertThat(values).as(path).hasSameSizeAs(elements);
    for (int i = 0; i < elements.size(); i++) {
      check(path + "[" + i + "]", element, elements.get(i), values.get(i));
    }
  }

  /** Of mixed columns: scalars as their text, all else as compact JSON without type tags. */
  private static void checkText(String path, Value value, @Nullable Object found) {
    if (value instanceof Value.Text text) {
      assertThat(found).as(path).isEqualTo(text.text());
    } else if (value instanceof Value.Decimal number) {
      assertThat(found).as(path).isEqualTo(number.canonical());
    } else if (value instanceof Value.Bool bool) {
      assertThat(found).as(path).isEqualTo(bool.value() ? "true" : "false");
    } else if (value instanceof Value.Binary binary) {
      assertThat(found).as(path).isEqualTo(binary.base64());
    } else {
      String text = String.valueOf(found);
      JsonNode json = parse(text);
      assertThat(json).as(path).isEqualTo(parse(write(plain(value))));
      // Compact: nothing that writing it anew would not write, but for the case of hex digits.
      assertThat(write(json).toLowerCase(Locale.ROOT))
          .as(path)
          .isEqualTo(text.toLowerCase(Locale.ROOT));
    }
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  private static String write(JsonNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode plain(Value value) {
    if (value instanceof Value.MapOf map) {
      ObjectNode object = JSON.createObjectNode();
      map.attributes().forEach((name, member) -> object.set(name, plain(member)));
      return object;
    } else if (value instanceof Value.ListOf list) {
      return array(list.elements());
    } else if (value instanceof Value.SetOf set) {
      return array(set.elements());
    } else if (value instanceof Value.Decimal number) {
      return parse(number.canonical());
    } else if (value instanceof Value.Null) {
      return JSON.nullNode();
    }
    return value.json().elements().next();
  }

  private static ArrayNode array(List<Value> elements) {
    ArrayNode array = JSON.createArrayNode();
    elements.forEach(element -> array.add(plain(element)));
    return array;
  }
}
