package io.dynalake.load.read;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.export.BadFileException;
import io.dynalake.item.LineBlocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DynamoJsonFormatTest {
  private final Path file;

  DynamoJsonFormatTest(@TempDir Path folder) {
    file = folder.resolve("items.json");
  }

  @Test
  void takesItemsWithAndWithoutTheMemberItem() {
    assertThat(
            read(
                "{\"Item\":{\"pk\":{\"S\":\"é }\"},\"n\":{\"N\":\"1.50\"}}}",
                "",
                "{\"pk\":{\"S\":\"b\"},\"n\":{\"N\":\"1.50\"}}\r",
                " { \"Item\" : {\"pk\":{\"S\":\"c\"} } } ",
                "{\"Item\":{\"pk\":{\"S\":\"d\"}} \t} \r",
                "{\"Item\":{}}"))
        .containsExactly(
            // As it is in the line, where it is spelled as in exports.
            "1 {\"pk\":{\"S\":\"é }\"},\"n\":{\"N\":\"1.50\"}}",
            "3 {\"pk\":{\"S\":\"b\"},\"n\":{\"N\":\"1.5\"}}",
            "4 {\"pk\":{\"S\":\"c\"}}",
            "5 {\"pk\":{\"S\":\"d\"}}",
            "6 {}");
  }

  @Test
  void refusesBadLinesAndGoesOn() {
    assertThat(
            read(
                "{\"Item\":{\"pk\":{\"S\":\"a\"}}}",
                "{\"Item\":{\"pk\":{\"S\":1}}}\r",
                "nothing",
                "{\"Item\":{\"pk\":{\"S\":\"a\"},\"pk\":{\"S\":\"b\"}}}",
                "{\"pk\":{\"N\":\"1e126\"}}",
                "{\"Item\":{\"pk\":{\"S\":\"z\"}}}"))
        .containsExactly(
            "1 {\"pk\":{\"S\":\"a\"}}",
            "2 attribute \"pk\": S needs a string, at byte 20 of the line ~ {\"Item\":{\"pk\":{\"S\":1}}}",
            "3 the line is no JSON object, at byte 1 of the line ~ nothing",
            "4 an attribute name occurs twice in a map ~ {\"Item\":{\"pk\":{\"S\":\"a\"},\"pk\":{\"S\":\"b\"}}}",
            "5 no member Item, and not an item itself: attribute \"pk\": N: Number overflow. Attempting"
                + " to store a number with magnitude larger than supported range ~ {\"pk\":{\"N\":\"1e126\"}}",
            "6 {\"pk\":{\"S\":\"z\"}}");
  }

  @Test
  void takesDeadLettersWhoseItemWasRepaired() {
    assertThat(
            read(
                "{\"reason\":\"too large\",\"file\":\"s3://b/x\",\"position\":7,\"Item\":{\"pk\":{\"S\":\"é\"}}}",
                "{\"reason\":\"not JSON\",\"file\":\"x\",\"position\":8,\"raw\":\"{\\\"a\\n\"}",
                "{\"reason\":\"bad\",\"file\":\"x\",\"position\":9,\"Item\":{\"pk\":{\"S\":1}}}",
                "{\"reason\":{\"S\":\"an item\"},\"raw\":{\"S\":\"\"}}",
                "{\"reason\":\"nothing else\"}"))
        .containsExactly(
            "1 {\"pk\":{\"S\":\"é\"}}",
            "2 not JSON ~ {\"a\n",
            "3 no member Item, and not an item itself: attribute \"pk\": S needs a string, at byte 12 of the"
                + " line ~ {\"pk\":{\"S\":1}}",
            "4 {\"reason\":{\"S\":\"an item\"},\"raw\":{\"S\":\"\"}}",
            "5 no member Item, and not an item itself: attribute \"reason\": expected an attribute value"
                + " {\"type\":…}, at byte 11 of the line ~ {\"reason\":\"nothing else\"}");
  }

  @Test
  void takesGzipOfSeveralMembersAndAByteOrderMark() throws IOException {
    byte[] first = "\ufeff{\"Item\":{\"pk\":{\"S\":\"a\"}}}\n".getBytes(UTF_8);
    byte[] second = "{\"Item\":{\"pk\":{\"S\":\"b\"}}}\n".getBytes(UTF_8);
    Files.write(file, Inputs.gzip(first, second));
    assertThat(Inputs.read(new DynamoJsonFormat(), file))
        .containsExactly("1 {\"pk\":{\"S\":\"a\"}}", "2 {\"pk\":{\"S\":\"b\"}}");
  }

  @Test
  void failsWhereGzipBreaksOff() throws IOException {
    byte[] gzip = Inputs.gzip("{\"Item\":{\"pk\":{\"S\":\"a\"}}}\n".repeat(9).getBytes(UTF_8));
    Files.write(file, Arrays.copyOf(gzip, gzip.length - 9));
    assertThatThrownBy(() -> Inputs.read(new DynamoJsonFormat(), file))
        .isInstanceOf(BadFileException.class)
        .hasMessageStartingWith("items.json: ");
  }

  @Test
  void refusesUtf16() throws IOException {
    Files.writeString(file, "\ufeff{}", UTF_16LE);
    assertThatThrownBy(() -> Inputs.read(new DynamoJsonFormat(), file))
        .isInstanceOf(BadFileException.class)
        .hasMessage("items.json: it is UTF-16; JSON is UTF-8; convert it");
  }

  @Test
  void refusesALineWithoutEnd() throws IOException {
    Files.writeString(
        file,
        "{\"pk\":{\"S\":\""
            + "x".repeat(LineBlocks.MAX_LINE)
            + "\"}}\n{\"Item\":{\"pk\":{\"S\":\"b\"}}}");
    List<InputItem> items = Inputs.items(new DynamoJsonFormat(), file.toString());
    assertThat(items).hasSize(2);
    assertThat(items.get(0).refusal()).isEqualTo("the line is longer than 32 MB");
    assertThat(items.get(0).raw()).hasSize(LineBlocks.MAX_LINE);
    assertThat(items.get(1).position()).isEqualTo(2);
    assertThat(items.get(1).isRefused()).isFalse();
  }

  private List<String> read(String... lines) {
    try {
      Files.writeString(file, String.join("\n", lines));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return Inputs.read(new DynamoJsonFormat(), file);
  }
}
