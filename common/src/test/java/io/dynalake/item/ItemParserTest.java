package io.dynalake.item;

import static io.dynalake.item.TreeSink.parse;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.item.TreeSink.SetValue;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemParserTest {
  @Test
  void readsAllTypesInTheUsualSpelling() {
    assertThat(
            parse(
                """
                {"Item":{"s":{"S":"Zürich"},"n":{"N":"-12.50"},"b":{"B":"AQL/"},"t":{"BOOL":true},\
                "f":{"BOOL":false},"z":{"NULL":true},"ss":{"SS":["b","a",""]},"ns":{"NS":["1","-1"]},\
                "bs":{"BS":["AQ==",""]},"l":{"L":[{"N":"1"},{"L":[]},{"M":{}}]},"m":{"M":{"m":{"S":""}}}}}"""))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("s", "Zürich"),
                Map.entry("n", new BigDecimal("-12.5")),
                Map.entry("b", bytes(1, 2, 255)),
                Map.entry("t", true),
                Map.entry("f", false),
                Map.entry("z", TreeSink.Null.NULL),
                Map.entry("ss", new SetValue(AttributeType.SS, List.of("b", "a", ""))),
                Map.entry(
                    "ns",
                    new SetValue(
                        AttributeType.NS, List.of(BigDecimal.ONE, BigDecimal.ONE.negate()))),
                Map.entry("bs", new SetValue(AttributeType.BS, List.of(bytes(1), bytes()))),
                Map.entry("l", List.of(BigDecimal.ONE, List.of(), Map.of())),
                Map.entry("m", Map.of("m", ""))));
  }

  @Test
  void toleratesWhiteSpaceBetweenTokens() {
    assertThat(
            parse(
                "\t{ \"Item\" : { \"a\" : { \"S\" : \"x\" } , \"l\" :\t{ \"L\" : [ { \"N\" : \"1\" } , { \"BOOL\" :"
                    + " false } ] } ,\r\"s\" : { \"SS\" : [ \"p\" , \"q\" ] } , \"z\" : { \"NULL\" : true }"
                    + " } } \r"))
        .isEqualTo(
            Map.of(
                "a",
                "x",
                "l",
                List.of(BigDecimal.ONE, false),
                "s",
                new SetValue(AttributeType.SS, List.of("p", "q")),
                "z",
                TreeSink.Null.NULL));
  }

  @Test
  void resolvesEscapesInValuesNamesAndTags() {
    assertThat(
            parse(
                """
                {"\\u0049tem":{"n\\u00e4me\\/\\"":{"\\u0053":"\\b\\f\\n\\r\\t\\\\\\"\\/\\u0000\\uD83D\\uDE80é"}}}"""))
        .isEqualTo(Map.of("näme/\"", "\b\f\n\r\t\\\"/\0🚀é"));
  }

  @Test
  void readsLineInTheMiddleOfABlock() {
    String first = "{\"Item\":{\"a\":{\"S\":\"1\"}}}\n";
    byte[] block =
        Arrays.copyOf((first + first).getBytes(UTF_8), 2 * first.length() + LineBlocks.PADDING);
    TreeSink sink = new TreeSink();
    assertThat(new ItemParser().parseLine(block, first.length(), sink.begin()))
        .isEqualTo(2 * first.length());
    assertThat(sink.item()).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void isUsableAfterARefusal() {
    byte[] good = Arrays.copyOf("{\"Item\":{\"a\":{\"S\":\"1\"}}}\n".getBytes(UTF_8), 60);
    byte[] bad = Arrays.copyOf("{\"Item\":{\"a\":{\"L\":[{\"L\":[x\n".getBytes(UTF_8), 60);
    ItemParser parser = new ItemParser();
    for (int i = 0; i < 2 * ItemParser.MAX_DEPTH; i++) {
      assertThatThrownBy(() -> parser.parseLine(bad, 0, SkipSink.INSTANCE))
          .isInstanceOf(MalformedItemException.class)
          .hasMessageContaining("attribute \"a\"");
    }
    assertThat(parser.parseLine(good, 0, SkipSink.INSTANCE)).isEqualTo(25);
  }

  @Test
  void passesTextWithoutEscapesAsAViewIntoTheBlock() {
    byte[] block = Arrays.copyOf("{\"Item\":{\"a\":{\"S\":\"x\"}}}\n".getBytes(UTF_8), 60);
    List<byte[]> seen = new ArrayList<>();
    new ItemParser()
        .parseLine(
            block,
            0,
            (bytes, offset, length) -> {
              seen.add(bytes);
              return SkipSink.INSTANCE;
            });
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0)).isSameAs(block);
  }

  @Test
  void readsAnItemWithoutTheItemMember() {
    assertThat(parse("{\"Keys\":{\"S\":\"x\"},\"b\":{\"N\":\"1\"}}"))
        .isEqualTo(Map.of("Keys", "x", "b", BigDecimal.ONE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{\"Item\":{\"a\":{\"s\":\"v\"}}}"
            + "~attribute \"a\": type tag \"s\" is of the older Data Pipeline format; DYNAMODB_JSON has \"S\"",
        "{\"Item\":{\"a\":{\"sS\":[\"v\"]}}}"
            + "~attribute \"a\": type tag \"sS\" is of the older Data Pipeline format; DYNAMODB_JSON has \"SS\"",
        "{\"Item\":{\"a\":{\"nULLValue\":true}}}"
            + "~attribute \"a\": type tag \"nULLValue\" is of the older Data Pipeline format; DYNAMODB_JSON has"
            + " \"NULL\"",
        "{\"Item\":{\"a\":{\"FOO\":\"v\"}}}~attribute \"a\": unknown type tag \"FOO\"",
        "{\"Item\":{\"a\":{\"XS\":[]}}}~attribute \"a\": unknown type tag \"XS\"",
        "{\"Item\":{\"a\":{\"\":1}}}~attribute \"a\": unknown type tag \"\"",
        "{\"Item\":{\"a\":{\"SSSSS\":1}}}~attribute \"a\": unknown type tag \"SSSSS\"",
        "{\"Item\":{\"a\":{}}}~attribute \"a\": no type tag",
        "{\"Item\":{\"a\":{\"S\":\"v\",\"N\":\"1\"}}}~attribute \"a\": more than one type tag",
        "{\"Item\":{\"a\":{\"S\":\"v\" x}}}"
            + "~attribute \"a\": expected '}' behind the value, at byte 23 of the line",
        "{\"Item\":{\"a\":{\"NULL\":false}}}~attribute \"a\": NULL needs true, at byte 22 of the line",
        "{\"Item\":{\"a\":{\"BOOL\":falsy}}}"
            + "~attribute \"a\": BOOL needs true or false, at byte 22 of the line",
        "{\"Item\":{\"a\":{\"BOOL\":truex}}}"
            + "~attribute \"a\": expected '}' behind the value, at byte 26 of the line",
        "{\"Item\":{\"a\":{\"N\":1}}}~attribute \"a\": N needs a string, at byte 19 of the line",
        "{\"Item\":{\"a\":{\"NS\":[1]}}}~attribute \"a\": NS needs strings, at byte 21 of the line",
        "{\"Item\":{\"a\":{\"SS\":[]}}}~attribute \"a\": SS is empty; a set has at least one element",
        "{\"Item\":{\"a\":{\"SS\":[\"v\",\"w\",\"v\"]}}}~attribute \"a\": SS has equal elements",
        "{\"Item\":{\"a\":{\"SS\":[\"v\",\"\\u0076\"]}}}~attribute \"a\": SS has equal elements",
        "{\"Item\":{\"a\":{\"NS\":[\"100\",\"1E2\"]}}}~attribute \"a\": NS has equal elements",
        "{\"Item\":{\"a\":{\"BS\":[\"Yg==\",\"Yh==\"]}}}~attribute \"a\": BS has equal elements",
        "{\"Item\":{\"a\":{\"SS\":[\"v\",]}}}~attribute \"a\": SS needs strings, at byte 25 of the line",
        "{\"Item\":{\"a\":{\"N\":\"1_0\"}}}"
            + "~attribute \"a\": N: The parameter cannot be converted to a numeric value",
        "{\"Item\":{\"a\":{\"B\":\"Yg=\"}}}"
            + "~attribute \"a\": B: not padded base64 of the standard alphabet",
        "{\"Item\":{\"a\":{\"S\":\"v\"},}}" + "~expected an attribute name, at byte 24 of the line",
        "{\"Item\":{\"a\":{\"S\":\"v\"}}" + "~expected '}' behind the item, but the line ends",
        "{\"Item\":{\"a\":{\"S\":\"v\"}}}x~there is text behind the item, at byte 25 of the line",
        "{\"Item\":{\"a\":{\"S\":\"v\"}}} {}~there is text behind the item, at byte 26 of the line",
        "{\"Item\":{\"a\":{\"S\":\"v\"}},\"b\":1}~unknown member \"b\" beside Item",
        "{\"Item\":[]}~Item needs an object, at byte 9 of the line",
        "{}~there is no member Item",
        "[]~the line is no JSON object, at byte 1 of the line",
        "''~the line is no JSON object, but the line ends",
        "{\"Item\":{\"\":{\"S\":\"v\"}}}~empty attribute name",
        "{\"Item\":{\"m\":{\"M\":{\"\":{\"S\":\"v\"}}}}}~attribute \"m\": empty attribute name",
        "{\"Item\":{\"a.b\":{\"L\":[{\"M\":{\"c\\nd\":{\"M\":{\"e\":{\"S\":1}}}}}]}}}"
            + "~attribute \"a.b.c?d.e\": S needs a string, at byte 50 of the line",
      })
  void saysWhatIsWrongAndWhere(String line, String reason) {
    refused(line).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"1\"}},\"Keys\":{\"pk\":{\"S\":\"2\"}}}",
        "{ \"Keys\":{\"pk\":{\"S\":\"2\"}},\"NewImage\":{\"pk\":{\"S\":\"2\"}}}",
        "{\"NewImage\":{\"pk\":{\"S\":\"2\"}}}"
      })
  void recognizesLinesOfAnIncrementalExport(String line) {
    refused(line)
        .startsWith("a line of an incremental export, with \"")
        .endsWith("\" where \"Item\" was expected");
  }

  @Test
  void namesTheInnermostAttributesWhenThePathIsLong() {
    String long1 = "n".repeat(70);
    refused("{\"Item\":{\"" + long1 + "\":{\"M\":{\"in\":{\"S\":1}}}}}")
        .startsWith("attribute \"….in\": S needs a string");
    refused("{\"Item\":{\"" + long1 + "\":{\"S\":1}}}")
        .startsWith("attribute \"" + "n".repeat(60) + "…\": S needs a string");
    refused("{\"Item\":{\"" + "🚀".repeat(61) + "\":{\"S\":1}}}")
        .startsWith("attribute \"" + "🚀".repeat(60) + "…\": ");
  }

  @Test
  void takesNamesOfUpTo65535Bytes() {
    String longest = "é".repeat(32767) + "x";
    assertThat(parse("{\"Item\":{\"" + longest + "\":{\"S\":\"v\"}}}")).containsKey(longest);
    refused("{\"Item\":{\"" + longest + "y\":{\"S\":\"v\"}}}")
        .endsWith("attribute name of 65536 bytes; at most 65535 are allowed")
        .hasSizeLessThan(150);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\x",
        "\\u12",
        "\\u12G4",
        "\\uD83D",
        "\\uDE80",
        "\\uD83Dx",
        "\\uD83D\\n",
        "\\uD83D\\u0041",
        "\\uD83D\\uD83D",
        "\\u+123"
      })
  void refusesBrokenEscapes(String escape) {
    refused("{\"Item\":{\"a\":{\"S\":\"" + escape + "\"}}}").startsWith("attribute \"a\": S");
    refused("{\"Item\":{\"b" + escape + "\":{\"S\":\"\"}}}").startsWith("attribute name: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Overlong, lone continuation, cut off, surrogates, above U+10FFFF, never valid.
        "C080",
        "C1BF",
        "E09FBF",
        "F08FBFBF",
        "80",
        "BF",
        "C3",
        "E282",
        "F09F9A",
        "EDA080",
        "EDBFBF",
        "F4908080",
        "F5808080",
        "FE",
        "FF",
        "C328",
        "E28228",
        "F09F9A28",
        "F09F2880",
        "E2C380"
      })
  void refusesInvalidUtf8(String hex) {
    StringBuilder raw = new StringBuilder();
    for (int i = 0; i < hex.length(); i += 2) {
      raw.append((char) Integer.parseInt(hex.substring(i, i + 2), 16));
    }
    for (String prefix : List.of("", "1234567", "\\n", "é")) {
      String line =
          "{\"Item\":{\"a\":{\"S\":\""
              + new String(prefix.getBytes(UTF_8), ISO_8859_1)
              + raw
              + "\"}}}\n";
      assertThatThrownBy(() -> parse(line.getBytes(ISO_8859_1)))
          .isInstanceOf(MalformedItemException.class)
          .hasMessage("attribute \"a\": S: a string is not valid UTF-8");
    }
  }

  @Test
  void refusesRawControlCharactersInStrings() {
    for (char c = 0; c < ' '; c++) {
      refused("{\"Item\":{\"a\":{\"S\":\"123456" + c + "89\"}}}")
          .isEqualTo("attribute \"a\": S: a string is cut off or holds a raw control character");
      refused("{\"Item\":{\"a\":{\"S\":\"\\n12" + c + "89\"}}}").startsWith("attribute \"a\": S: ");
    }
    assertThat(parse("{\"Item\":{\"a\":{\"S\":\" \u007F\"}}}")).isEqualTo(Map.of("a", " \u007F"));
  }

  @ParameterizedTest
  @CsvSource({
    "'',''",
    "YQ==,a",
    "YWI=,ab",
    "YWJj,abc",
    "YWJjZA==,abcd",
    "Y\\u0057Jj,abc",
    "'+\\/+/','\u00fb\u00ff\u00bf'"
  })
  void decodesBase64(String text, String expected) {
    assertThat(parse("{\"Item\":{\"a\":{\"B\":\"" + text + "\"}}}"))
        .isEqualTo(Map.of("a", ByteBuffer.wrap(expected.getBytes(ISO_8859_1))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Y",
        "YQ",
        "YQ=",
        "YWI",
        "YQ===",
        "=",
        "====",
        "Y===",
        "YQ=a",
        "YQ==YQ==",
        "YW-_",
        "YW J",
        " YWJj",
        "é===",
        "YWJj\\n"
      })
  void refusesOtherSpellingsOfBase64(String text) {
    refused("{\"Item\":{\"a\":{\"B\":\"" + text + "\"}}}")
        .isEqualTo("attribute \"a\": B: not padded base64 of the standard alphabet");
  }

  @Test
  void takes64LevelsAndNoMore() {
    assertThat(parse("{\"Item\":{\"a\":" + nested(64) + "}}")).containsKey("a");
    refused("{\"Item\":{\"a\":" + nested(65) + "}}").endsWith("nested deeper than 64 levels");
    refused("{\"Item\":{\"a\":" + nested(10_000) + "}}").endsWith("nested deeper than 64 levels");
    refused("{\"Item\":{\"a\":" + "{\"L\":[".repeat(10_000)).endsWith("deeper than 64 levels");
    refused("{".repeat(10_000)).contains("expected a member name");
  }

  @Test
  void readsLargeSetsInLinearTime() {
    String elements =
        IntStream.range(0, 200_000).mapToObj(i -> "\"e" + i + '"').collect(joining(","));
    assertThat(parse("{\"Item\":{\"a\":{\"SS\":[" + elements + "]}}}").get("a"))
        .isInstanceOfSatisfying(SetValue.class, set -> assertThat(set.elements()).hasSize(200_000));
    refused("{\"Item\":{\"a\":{\"SS\":[" + elements + ",\"e17\"]}}}")
        .isEqualTo("attribute \"a\": SS has equal elements");
  }

  @ParameterizedTest
  @ValueSource(strings = {"S\0", "\0S", "\0", "S\0\0", "SS\0", "\0\0"})
  void takesNoTagWithZeroBytesForAnother(String tag) {
    refused("{\"Item\":{\"a\":{\"" + tag + "\":\"x\"}}}")
        .isEqualTo(
            "attribute \"a\": type tag: a string is cut off or holds a raw control character");
    refused("{\"Item\":{\"a\":{\"" + tag.replace("\0", "\\u0000") + "\":\"x\"}}}")
        .isEqualTo("attribute \"a\": unknown type tag \"" + tag.replace('\0', '?') + '"');
  }

  @Test
  void keepsValuesOutOfReasons() {
    String secret = "s3cret";
    for (String value :
        List.of(
            "{\"N\":\"s3cret\"}",
            "{\"B\":\"s3cret\"}",
            "{\"SS\":[\"s3cret\",\"s3cret\"]}",
            "{\"S\":\"s3cret\"",
            "{\"S\":s3cret}",
            "{\"S\":\"s3cret\\x\"}",
            "\"s3cret\"",
            "s3cret")) {
      refused("{\"Item\":{\"a\":" + value + "}}").doesNotContain(secret);
    }
  }

  private static AbstractStringAssert<?> refused(String line) {
    try {
      parse(line);
    } catch (MalformedItemException e) {
      return assertThat(e.reason());
    }
    throw new AssertionError("accepted: " + line.substring(0, Math.min(200, line.length())));
  }

  private static String nested(int levels) {
    StringBuilder value = new StringBuilder("{\"S\":\"x\"}");
    for (int i = 0; i < levels; i++) {
      value.insert(0, i % 2 == 0 ? "{\"L\":[" : "{\"M\":{\"m\":");
      value.append(i % 2 == 0 ? "]}" : "}}");
    }
    return value.toString();
  }

  private static ByteBuffer bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return ByteBuffer.wrap(bytes);
  }
}
