package io.dynalake.item;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * Runs the inputs beside it in src/test/resources; with JAZZER_FUZZ=1 in the environment it looks
 * for more, and writes what fails to the same folder.
 */
class ItemParserShortFuzzTest {
  @FuzzTest(maxDuration = "20s")
  void readsLinesAndNumbersLikeJacksonAndBigDecimal(byte[] data) {
    check(data);
  }

  static void check(byte[] data) {
    byte[] line = Arrays.copyOf(data, data.length + 1);
    line[data.length] = '\n';
    Differential.check(line);
    number(data);
  }

  private static void number(byte[] data) {
    String text = new String(data, ISO_8859_1);
    if (data.length > 1000 || text.chars().anyMatch(c -> c > 0x7F)) {
      // BigDecimal takes the digits of other scripts as well.
      return;
    }
    DynamoNumber number = new DynamoNumber();
    try {
      number.parse(data, 0, data.length);
    } catch (MalformedItemException e) {
      if (e.reason().startsWith("The parameter cannot be converted")) {
        assertThat(isDecimal(text)).as(text).isFalse();
      } else {
        assertThat(isDecimal(text) && inRange(text)).as(text).isFalse();
      }
      return;
    }
    if (number.toString().equals("0")) {
      assertThat(text.split("[eE]", 2)[0]).matches("[+-]?[0.]+");
    } else {
      assertThat(new BigDecimal(number.toString())).isEqualByComparingTo(text);
    }
  }

  private static boolean isDecimal(String text) {
    try {
      return new BigDecimal(text) != null;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean inRange(String text) {
    BigDecimal value = new BigDecimal(text).abs().stripTrailingZeros();
    return value.signum() == 0
        || (value.precision() <= 38
            && value.compareTo(new BigDecimal("1E126")) < 0
            && value.compareTo(new BigDecimal("1E-130")) >= 0);
  }
}
