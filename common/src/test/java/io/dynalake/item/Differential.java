package io.dynalake.item;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dynalake.item.TreeSink.Null;
import io.dynalake.item.TreeSink.SetValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares what the parser reads with what Jackson reads. */
final class Differential {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(100_000)
                          .maxNumberLength(1_000_000)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Differential() {}

  /**
   * Parses a block that begins with a line: either the parser refuses it, or it returns the index
   * behind the first '\n' and Jackson reads the same.
   *
   * @param line must contain '\n'
   * @return whether the parser took it
   */
  static boolean check(byte[] line) {
    byte[] block = Arrays.copyOf(line, line.length + LineBlocks.PADDING);
    TreeSink sink = new TreeSink();
    int end;
    try {
      end = new ItemParser().parseLine(block, 0, sink.begin());
    } catch (MalformedItemException e) {
      assertThat(e.reason()).isNotBlank().doesNotContain("\n").hasSizeLessThan(400);
      return false;
    }
    String text = new String(line, UTF_8);
    assertThat(end).isEqualTo(firstNewline(line) + 1);
    try {
      JsonNode tree = JSON.readTree(Arrays.copyOf(line, end));
      // An item need not have the Item around it, and may have an attribute of that name.
      boolean wrapped =
          tree.size() == 1
              && tree.has("Item")
              && !isValue(tree.get("Item"), sink.item().get("Item"));
      compare(sink.item(), wrapped ? tree.get("Item") : tree);
    } catch (IOException e) {
      throw new AssertionError("the parser takes what Jackson does not: " + text, e);
    }
    return true;
  }

  /** The item against its rendering by JsonTextSink. */
  static void compareToPlain(Object value, JsonNode plain) {
    assertThat(plainOf(plain)).isEqualTo(plainOf(value));
  }

  private static boolean isValue(JsonNode node, @Nullable Object parsed) {
    return parsed != null && node.size() == 1 && tagged(parsed).equals(normal(node));
  }

  private static void compare(Map<String, Object> item, JsonNode tree) {
    List<Object> expected = new ArrayList<>();
    tree.fields().forEachRemaining(e -> expected.add(List.of(e.getKey(), normal(e.getValue()))));
    List<Object> actual = new ArrayList<>();
    item.forEach((name, value) -> actual.add(List.of(name, tagged(value))));
    assertThat(actual).isEqualTo(expected);
  }

  /** What the parser read, as a list of tag and value. */
  private static List<Object> tagged(Object value) {
    if (value instanceof String) {
      return List.of("S", value);
    }
    if (value instanceof BigDecimal || value instanceof ByteBuffer) {
      return List.of(value instanceof BigDecimal ? "N" : "B", value);
    }
    if (value instanceof Boolean) {
      return List.of("BOOL", value);
    }
    if (value instanceof Null) {
      return List.of("NULL", true);
    }
    if (value instanceof SetValue set) {
      return List.of(set.type().name(), set.elements());
    }
    List<Object> elements = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(element -> elements.add(tagged(element)));
      return List.of("L", elements);
    }
    ((Map<?, ?>) value).forEach((name, element) -> elements.add(List.of(name, tagged(element))));
    return List.of("M", elements);
  }

  /** The same from Jackson's tree. */
  private static List<Object> normal(JsonNode node) {
    assertThat(node.size()).isEqualTo(1);
    String tag = node.fieldNames().next();
    JsonNode value = node.get(tag);
    List<Object> elements = new ArrayList<>();
    switch (tag) {
      case "M" ->
          value
              .fields()
              .forEachRemaining(e -> elements.add(List.of(e.getKey(), normal(e.getValue()))));
      case "L" -> value.forEach(element -> elements.add(normal(element)));
      case "SS", "NS", "BS" ->
          value.forEach(element -> elements.add(scalar(tag.substring(0, 1), element)));
      case "BOOL", "NULL" -> {
        assertThat(value.isBoolean()).isTrue();
        return List.of(tag, value.booleanValue());
      }
      default -> {
        return List.of(tag, scalar(tag, value));
      }
    }
    return List.of(tag, elements);
  }

  private static Object scalar(String tag, JsonNode value) {
    assertThat(value.isTextual()).isTrue();
    return switch (tag) {
      case "S" -> value.textValue();
      case "N" -> number(value.textValue());
      case "B" -> ByteBuffer.wrap(Base64.getDecoder().decode(value.textValue()));
      default -> throw new AssertionError("tag " + tag);
    };
  }

  private static BigDecimal number(String text) {
    // BigDecimal refuses zeros with large exponents.
    return text.matches("[+-]?[0.]+([eE].*)?")
        ? BigDecimal.ZERO
        : TreeSink.normal(new BigDecimal(text));
  }

  /** An item, or Jackson's tree of its plain JSON, in one form. */
  private static Object plainOf(Object value) {
    if (value instanceof JsonNode node) {
      if (node.isObject()) {
        List<Object> members = new ArrayList<>();
        node.fields()
            .forEachRemaining(e -> members.add(List.of(e.getKey(), plainOf(e.getValue()))));
        return Map.of("members", members);
      }
      if (node.isArray()) {
        List<Object> elements = new ArrayList<>();
        node.forEach(element -> elements.add(plainOf(element)));
        return elements;
      }
      return node.isNumber()
          ? TreeSink.normal(node.decimalValue())
          : node.isNull()
              ? Null.NULL
              : node.isBoolean() ? (Object) node.asBoolean() : node.asText();
    }
    if (value instanceof Map<?, ?> map) {
      List<Object> members = new ArrayList<>();
      map.forEach((name, member) -> members.add(List.of(name, plainOf(member))));
      return Map.of("members", members);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Differential::plainOf).toList();
    }
    if (value instanceof SetValue set) {
      return plainOf(set.elements());
    }
    return value instanceof ByteBuffer bytes ? TreeSink.base64(bytes) : value;
  }

  private static int firstNewline(byte[] bytes) {
    int i = 0;
    while (bytes[i] != '\n') {
      i++;
    }
    return i;
  }
}
