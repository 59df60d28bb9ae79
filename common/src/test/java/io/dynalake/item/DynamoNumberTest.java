package io.dynalake.item;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DynamoNumberTest {
  private static final String NOT_NUMERIC = "The parameter cannot be converted to a numeric value";

  @Property(tries = 5000)
  void agreesWithBigDecimal(
      @ForAll("numbers") BigDecimal value, @ForAll("spellings") Spelling spelling) {
    String text = spelling.of(value);
    DynamoNumber number = number(text);

    String canonical = TreeSink.normal(value).toPlainString();
    assertThat(number).as(text).hasToString(canonical);
    assertThat(number.textLength()).isEqualTo(canonical.length());
    assertThat(number.textLength()).isLessThanOrEqualTo(DynamoNumber.MAX_TEXT_LENGTH);

    BigDecimal normal = new BigDecimal(canonical);
    int fractionDigits = Math.max(0, normal.scale());
    assertThat(number.fractionDigits()).isEqualTo(fractionDigits);
    BigInteger integers = normal.abs().toBigInteger();
    assertThat(number.integerDigits())
        .isEqualTo(integers.signum() == 0 ? 0 : integers.toString().length());

    boolean int64 = fractionDigits == 0 && normal.toBigInteger().bitLength() <= 63;
    assertThat(number.isInt64()).isEqualTo(int64);
    if (int64) {
      assertThat(number.int64()).isEqualTo(normal.longValueExact());
    }
    assertThat(number.unscaled(fractionDigits + 3))
        .isEqualTo(normal.movePointRight(fractionDigits + 3).toBigIntegerExact());
    for (int scale = fractionDigits; scale + number.integerDigits() <= 18; scale++) {
      assertThat(number.unscaledLong(scale))
          .isEqualTo(normal.movePointRight(scale).longValueExact());
    }
    assertThat(number.doubleValue()).isEqualTo(Double.parseDouble(canonical));
    assertThat(number.sameValue(number(canonical))).isTrue();
  }

  @Property
  void tellsDifferentValuesApart(
      @ForAll("numbers") BigDecimal left, @ForAll("numbers") BigDecimal right) {
    assertThat(number(left.toString()).sameValue(number(right.toString())))
        .isEqualTo(left.compareTo(right) == 0);
  }

  @Test
  void readsShortTextsAsOneWordAsItReadsThemInALoop() {
    List<String> texts = List.of("");
    for (int length = 1; length <= 6; length++) {
      texts =
          texts.stream()
              .flatMap(text -> Stream.of("0", "1", "9", ".", "-", "\u001e").map(text::concat))
              .toList();
      for (String text : texts) {
        assertThat(read(text, "0070.\u00ff\u00ff7")).as(text).isEqualTo(read(text, ""));
      }
    }
  }

  /** What it makes of a text that other bytes, or none, are behind. */
  private static String read(String text, String behind) {
    DynamoNumber number = new DynamoNumber();
    String reason = number.read((text + behind).getBytes(ISO_8859_1), 0, text.length());
    return reason != null
        ? reason
        : number + " " + number.integerDigits() + " " + number.fractionDigits();
  }

  @Test
  void forgetsTheNumberBefore() {
    DynamoNumber number = new DynamoNumber();
    for (String text :
        new String[] {"-1e125", "-0.5", "0", "12345678901234567890", "7", "1e-130"}) {
      parse(number, text);
      assertThat(number).hasToString(new BigDecimal(text).toPlainString());
    }
    assertThatThrownBy(() -> parse(number, "99x")).hasMessage(NOT_NUMERIC);
    parse(number, "8");
    assertThat(number.int64()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807,true",
    "-9223372036854775808,true",
    "9223372036854775808,false",
    "-9223372036854775809,false",
    "999999999999999999,true",
    "1e18,true",
    "1e19,false",
    "10000000000000000000,false",
    "0.5,false",
    "5.0,true",
    "0,true",
    "-0.0,true"
  })
  void knowsWhatFits64Bits(String text, boolean fits) {
    DynamoNumber number = number(text);
    assertThat(number.isInt64()).isEqualTo(fits);
    if (fits) {
      assertThat(number.int64()).isEqualTo(new BigDecimal(text).longValueExact());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Halfway cases and neighbours of 2^53, which two roundings would get wrong.
        "9007199254740993", "9007199254740992.5", "900719925474099.25", "0.1",
            "123456789012345.678",
        "8.41e-5", "5e-130", "1.7976931348623157e125", "0.000000000000000123",
            "2305843009213693953",
        "9007199254740993e22"
      })
  void roundsToTheNearestDouble(String text) {
    assertThat(number(text).doubleValue()).isEqualTo(new BigDecimal(text).doubleValue());
    assertThat(number("-" + text).doubleValue()).isEqualTo(-new BigDecimal(text).doubleValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-", "+", ".", "-.", "e5", ".e5", "1e", "1e+", "1e-", "1e1.5", "1.2.3", "--1", "+-1",
        "1-", "0x10", "1_000", "1,000", "٣", "1e5e5", "1 2", "NaN", "1f", "1d", "\u0000"
      })
  void refusesWhatIsNoNumber(String text) {
    assertThatThrownBy(() -> number(text))
        .isInstanceOf(MalformedItemException.class)
        .hasMessage(NOT_NUMERIC);
  }

  @ParameterizedTest
  @CsvSource({
    "1e999999999999,overflow",
    "1e99999999999999999999999999999,overflow",
    "1e-999999999999,underflow",
    "1e2147483648,overflow",
    "1e4294967296,overflow",
    "1e9223372036854775808,overflow",
    "-9.99999999999999999999999999999999999999e125,38 significant",
    "1.00000000000000000000000000000000000001,38 significant"
  })
  void failsFastOnWhatIsOutOfRange(String text, String reason) {
    Assertions.assertThatExceptionOfType(MalformedItemException.class)
        .isThrownBy(() -> number(text))
        .withMessageContaining(reason);
  }

  @Test
  void countsZerosOfAnyNumberButNotAsDigits() {
    String zeros = "0".repeat(1_000_000);
    assertThat(number("0." + zeros + "5e1000001")).hasToString("5");
    assertThat(number(zeros + "5" + zeros + "e-1000000")).hasToString("5");
    assertThat(number("0." + zeros)).hasToString("0");
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () ->
            assertThatThrownBy(() -> number("1" + zeros))
                .hasMessageStartingWith("Number overflow."));
  }

  @Test
  void refusesAScaleThatWouldLoseDigits() {
    assertThatThrownBy(() -> number("1.25").unscaled(1))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("scale 1 is less than 2");
  }

  @Provide
  Arbitrary<BigDecimal> numbers() {
    Arbitrary<BigInteger> digits =
        Arbitraries.integers()
            .between(1, 38)
            .flatMap(
                count ->
                    Arbitraries.bigIntegers()
                        .between(
                            BigInteger.ONE, BigInteger.TEN.pow(count).subtract(BigInteger.ONE)));
    Arbitrary<Integer> exponents =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.integers().between(-4, 4)),
            Tuple.of(1, Arbitraries.integers().between(-130, 125)));
    return Combinators.combine(digits, exponents, Arbitraries.of(-1, 1, 1, 0))
        .as(
            (unscaled, exponent, sign) -> {
              int first =
                  Math.min(125, Math.max(-130, exponent + unscaled.toString().length() - 1));
              BigDecimal value =
                  new BigDecimal(unscaled)
                      .scaleByPowerOfTen(first - unscaled.toString().length() + 1);
              return value.multiply(BigDecimal.valueOf(sign));
            });
  }

  @Provide
  Arbitrary<Spelling> spellings() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 5),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(-30, 30),
            Arbitraries.of(true, false))
        .as(Spelling::new);
  }

  /** One of the ways to write a number. */
  record Spelling(int leadingZeros, int trailingZeros, int exponent, boolean withExponent) {
    String of(BigDecimal value) {
      BigDecimal mantissa = withExponent ? value.movePointLeft(exponent) : value;
      String text = mantissa.abs().toPlainString();
      if (text.contains(".")) {
        text += "0".repeat(trailingZeros);
      } else if (trailingZeros > 0) {
        text += "." + "0".repeat(trailingZeros - 1);
      }
      if (leadingZeros == 5 && text.startsWith("0.") && text.length() > 2) {
        text = text.substring(1);
      } else {
        text = "0".repeat(leadingZeros) + text;
      }
      String sign = mantissa.signum() < 0 ? "-" : leadingZeros == 1 ? "+" : "";
      String power = exponent > 0 && leadingZeros == 2 ? "E+" + exponent : "e" + exponent;
      return sign + text + (withExponent ? power : "");
    }
  }

  private static DynamoNumber number(String text) {
    DynamoNumber number = new DynamoNumber();
    parse(number, text);
    return number;
  }

  private static void parse(DynamoNumber number, String text) {
    byte[] bytes = ("7" + text + "7".repeat(Long.BYTES)).getBytes(US_ASCII);
    number.parse(bytes, 1, text.length());
  }
}
