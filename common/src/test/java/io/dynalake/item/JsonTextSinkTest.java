package io.dynalake.item;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTextSinkTest {
  private final JsonTextSink sink = new JsonTextSink();

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{\"S\":\"\"}~\"\"",
        "{\"S\":\"Zürich 東京\"}~\"Zürich 東京\"",
        "{\"S\":\"q\\\"b\\\\s\\/\\b\\f\\n\\r\\t\\u0000\\u001f\\u007f\\u00e9\"}"
            + "~\"q\\\"b\\\\s/\\b\\f\\n\\r\\t\\u0000\\u001f\u007f\u00e9\"",
        "{\"N\":\"-01.50E+2\"}~-150",
        "{\"N\":\".000001\"}~0.000001",
        "{\"B\":\"AQL/\"}~\"AQL/\"",
        "{\"B\":\"\"}~\"\"",
        "{\"BOOL\":true}~true",
        "{\"BOOL\":false}~false",
        "{\"NULL\":true}~null",
        "{\"L\":[]}~[]",
        "{\"M\":{}}~{}",
        "{\"SS\":[\"b\",\"a[\",\"{\",\":\"]}~[\"b\",\"a[\",\"{\",\":\"]",
        "{\"NS\":[\"2\",\"-1e1\"]}~[2,-10]",
        "{\"BS\":[\"AQ==\",\"Ag==\"]}~[\"AQ==\",\"Ag==\"]",
        "{\"L\":[{\"L\":[]},{\"M\":{}},{\"NULL\":true},{\"M\":{\"a\\\"\":{\"L\":[{\"N\":\"1\"}]},\"b\":{\"M\":{}}}}]}"
            + "~[[],{},null,{\"a\\\"\":[1],\"b\":{}}]"
      })
  void rendersCompactPlainJson(String value, String expected) {
    assertThat(text("{\"v\":" + value + "}")).isEqualTo(expected);
    assertThat(sink.length()).isEqualTo(expected.getBytes(UTF_8).length);
  }

  @Test
  void growsWithTheValue() {
    String text = "é\"".repeat(5000);
    assertThat(text("{\"v\":{\"S\":\"" + text.replace("\"", "\\\"") + "\"}}"))
        .isEqualTo('"' + text.replace("\"", "\\\"") + '"');
  }

  @Test
  void takesTheSameNameInDifferentMapsOnly() {
    assertThat(
            text(
                "{\"v\":{\"M\":{\"a\":{\"M\":{\"a\":{\"S\":\"\"}}},\"b\":{\"M\":{\"a\":{\"S\":\"\"}}}}}}"))
        .isEqualTo("{\"a\":{\"a\":\"\"},\"b\":{\"a\":\"\"}}");
    assertThatThrownBy(() -> text("{\"v\":{\"M\":{\"a\":{\"M\":{}},\"\\u0061\":{\"S\":\"\"}}}}"))
        .isInstanceOf(MalformedItemException.class)
        .hasMessage("an attribute name occurs twice in a map");
    // And is ready for the next one.
    assertThat(text("{\"v\":{\"M\":{\"a\":{\"S\":\"\"}}}}")).isEqualTo("{\"a\":\"\"}");
  }

  /** Renders the one attribute of the item. */
  private String text(String item) {
    byte[] line = ("{\"Item\":" + item + "}\n").getBytes(UTF_8);
    sink.reset();
    new ItemParser()
        .parseLine(
            Arrays.copyOf(line, line.length + LineBlocks.PADDING),
            0,
            (bytes, offset, length) -> sink);
    return sink.toString();
  }
}
