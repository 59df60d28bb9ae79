package io.dynalake.item;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.testsupport.export.IonLines;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IonChangeParserTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REST = "Keys:{k:\"a\"},NewImage:{k:\"a\",n:1d2}}";

  /** The three shapes that are told of, and what may stand around them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$ion_1_0 {Record:{Metadata:{WriteTimestampMicros:1684374845117899.}," + REST + "}",
        " $ion_1_0 {Metadata:{WriteTimestampMicros:1684374845117899.}," + REST,
        "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":1684374845117899.}}," + REST,
        "{Metadata:{WriteTimestampMicros:{N:\"1684374845117899\"},Writer:{a:[1,null]}}," + REST,
        "{ 'Metadata' : { WriteTimestampMicros : 1684374845117899 } , OldImage:null.struct," + REST,
      })
  void readsAChangeInEveryShape(String line) throws IOException {
    assertThat(parse(new IonChangeParser(), line))
        .isEqualTo(
            JSON.readTree(
                "{\"write_time\":1684374845117899,\"keys\":{\"k\":\"a\"},"
                    + "\"new_image\":{\"k\":\"a\",\"n\":100},\"operation\":\"upsert\"}"));
  }

  /** As the emulator writes both, from awslabs' lines. */
  @ParameterizedTest
  @MethodSource("changes")
  void readsWhatTheParserOfJsonReads(JsonNode vector) throws IOException {
    String json = vector.get("line").asText();
    JsonNode change = JSON.readTree(json);
    byte[] ion =
        new IonLines()
            .change(
                change.get("Keys"),
                change.at("/Metadata/WriteTimestampMicros/N").asLong(),
                image(change, "OldImage"),
                image(change, "NewImage"));
    assertThat(parse(new IonChangeParser(), new String(ion, UTF_8).strip()))
        .isEqualTo(parse(new ChangeParser(), json));
  }

  private static @Nullable JsonNode image(JsonNode change, String name) {
    return change.hasNonNull(name) ? change.get(name) : null;
  }

  static List<JsonNode> changes() throws IOException {
    return ChangeParserTest.vectors().stream()
        .filter(vector -> !vector.get("op").asText().equals("ERROR"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{Metadata:{}," + REST + " | Metadata has no WriteTimestampMicros",
        "{Metadata:{WriteTimestampMicros:1.5}," + REST + " | WriteTimestampMicros is no whole",
        "{Metadata:{WriteTimestampMicros:{}}," + REST + " | WriteTimestampMicros is no whole",
        "{Metadata:{WriteTimestampMicros:{N:1,N:2}},"
            + REST
            + " | WriteTimestampMicros is no whole",
        "{Metadata:{WriteTimestampMicros:-1}," + REST + " | WriteTimestampMicros is no whole",
        "{Metadata:{WriteTimestampMicros:[1]}," + REST + " | WriteTimestampMicros needs a struct",
        "{Metadata:{WriteTimestampMicros:1},Keys:{}} | Keys has no attribute",
        "{Metadata:{WriteTimestampMicros:1},Keys:{k:true}} | a key attribute is neither S nor N",
        "{Metadata:{WriteTimestampMicros:1},Keys:[1]} | Keys needs a struct",
        "{Metadata:{WriteTimestampMicros:1},Keys:{k:1},NewImage:7} | an image needs a struct",
        "{Metadata:{WriteTimestampMicros:1},Metadata:{}," + REST + " | Metadata comes twice",
        "{Item:{k:\"a\"}} | a line of a full export",
        "{UserIdentity:1," + REST + " | unknown member \"UserIdentity\"",
        "{Record:{Keys:{k:1}}} | there is no member Metadata",
        "{Record:{Keys:{k:1}},Keys:{k:1}} | there is something beside Record",
        "{Keys:{k:1},Record:{}} | there is something beside Record",
        "{Metadata:{WriteTimestampMicros:1},Keys:{k:1}}} | there is text behind the struct",
        "{Metadata:{WriteTimestampMicros:1},Keys:{k:1} | but the line ends",
        "[1] | the line is no Ion struct",
      })
  void refusesWhatIsNoChange(String line, String reason) {
    assertThatThrownBy(() -> parse(new IonChangeParser(), line))
        .isInstanceOf(MalformedItemException.class)
        .hasMessageContaining(reason);
  }

  private static JsonNode parse(LineParser parser, String line) throws IOException {
    byte[] bytes = ("x\n" + line + "\n").getBytes(UTF_8);
    byte[] block = Arrays.copyOf(bytes, bytes.length + LineBlocks.PADDING);
    JsonTextSink text = new JsonTextSink();
    text.beginMap();
    assertThat(parser.parseLine(block, 2, text)).isEqualTo(bytes.length);
    text.endMap();
    return JSON.readTree(text.toString());
  }
}
