package io.dynalake.item;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors of other projects, see src/test/resources/vectors. */
class VectorsTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @ParameterizedTest
  @MethodSource("valid")
  void readsItem(JsonNode vector) throws IOException {
    JsonTextSink text = new JsonTextSink();
    text.beginMap();
    parse(vector.get("line").asText(), text);
    text.endMap();

    assertThat(normal(JSON.readTree(text.toString())))
        .isEqualTo(normal(JSON.readTree(vector.get("plain").asText())));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void refusesItem(JsonNode vector) {
    assertThatThrownBy(() -> parse(vector.get("line").asText(), SkipSink.INSTANCE))
        .isInstanceOf(MalformedItemException.class)
        .message()
        .isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("canonical")
  void storesNumber(JsonNode vector) {
    assertThat(number(vector.get("input").asText())).hasToString(vector.get("stored").asText());
  }

  @ParameterizedTest
  @MethodSource("rejected")
  void refusesNumber(JsonNode vector) {
    String input = vector.get("input").asText();
    if (vector.get("error").isNull()) {
      assertThatNoException().isThrownBy(() -> number(input));
    } else {
      assertThatThrownBy(() -> number(input))
          .isInstanceOf(MalformedItemException.class)
          .message()
          .containsIgnoringCase(vector.get("error").asText());
    }
  }

  @ParameterizedTest
  @MethodSource("ionDecimals")
  void readsIonDecimal(JsonNode vector) {
    assertThat(TreeSink.parseIon("$ion_1_0 {Item:{n:" + vector.get("ion").asText() + "}}"))
        .isEqualTo(Map.of("n", TreeSink.normal(new BigDecimal(vector.get("value").asText()))));
  }

  private static List<JsonNode> ionDecimals() throws IOException {
    return vectors("ion-decimal", 12);
  }

  private static List<JsonNode> valid() throws IOException {
    return vectors("unmarshal-valid", 90);
  }

  private static List<JsonNode> invalid() throws IOException {
    return vectors("unmarshal-invalid", 73);
  }

  private static List<JsonNode> canonical() throws IOException {
    return vectors("numbers-canonical", 17);
  }

  private static List<JsonNode> rejected() throws IOException {
    return vectors("numbers-reject", 27);
  }

  private static List<JsonNode> vectors(String name, int count) throws IOException {
    try (InputStream in = VectorsTest.class.getResourceAsStream("/vectors/" + name + ".jsonl")) {
      List<JsonNode> vectors = JSON.readerFor(JsonNode.class).<JsonNode>readValues(in).readAll();
      assertThat(vectors).hasSize(count);
      return vectors;
    }
  }

  private static void parse(String line, MapSink sink) {
    byte[] bytes = (line + '\n').getBytes(UTF_8);
    byte[] block = Arrays.copyOf(bytes, bytes.length + LineBlocks.PADDING);
    assertThat(new ItemParser().parseLine(block, 0, sink)).isEqualTo(bytes.length);
  }

  private static DynamoNumber number(String text) {
    DynamoNumber number = new DynamoNumber();
    byte[] bytes = text.getBytes(UTF_8);
    number.parse(bytes, 0, bytes.length);
    return number;
  }

  /** The same tree with numbers by value: 2.0 and 2 are one. */
  private static Object normal(JsonNode node) {
    if (node.isObject()) {
      return node.properties().stream()
          .map(entry -> List.of(entry.getKey(), normal(entry.getValue())))
          .toList();
    }
    if (node.isArray()) {
      return java.util.stream.StreamSupport.stream(node.spliterator(), false)
          .map(VectorsTest::normal)
          .toList();
    }
    return node.isNumber() ? TreeSink.normal(node.decimalValue()) : node;
  }
}
