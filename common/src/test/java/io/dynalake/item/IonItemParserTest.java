package io.dynalake.item;

import static io.dynalake.item.TreeSink.parseIon;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dynalake.item.TreeSink.SetValue;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IonItemParserTest {
  /** The example of the developer guide, and the types that it lacks. */
  private static final String USUAL =
      "{Item:{Authors:$dynamodb_SS::[\"Author1\",\"Author2\"],Id:103.,InPublication:false,PageCount:6d2,"
          + "Price:2d3,Title:\"Book 103 Title\",n:-12.5,b:{{AQL/}},t:true,z:null,"
          + "ns:$dynamodb_NS::[1.,-1.],bs:$dynamodb_BS::[{{AQ==}},{{}}],l:[1.,[],{}],m:{m:\"\"}}}";

  private static final Map<String, Object> USUAL_ITEM =
      Map.ofEntries(
          Map.entry("Authors", new SetValue(AttributeType.SS, List.of("Author1", "Author2"))),
          Map.entry("Id", new BigDecimal("103")),
          Map.entry("InPublication", false),
          Map.entry("PageCount", new BigDecimal("6E2")),
          Map.entry("Price", new BigDecimal("2E3")),
          Map.entry("Title", "Book 103 Title"),
          Map.entry("n", new BigDecimal("-12.5")),
          Map.entry("b", bytes(1, 2, 255)),
          Map.entry("t", true),
          Map.entry("z", TreeSink.Null.NULL),
          Map.entry(
              "ns",
              new SetValue(AttributeType.NS, List.of(BigDecimal.ONE, BigDecimal.ONE.negate()))),
          Map.entry("bs", new SetValue(AttributeType.BS, List.of(bytes(1), bytes()))),
          Map.entry("l", List.of(BigDecimal.ONE, List.of(), Map.of())),
          Map.entry("m", Map.of("m", "")));

  @ParameterizedTest
  @ValueSource(strings = {"$ion_1_0 ", " $ion_1_0 ", "", " \t", "$ion_1_0 $ion_1_0\t"})
  void readsAllTypesBehindAVersionMarkerOrNone(String marker) {
    assertThat(parseIon(marker + USUAL)).isEqualTo(USUAL_ITEM);
  }

  @Test
  void toleratesWhiteSpaceBetweenTokens() {
    assertThat(
            parseIon(
                "\t{ Item : { a : \"x\" , l :\t[ 1. , false , ] ,\rs : $dynamodb_SS :: [ \"p\" , \"q\" ]"
                    + " , b : {{ A Q == }} , z : null.list ,"
                    + " } } \r\t"))
        .isEqualTo(
            Map.of(
                "a",
                "x",
                "l",
                List.of(BigDecimal.ONE, false),
                "s",
                new SetValue(AttributeType.SS, List.of("p", "q")),
                "b",
                bytes(1),
                "z",
                TreeSink.Null.NULL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'with space'|with space",
        "'null'|null",
        "'1abc'|1abc",
        "'a-b'|a-b",
        "'a\\'b'|a'b",
        "'$10'|$10",
        "\"a.b\"|a.b",
        "\"q\\\"\"|q\"",
        "$10a|$10a",
        "nullable|nullable",
        "falsey|falsey",
        "_|_",
        "'Zürich'|Zürich",
      })
  void readsNamesInAnyQuotes(String name, String expected) {
    assertThat(parseIon("$ion_1_0 {Item:{" + name + ":true}}")).isEqualTo(Map.of(expected, true));
  }

  @Test
  void resolvesEscapes() {
    String escapes =
        "\\a\\b\\t\\n\\f\\r\\v\\\"\\'\\?\\\\\\/\\0\\x41\\xe9\\u6771\\uD83D\\uDE80\\U0001F680";
    String characters = "\u0007\b\t\n\f\r\u000B\"'?\\/\0Aé東🚀🚀";
    assertThat(parseIon("{Item:{a:\"" + escapes + "\",b:\"x\t\u000Bé" + escapes + "\ty\"}}"))
        .isEqualTo(Map.of("a", characters, "b", "x\t\u000Bé" + characters + "\ty"));
  }

  @ParameterizedTest
  @CsvSource({
    "0.,0",
    "-0.,0",
    "0,0",
    "7,7",
    "-17,-17",
    "1.0,1",
    "0.001,0.001",
    "1d-7,1E-7",
    "1D+2,100",
    "1.5d1,15",
    "100.5,100.5",
    "1d125,1E125",
    "1d-130,1E-130",
    "0d999999999999,0",
    "123456789.,123456789",
    "99999999999999999999999999999999999999d88,99999999999999999999999999999999999999E88",
    "1e0,1",
    "0.5e0,0.5",
    "-25e-2,-0.25",
    "1E3,1000",
  })
  void readsNumbers(String ion, BigDecimal expected) {
    assertThat(parseIon("{Item:{n:" + ion + "}}"))
        .isEqualTo(Map.of("n", TreeSink.normal(expected)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null", "null.null", "null.bool", "null.int", "null.float", "null.decimal",
        "null.timestamp", "null.string", "null.symbol", "null.blob", "null.clob", "null.struct",
        "null.list", "null.sexp"
      })
  void readsTypedNulls(String text) {
    assertThat(parseIon("{Item:{z:" + text + "}}")).isEqualTo(Map.of("z", TreeSink.Null.NULL));
  }

  @Test
  void readsAnnotationsInQuotes() {
    assertThat(parseIon("{Item:{s:'$dynamodb_NS'::[1.]}}"))
        .isEqualTo(Map.of("s", new SetValue(AttributeType.NS, List.of(BigDecimal.ONE))));
  }

  static Stream<Arguments> attributes() {
    return Stream.of(
        arguments("0.1e0", "N: a float, which is not exactly this number"),
        arguments("1" + "0".repeat(16) + "1e0", "N: a float, which is not exactly this number"),
        arguments("9".repeat(39) + ".", "N: Attempting to store more than 38 significant digits"),
        arguments("1d126", "N: Number overflow"),
        arguments("1d999999999999", "N: Number overflow"),
        arguments("1d-131", "N: Number underflow"),
        arguments("1e-999999999999", "N: Number underflow"),
        arguments("1d", "N: the exponent has no digits"),
        arguments("007", "N: not a decimal number as Ion spells it"),
        arguments("-", "N: not a decimal number as Ion spells it"),
        arguments("-inf", "N: not a decimal number as Ion spells it"),
        arguments("+inf", "a symbol, an unknown annotation or a special float"),
        arguments("nan", "a symbol, an unknown annotation or a special float"),
        arguments("0x1F", "N: not a decimal number; a timestamp or an integer of other kind"),
        arguments("1_000", "N: not a decimal number; a timestamp or an integer of other kind"),
        arguments("2024-05-14", "N: not a decimal number; a timestamp"),
        arguments("2024T", "N: not a decimal number; a timestamp"),
        arguments("truely", "a symbol, an unknown annotation or a special float"),
        arguments("null.map", "null of a type that Ion does not have"),
        arguments("'quoted'", "a symbol; no DynamoDB value is one"),
        arguments("$10", "a symbol; no DynamoDB value is one"),
        arguments("money::1.", "a symbol, an unknown annotation or a special float"),
        arguments("$dynamodb_XS::[1.]", "an annotation other than $dynamodb_SS"),
        arguments("'x'::[1.]", "an annotation other than $dynamodb_SS"),
        arguments("(1 2)", "an S-expression; no DynamoDB value is one"),
        arguments("{{\"clob\"}}", "B: a clob, or a blob without its end"),
        arguments("{{a?==}}", "B: not padded base64 of the standard alphabet"),
        arguments("{{AQ==} ", "B: expected \"}}\" behind the blob"),
        arguments("/*x*/1.", "comments are not read"),
        arguments("'''long'''", "a symbol; no DynamoDB value is one"),
        arguments("", "expected a value"),
        arguments("$dynamodb_SS::[]", "SS is empty; a set has at least one element"),
        arguments("$dynamodb_SS::\"a\"", "SS needs a list"),
        arguments("$dynamodb_SS::null.list", "SS needs a list"),
        arguments("$dynamodb_SS::[1.]", "SS needs strings in double quotes"),
        arguments("$dynamodb_SS::[\"a\",\"a\"]", "SS has equal elements"),
        arguments("$dynamodb_SS::[null]", "SS needs strings in double quotes"),
        arguments("$dynamodb_NS::[1.,10d-1]", "NS has equal elements"),
        arguments("$dynamodb_NS::[\"1\"]", "NS: not a decimal number as Ion spells it"),
        arguments("$dynamodb_NS::[1d126]", "NS: Number overflow"),
        arguments("$dynamodb_BS::[{{AQ==}},{{ AQ== }}]", "BS has equal elements"),
        arguments("$dynamodb_BS::[\"a\"]", "BS needs blobs"),
        arguments("$dynamodb_BS::[{{AQ==}} {{Ag==}}]", "expected ',' or ']' in the set"),
        arguments("[1. 2.]", "expected ',' or ']' in the list"),
        arguments("1. 2.", "expected ',' or '}' behind the attribute's value"),
        arguments("\"\\q\"", "S: a string has an invalid escape"),
        arguments("\"\\x4\"", "S: a string has an invalid escape"),
        arguments("\"\\U00110000\"", "S: a string has an invalid escape"),
        arguments("\"\\U0000D83D\"", "S: a string has an escape \\u for half of a surrogate pair"),
        arguments("\"\\uD83D\"", "S: a string has an escape \\u for half of a surrogate pair"),
        arguments("\"\u0001\"", "S: a string is cut off or holds a raw control character"),
        arguments("{:1.}", "expected an attribute name"),
        arguments("{a:1.,,}", "expected an attribute name"));
  }

  @ParameterizedTest
  @MethodSource("attributes")
  void refusesValue(String value, String reason) {
    assertRefused("$ion_1_0 {Item:{x:" + value + "}}").contains("attribute \"x\"").contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$ion_1_0 7|the line is no Ion struct",
        "$ion_1_0 {{AQ==}}|the line is no Ion struct",
        "$ion_1_0|the line is no Ion struct, but the line ends",
        "$ion_1_1 {Item:{}}|expected a struct behind $ion_1_0",
        "$ion_1_01 {Item:{}}|expected a struct behind $ion_1_0",
        "$ion_symbol_table::{symbols:[\"a\"]}|expected a struct behind $ion_1_0; other versions of Ion, symbol tables",
        "{}|there is no member Item",
        "{pk:\"a\"}|there is no member Item, but \"pk\"",
        "{Record:{Keys:{pk:\"a\"}}}|a line of an incremental export, with \"Record\" where \"Item\"",
        "{Metadata:{}}|a line of an incremental export, with \"Metadata\"",
        "{Item:\"a\"}|Item needs a struct",
        "{Item:{{AQ==}}}|expected an attribute name",
        "{Item :{{AQ==}}}|Item needs a struct",
        "{Item:{},Other:{}}|unknown member \"Other\" beside Item",
        "{Item:{}} {Item:{}}|there is text behind the item, at byte 11 of the line",
        "{Item:{a:1.|expected ',' or '}' behind the attribute's value, but the line ends",
        "{Item:{a:\"x|attribute \"a\": S: a string is cut off",
        "{Item:{a:1.}|expected '}' behind the item, but the line ends",
        "{Item:{'':1.}}|empty attribute name",
        "{Item:{null:1.}}|a keyword as attribute name needs quotes",
        "{Item:{true:1.}}|a keyword as attribute name needs quotes",
        "{Item:{$10:1.}}|a reference into a symbol table as attribute name",
        "{Item:{1a:1.}}|expected an attribute name",
        "{Item:{'a:1.}}|attribute name: a string is cut off",
        "{Item:{a 1.}}|attribute \"a\": expected ':' behind the attribute name",
        "{Item:{m:{l:[{'a b':x}]}}}|attribute \"m.l.a b\": a symbol",
      })
  void refusesLine(String line, String reason) {
    assertRefused(line).contains(reason);
  }

  @Test
  void refusesBinaryIon() {
    byte[] line = {(byte) 0xE0, 1, 0, (byte) 0xEA, '\n'};
    assertThatThrownBy(() -> TreeSink.parse(new IonItemParser(), line))
        .hasMessage("binary Ion; exports of DynamoDB hold text");
  }

  @Test
  void refusesWhatIsNotUtf8() {
    for (String name : List.of("a", "'\u00C0'")) {
      byte[] line = ("{Item:{" + name + ":\"\u00C0\"}}\n").getBytes(ISO_8859_1);
      assertThatThrownBy(() -> TreeSink.parse(new IonItemParser(), line))
          .isInstanceOf(MalformedItemException.class)
          .hasMessageContaining("a string is not valid UTF-8");
    }
  }

  @Test
  void nestsAsDeepAsTheParserOfJson() {
    int most = ItemParser.MAX_DEPTH;
    assertThat(parseIon("{Item:{x:" + "[".repeat(most) + "]".repeat(most) + "}}")).hasSize(1);
    for (int levels : new int[] {most + 1, 1_000_000}) {
      assertRefused("{Item:{x:" + "[".repeat(levels) + "]".repeat(levels) + "}}")
          .isEqualTo("attribute \"x\": nested deeper than 64 levels");
      assertRefused("{Item:{x:" + "{y:".repeat(levels) + "}".repeat(levels) + "}}")
          .contains("nested deeper than 64 levels");
    }
  }

  @Test
  @Timeout(20)
  void readsHugeValuesInBoundedTime() {
    int huge = 4 << 20;
    assertRefused("{Item:{x:1d" + "9".repeat(huge) + "}}").contains("Number overflow");
    assertRefused("{Item:{x:" + "9".repeat(huge) + ".}}").contains("38 significant digits");
    assertRefused("{Item:{" + "n".repeat(huge) + ":1.}}")
        .contains("attribute name of 4194304 bytes");
    assertRefused("{Item:{x:" + "[1.,".repeat(huge / 4) + "}}").contains("nested deeper");
    assertThat(parseIon("{Item:{x:0." + "0".repeat(huge) + "}}"))
        .isEqualTo(Map.of("x", BigDecimal.ZERO));
    assertThat(parseIon("{Item:{x:\"\\0" + "y".repeat(huge) + "\"}}")).hasSize(1);
  }

  @Test
  void readsLineInTheMiddleOfABlockAndAfterARefusal() {
    String good = " $ion_1_0 {Item:{a:\"1\"}}\n";
    String bad = " $ion_1_0 {Item:{a:[[x]]}}\n";
    byte[] block = Arrays.copyOf((bad + good).getBytes(UTF_8), 2 * good.length() + 40);
    IonItemParser parser = new IonItemParser();
    for (int i = 0; i < 2 * ItemParser.MAX_DEPTH; i++) {
      assertThatThrownBy(() -> parser.parseLine(block, 0, SkipSink.INSTANCE))
          .hasMessageContaining("attribute \"a\"");
    }
    TreeSink sink = new TreeSink();
    assertThat(parser.parseLine(block, bad.length(), sink.begin()))
        .isEqualTo(bad.length() + good.length());
    assertThat(sink.item()).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void takesALineWithoutAnItemForBlank() {
    IonItemParser parser = new IonItemParser();
    for (String line : List.of("", " \t", "$ion_1_0", " $ion_1_0 ")) {
      assertThat(parser.isBlank(padded(line), 0)).as(line).isTrue();
    }
    for (String line : List.of("$ion_1_1", "$ion_1_0 {}", "x")) {
      assertThat(parser.isBlank(padded(line), 0)).as(line).isFalse();
    }
  }

  private static byte[] padded(String line) {
    return Arrays.copyOf((line + '\n').getBytes(UTF_8), line.length() + 1 + LineBlocks.PADDING);
  }

  private static AbstractStringAssert<?> assertRefused(String line) {
    try {
      parseIon(line);
    } catch (MalformedItemException e) {
      return assertThat(e.reason()).hasSizeLessThan(400);
    }
    throw new AssertionError("was read: " + line);
  }

  private static ByteBuffer bytes(int... bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
    for (int b : bytes) {
      buffer.put((byte) b);
    }
    return buffer.flip();
  }
}
