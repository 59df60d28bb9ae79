package io.dynalake.load.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.export.BadFileException;
import io.dynalake.item.AttributeType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormatTest {
  private static final JsonFormat PLAIN = new JsonFormat(ItemTypes.ANY, Empties.DROP);

  private final Path file;

  JsonFormatTest(@TempDir Path folder) {
    file = folder.resolve("items.json");
  }

  @Test
  void takesValuesAsTheyAre() {
    assertThat(
            read(
                PLAIN,
                "{\"s\":\"q\\\"\\u00e9😀\",\"n\":12345678901234567890123456789.123456789,\"e\":1.50e3,"
                    + "\"t\":true,\"z\":null,\"l\":[1,\"\",null,[],{\"x\":null}],\"m\":{\"a\":{\"b\":0.1}},"
                    + "\"\\u0061\":\"\"}\n"))
        .containsExactly(
            "1 {\"s\":{\"S\":\"q\\\"é😀\"},\"n\":{\"N\":\"12345678901234567890123456789.123456789\"},"
                + "\"e\":{\"N\":\"1500\"},\"t\":{\"BOOL\":true},"
                + "\"l\":{\"L\":[{\"N\":\"1\"},{\"S\":\"\"},{\"NULL\":true},{\"L\":[]},{\"M\":{}}]},"
                + "\"m\":{\"M\":{\"a\":{\"M\":{\"b\":{\"N\":\"0.1\"}}}}},\"a\":{\"S\":\"\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NULL", "KEEP"})
  void keepsNullsIfAsked(String empties) {
    assertThat(
            read(
                new JsonFormat(ItemTypes.ANY, Empties.valueOf(empties)),
                "{\"z\":null,\"m\":{\"z\":null},\"s\":\"\"}"))
        .containsExactly(
            "1 {\"z\":{\"NULL\":true},\"m\":{\"M\":{\"z\":{\"NULL\":true}}},\"s\":{\"S\":\"\"}}");
  }

  @Test
  void givesTypesAtPaths() {
    JsonFormat format =
        new JsonFormat(
            Inputs.types(
                "zip=string",
                "n=N",
                "photo=binary",
                "yes=boolean",
                "tags=set<string>",
                "sizes=NS",
                "blobs=set<binary>",
                "lines[].sku=string",
                "attrs{}=list<number>",
                "`a.b`=number",
                "doc=string",
                "big=S"),
            Empties.DROP);
    assertThat(
            read(
                format,
                "{\"zip\":12345,\"n\":\" 0012.0 \",\"photo\":\"AQI=\",\"yes\":\"TRUE\",\"tags\":[\"b\",\"a\",\"b\",7],"
                    + "\"sizes\":[\"1.0\",1,2],\"blobs\":[\"AQ==\"],\"lines\":[{\"sku\":7,\"q\":7}],"
                    + "\"attrs\":{\"x\":[\"1\"],\"y\":[]},\"a.b\":\"3\",\"doc\":{\"l\":[1.0,\"x\",null]},"
                    + "\"big\":1.00E+400}"))
        .containsExactly(
            "1 {\"zip\":{\"S\":\"12345\"},\"n\":{\"N\":\"12\"},\"photo\":{\"B\":\"AQI=\"},\"yes\":{\"BOOL\":true},"
                + "\"tags\":{\"SS\":[\"b\",\"a\",\"7\"]},\"sizes\":{\"NS\":[\"1\",\"2\"]},\"blobs\":{\"BS\":[\"AQ==\"]},"
                + "\"lines\":{\"L\":[{\"M\":{\"sku\":{\"S\":\"7\"},\"q\":{\"N\":\"7\"}}}]},"
                + "\"attrs\":{\"M\":{\"x\":{\"L\":[{\"N\":\"1\"}]},\"y\":{\"L\":[]}}},\"a.b\":{\"N\":\"3\"},"
                + "\"doc\":{\"S\":\"{\\\"l\\\":[1,\\\"x\\\",null]}\"},\"big\":{\"S\":\"1.00E+400\"}}");
  }

  @Test
  void leavesOutEmptySets() {
    ItemTypes types = Inputs.types("tags=set<string>", "m.tags=SS");
    String line = "{\"tags\":[],\"m\":{\"tags\":[]}}";
    assertThat(read(new JsonFormat(types, Empties.DROP), line))
        .containsExactly("1 {\"m\":{\"M\":{}}}");
    assertThat(read(new JsonFormat(types, Empties.NULL), line))
        .containsExactly("1 {\"tags\":{\"NULL\":true},\"m\":{\"M\":{\"tags\":{\"NULL\":true}}}}");
  }

  @Test
  void takesKeysAsTheTableHasThem() {
    JsonFormat format =
        new JsonFormat(
            Inputs.types("sk=string").orElse(Inputs.keys("pk", AttributeType.S)), Empties.DROP);
    assertThat(read(format, "{\"pk\":1.0,\"sk\":2,\"n\":3}"))
        .containsExactly("1 {\"pk\":{\"S\":\"1.0\"},\"sk\":{\"S\":\"2\"},\"n\":{\"N\":\"3\"}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{\"n\":123456789012345678901234567890123456789}~attribute \"n\": N: Attempting to store more"
            + " than 38 significant digits in a Number",
        "{\"m\":{\"n\":1e126}}~attribute \"m\": N: Number overflow. Attempting to store a number with"
            + " magnitude larger than supported range",
        "{\"a\":1,\"a\":2}~attribute \"a\": an attribute name occurs twice in a map",
        "{\"\":1}~attribute name of 0 bytes; 1 to 65535 are allowed",
        "{\"s\":\"\\ud800x\"}~attribute \"s\": text with half of a surrogate pair",
        "{\"s\":\"secret}~not JSON, at character 14",
        "{\"s\":NaN}~not JSON, at character 9",
        "{\"s\":007}~not JSON, at character 7",
        "{\"a\":1} {\"a\":2}~there is text behind the JSON",
        "\"text\"~an item is a JSON object",
        "{~the object goes on over several lines; write each in one line, or all in an array",
        "{\"typed\":{}}~attribute \"typed\": an object cannot be N",
        "{\"typed\":\"secret\"}~attribute \"typed\": N: The parameter cannot be converted to a numeric"
            + " value",
        "{\"set\":[\"a\",null]}~attribute \"set\": SS: an element is none of its type",
        "{\"sets\":[[]]}~attribute \"sets\": a set has at least one element",
        "{\"b\":\"%%\"}~attribute \"b\": B: not base64 of the standard alphabet",
      })
  void refusesWhatCannotBeAnItem(String line, String reason) {
    JsonFormat format =
        new JsonFormat(Inputs.types("typed=number", "set=SS", "sets[]=SS", "b=B"), Empties.DROP);
    assertThat(read(format, "{\"a\":1}\n" + line + "\n{\"z\":1}"))
        .containsExactly(
            "1 {\"a\":{\"N\":\"1\"}}", "2 " + reason + " ~ " + line, "3 {\"z\":{\"N\":\"1\"}}");
  }

  @Test
  void refusesDeepNestingAndMalformedUtf8() throws IOException {
    String deep = "{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
    assertThat(read(PLAIN, deep).get(0))
        .startsWith("1 attribute \"a\": nested deeper than 64 levels ~ ");
    Files.write(file, "{\"s\":\"\u00e9\"}\n{\"s\":\"a\"}".getBytes(ISO_8859_1));
    List<InputItem> items = Inputs.items(PLAIN, file.toString());
    assertThat(items.get(0).refusal()).isEqualTo("not valid UTF-8");
    assertThat(items.get(0).raw()).contains(0xe9);
    assertThat(items.get(1).isRefused()).isFalse();
  }

  @Test
  void takesOneArrayHoweverItIsLaidOut() {
    assertThat(
            read(
                PLAIN,
                "\ufeff \n[\n  {\n    \"a\": \"],}\\\"\",\n    \"l\": [1, 2]\n  } ,{\"b\":1}\n,{\"a\":oops},7,\n{\"c\":1}]\n \n"))
        .containsExactly(
            "1 {\"a\":{\"S\":\"],}\\\"\"},\"l\":{\"L\":[{\"N\":\"1\"},{\"N\":\"2\"}]}}",
            "2 {\"b\":{\"N\":\"1\"}}",
            "3 not JSON, at character 10 ~ {\"a\":oops}",
            "4 an item is a JSON object ~ 7",
            "5 {\"c\":{\"N\":\"1\"}}");
    assertThat(read(PLAIN, " [ ]")).isEmpty();
    assertThat(read(PLAIN, "")).isEmpty();
    assertThat(read(PLAIN, " \n \n")).isEmpty();
  }

  @Test
  void failsWhereAnArrayBreaksOffOrSomethingFollows() {
    assertThatThrownBy(() -> read(PLAIN, "[{\"a\":1},{\"b\":"))
        .isInstanceOf(BadFileException.class)
        .hasMessage("items.json: the array does not end; it breaks off in element 2");
    assertThatThrownBy(() -> read(PLAIN, "[{\"a\":\"x"))
        .hasMessageContaining("it breaks off in element 1");
    assertThatThrownBy(() -> read(PLAIN, "[{\"a\":1}]\n[{\"a\":1}]"))
        .isInstanceOf(BadFileException.class)
        .hasMessage("items.json: there is text behind the array");
  }

  @Test
  void takesGzip() throws IOException {
    Files.write(file, Inputs.gzip("{\"a\":1}\n{\"a\"".getBytes(UTF_8), ":2}".getBytes(UTF_8)));
    assertThat(Inputs.read(PLAIN, file))
        .containsExactly("1 {\"a\":{\"N\":\"1\"}}", "2 {\"a\":{\"N\":\"2\"}}");
  }

  private List<String> read(JsonFormat format, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return Inputs.read(format, file);
  }
}
