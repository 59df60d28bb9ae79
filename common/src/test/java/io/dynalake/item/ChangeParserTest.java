package io.dynalake.item;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeParserTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REST = "\"Keys\":{\"k\":{\"S\":\"a\"}}}";

  /** From awslabs/amazon-dynamodb-tools, see src/test/resources/vectors. */
  @ParameterizedTest
  @MethodSource("vectors")
  void readsOrRefusesAChange(JsonNode vector) throws IOException {
    String line = vector.get("line").asText();
    String operation = vector.get("op").asText();
    if (operation.equals("ERROR")) {
      assertThatThrownBy(() -> parse(line)).isInstanceOf(MalformedItemException.class);
      return;
    }
    JsonNode change = parse(line);
    boolean put = operation.equals("PUT");
    assertThat(change.get("operation").textValue()).isEqualTo(put ? "upsert" : "delete");
    assertThat(change.get(put ? "new_image" : "keys")).isEqualTo(vector.get("data"));
    JsonNode given = JSON.readTree(line);
    assertThat(change.get("write_time").asText())
        .isEqualTo(given.at("/Metadata/WriteTimestampMicros/N").textValue());
    assertThat(change.has("old_image")).isEqualTo(given.has("OldImage"));
    assertThat(change.has("new_image")).isEqualTo(put);
  }

  static List<JsonNode> vectors() throws IOException {
    try (InputStream in =
        ChangeParserTest.class.getResourceAsStream("/vectors/incremental.jsonl")) {
      return JSON.readerFor(JsonNode.class).<JsonNode>readValues(in).readAll();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"N\":\"1768387654353205\"}",
        " { \"N\" : \"1768387654353205\" } ",
        "\"1768387654353205\"",
        "1768387654353205",
        "{\"N\":\"1768387654353205\"},\"Writer\":{\"a\":[1,-2.5e3,\"}\",null,{}]},\"b\":true",
        "\"1768387654353205\",\"c\":[]",
      })
  void takesTheTimeOfWritingInAllItsForms(String time) throws IOException {
    JsonNode change = parse("{\"Metadata\":{\"WriteTimestampMicros\":" + time + "}," + REST);

    assertThat(change.get("write_time").longValue()).isEqualTo(1768387654353205L);
    assertThat(change.at("/keys/k").textValue()).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"Metadata\":{}," + REST + " | Metadata has no WriteTimestampMicros",
        "{\"Metadata\":{\"WriteTimestampMicros\":1.5},"
            + REST
            + " | expected ',' or '}' in Metadata,"
            + " at byte 38 of the line",
        "{\"Metadata\":{\"WriteTimestampMicros\":\"1.5\"},"
            + REST
            + " | WriteTimestampMicros is no"
            + " whole number of microseconds since the epoch",
        "{\"Metadata\":{\"WriteTimestampMicros\":{\"S\":\"1\"}},"
            + REST
            + " | WriteTimestampMicros is"
            + " no whole number of microseconds since the epoch",
        "{\"Metadata\":{\"WriteTimestampMicros\":-1},"
            + REST
            + " | WriteTimestampMicros is no whole"
            + " number of microseconds since the epoch",
        "{\"Metadata\":{\"WriteTimestampMicros\":1,\"WriteTimestampMicros\":2},"
            + REST
            + " | member"
            + " WriteTimestampMicros comes twice",
        "{\"Metadata\":{\"WriteTimestampMicros\":1},\"Keys\":{}} | Keys has no attribute",
        "{\"Metadata\":{\"WriteTimestampMicros\":1},\"Keys\":{\"k\":{\"BOOL\":true}}} | a key attribute"
            + " is neither S nor N nor B",
        "{\"Metadata\":{\"WriteTimestampMicros\":1},\"Keys\":{\"a\":{\"S\":\"\"},\"b\":{\"S\":\"\"},"
            + "\"c\":{\"S\":\"\"}}} | Keys has more than 2 attributes",
        "{\"Metadata\":{\"WriteTimestampMicros\":1},\"Keys\":null} | Keys needs an object, at byte 47"
            + " of the line",
        "{\"Metadata\":{\"WriteTimestampMicros\":1},\"NewImage\":{\"x\":{\"N\":\"z\"}},"
            + REST
            + " |"
            + " attribute \"x\": N: The parameter cannot be converted to a numeric value",
        "{\"Metadata\":{\"WriteTimestampMicros\":1},\"NewImage\":{},\"NewImage\":null,"
            + REST
            + " |"
            + " member NewImage comes twice",
        "{\"Metadata\":{\"WriteTimestampMicros\":1},\"UserIdentity\":{},"
            + REST
            + " | unknown member"
            + " \"UserIdentity\"",
        "{\"Item\":{\"k\":{\"S\":\"a\"}}} | a line of a full export, with \"Item\" where a change was"
            + " expected",
        "{} | there is no member Metadata",
        "{\"Metadata\":{\"WriteTimestampMicros\":1},"
            + REST
            + "} | there is text behind the change, at"
            + " byte 63 of the line",
        "{\"Metadata\":{\"WriteTimestampMicros\":1} | expected ',' or '}' behind a member of the change,"
            + " but the line ends",
        "{\"Metadata\":{\"WriteTimestampMicros\":1,\"x\":[1,}]},"
            + REST
            + " | expected a JSON value, at"
            + " byte 46 of the line",
      })
  void refusesWhatIsNoChange(String line, String reason) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOf(MalformedItemException.class)
        .hasMessage(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", " null "})
  void takesANullImageForNone(String image) throws IOException {
    JsonNode change =
        parse(
            "{\"NewImage\":"
                + image
                + ",\"OldImage\":"
                + image
                + ",\"Metadata\":{\"WriteTimestampMicros\":1},"
                + REST);

    assertThat(change.get("operation").textValue()).isEqualTo("delete");
    assertThat(change.has("new_image")).isFalse();
    assertThat(change.has("old_image")).isFalse();
  }

  private static JsonNode parse(String line) throws IOException {
    // A line before, so that places in the line are not places in the block.
    byte[] bytes = ("x\n" + line + "\n").getBytes(UTF_8);
    byte[] block = Arrays.copyOf(bytes, bytes.length + LineBlocks.PADDING);
    JsonTextSink text = new JsonTextSink();
    text.beginMap();
    assertThat(new ChangeParser().parseLine(block, 2, text)).isEqualTo(bytes.length);
    text.endMap();
    return JSON.readTree(text.toString());
  }
}
