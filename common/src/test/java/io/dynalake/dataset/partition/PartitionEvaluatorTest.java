package io.dynalake.dataset.partition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionEvaluatorTest {
  private static final String NULL = HiveNames.NULL_VALUE;

  private final ParsedItems items = new ParsedItems();

  @Test
  void joinsTheColumnsInTheirOrder() {
    PartitionEvaluator evaluator = evaluator("day(updatedAt), bucket(16, id), status");
    items.parse(
        "\"status\":{\"S\":\"open\"},\"id\":{\"S\":\"iceberg\"},"
            + "\"updatedAt\":{\"S\":\"2024-03-05T23:59:59Z\"}");
    String path = evaluator.path();
    // 1210000089 % 16
    assertThat(path).isEqualTo("updatedAt_day=2024-03-05/id_bucket=9/status=open");
    items.parse(
        "\"updatedAt\":{\"S\":\"2024-03-05T00:00:00Z\"},\"id\":{\"S\":\"iceberg\"},"
            + "\"status\":{\"S\":\"open\"}");
    assertThat(evaluator.path()).isSameAs(path);
    items.parse("\"other\":{\"S\":\"open\"}");
    assertThat(evaluator.path())
        .isEqualTo("updatedAt_day=" + NULL + "/id_bucket=" + NULL + "/status=" + NULL);
  }

  @Test
  void followsIcebergsRulesOfTypedColumnsWhereTheTableIsIcebergs() {
    PartitionSpec spec =
        PartitionSpec.parse("d=day(t), b=bucket(16, n), e=bucket(16, s), s")
            .with(TableFormat.ICEBERG);
    PartitionEvaluator evaluator =
        new PartitionEvaluator(spec, ZoneId.of("America/New_York"), items.captures());
    // 34 is hashed as a number, to 2017239379; an empty string, to 0, is a value.
    items.parse("\"t\":{\"S\":\"2024-03-06T03:30:00Z\"},\"n\":{\"N\":\"34\"},\"s\":{\"S\":\"\"}");
    assertThat(evaluator.path()).isEqualTo("d=2024-03-06/b=3/e=0/s=");
    items.parse("\"t\":{\"S\":\"2024-03-06T03:30:00\"},\"n\":{\"N\":\"0.5\"},\"s\":{\"S\":\"x\"}");
    assertThat(evaluator.path()).startsWith("d=2024-03-06/b=" + NULL).endsWith("/s=x");
    items.parse("\"n\":{\"NULL\":true}");
    assertThat(evaluator.path())
        .isEqualTo("d=" + NULL + "/b=" + NULL + "/e=" + NULL + "/s=" + NULL);
  }

  @ParameterizedTest
  @CsvSource({
    "S,2024-03-05T10:59:59.999Z",
    "S,2024-03-05T12:29:59+01:30",
    "N,1709636399",
    "N,1709636399999",
    "N,1709636399999999",
  })
  void readsTimestampsAsTextAndNumbers(String type, String value) {
    PartitionEvaluator evaluator = evaluator("y=year(t), m=month(t), d=day(t), h=hour(t)");
    items.parse("\"t\":{\"" + type + "\":\"" + value + "\"}");
    assertThat(evaluator.path()).isEqualTo("y=2024/m=2024-03/d=2024-03-05/h=2024-03-05-10");
  }

  @Test
  void countsDaysInTheGivenZone() {
    PartitionEvaluator evaluator =
        new PartitionEvaluator(
            PartitionSpec.parse("day(t), hour(t)"),
            ZoneId.of("America/New_York"),
            items.captures());
    items.parse("\"t\":{\"S\":\"2024-03-06T03:30:00Z\"}");
    assertThat(evaluator.path()).isEqualTo("t_day=2024-03-05/t_hour=2024-03-05-22");
    items.parse("\"t\":{\"S\":\"2024-03-06T03:30:00\"}");
    assertThat(evaluator.path()).isEqualTo("t_day=2024-03-06/t_hour=2024-03-06-03");
  }

  @Test
  void putsTimesBeforeTheEpochIntoTheirDay() {
    PartitionEvaluator evaluator = evaluator("hour(t)");
    items.parse("\"t\":{\"S\":\"1969-12-31T23:59:59.999999Z\"}");
    assertThat(evaluator.path()).isEqualTo("t_hour=1969-12-31-23");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"S\":\"\"}",
        "{\"S\":\"yesterday\"}",
        "{\"NULL\":true}",
        "{\"BOOL\":true}",
        "{\"L\":[{\"S\":\"2024-03-05\"}]}",
        "{\"M\":{\"t\":{\"S\":\"2024-03-05\"}}}",
        "{\"SS\":[\"2024-03-05\"]}",
        "{\"N\":\"1E+125\"}",
      })
  void keepsItemsWithoutReadableTimestamp(String value) {
    PartitionEvaluator evaluator = evaluator("day(t)");
    items.parse("\"t\":{\"S\":\"2024-03-05T00:00:00Z\"}");
    assertThat(evaluator.path()).isEqualTo("t_day=2024-03-05");
    items.parse("\"t\":" + value);
    assertThat(evaluator.path()).isEqualTo("t_day=" + NULL);
  }

  /** From Appendix B of the Iceberg table specification, version 2. */
  @ParameterizedTest
  @CsvSource({"69636562657267,1210000089", "00010203,-188683207"})
  void hashesLikeIceberg(String hex, int hash) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    for (int count : new int[] {1, 7, 16, 1_000_003, Integer.MAX_VALUE}) {
      assertThat(BucketColumn.bucket(bytes, bytes.length, count))
          .isEqualTo((hash & Integer.MAX_VALUE) % count);
    }
  }

  @Test
  void buckesTextBinaryAndNumbersButNothingElse() {
    PartitionEvaluator evaluator = evaluator("b=bucket(1000000, v)");
    items.parse("\"v\":{\"B\":\"AAECAw==\"}");
    assertThat(evaluator.path()).isEqualTo("b=" + (-188683207 & Integer.MAX_VALUE) % 1_000_000);
    items.parse("\"v\":{\"S\":\"1.5\"}");
    String text = evaluator.path();
    items.parse("\"v\":{\"N\":\"+01.50\"}");
    assertThat(evaluator.path()).isEqualTo(text);
    byte[] canonical = "1.5".getBytes(UTF_8);
    assertThat(text).isEqualTo("b=" + BucketColumn.bucket(canonical, 3, 1_000_000));
    items.parse("\"v\":{\"BOOL\":true}");
    assertThat(evaluator.path()).isEqualTo("b=" + NULL);
    items.parse("\"v\":{\"S\":\"\"}");
    assertThat(evaluator.path()).isEqualTo("b=" + NULL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"S\":\"ab\"}                  | ab",
        "{\"S\":\"abcd\"}                | abc",
        "{\"S\":\"😀é漢字\"}              | 😀é漢",
        "{\"N\":\"7\"}                   | 6",
        "{\"N\":\"-1\"}                  | -3",
        "{\"N\":\"-3\"}                  | -3",
        "{\"N\":\"-0.5\"}                | -3",
        "{\"N\":\"8.999\"}               | 6",
        "{\"N\":\"9223372036854775809\"} | 9223372036854775809",
        "{\"N\":\"1E30\"}                | 999999999999999999999999999999",
        "{\"B\":\"AAECAw==\"}            | AAEC",
        "{\"BOOL\":true}                 | __HIVE_DEFAULT_PARTITION__",
      })
  void truncates(String value, String expected) {
    PartitionEvaluator evaluator = evaluator("v=truncate(3, v)");
    items.parse("\"v\":" + value);
    assertThat(evaluator.path()).isEqualTo("v=" + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"S\":\"a/b=c%d: e\"}    | a%2Fb%3Dc%25d%3A e",
        "{\"S\":\"\\u0000\\n\\u007f\"} | %00%0A%7F",
        "{\"S\":\"[x]{y}^'\\\"\\\\#*?\"} | %5Bx%5D%7By}%5E%27%22%5C%23%2A%3F",
        "{\"S\":\"漢字 é\"}         | 漢字 é",
        "{\"N\":\"1E2\"}           | 100",
        "{\"N\":\"-0.0\"}          | 0",
        "{\"BOOL\":true}          | true",
        "{\"BOOL\":false}         | false",
        "{\"B\":\"+/8=\"}          | +%2F8%3D",
        "{\"NS\":[\"1\"]}          | __HIVE_DEFAULT_PARTITION__",
      })
  void writesTheValueItself(String value, String expected) {
    PartitionEvaluator evaluator = evaluator("v");
    items.parse("\"v\":" + value);
    assertThat(evaluator.path()).isEqualTo("v=" + expected);
    assertThat(HiveNames.escape(HiveNames.unescape(expected))).isEqualTo(expected);
  }

  @Test
  void takesTheAttributeAtItsDepthOnly() {
    PartitionEvaluator evaluator = evaluator("a.b, b");
    items.parse(
        "\"a\":{\"M\":{\"c\":{\"M\":{\"b\":{\"S\":\"deep\"}}},\"b\":{\"S\":\"nested\"}}},"
            + "\"l\":{\"L\":[{\"M\":{\"b\":{\"S\":\"listed\"}}}]},\"b\":{\"S\":\"top\"}");
    assertThat(evaluator.path()).isEqualTo("a_b=nested/b=top");
    items.parse("\"a\":{\"S\":\"b\"}");
    assertThat(evaluator.path()).isEqualTo("a_b=" + NULL + "/b=" + NULL);
  }

  @Test
  void tellsTypesWithTheSameBytesApart() {
    PartitionEvaluator evaluator = evaluator("v");
    items.parse("\"v\":{\"S\":\"abc\"}");
    assertThat(evaluator.path()).isEqualTo("v=abc");
    items.parse("\"v\":{\"B\":\"YWJj\"}");
    assertThat(evaluator.path()).isEqualTo("v=YWJj");
  }

  @Test
  void refusesValuesTooLongForADirectory() {
    PartitionEvaluator evaluator = evaluator("v");
    items.parse("\"v\":{\"S\":\"" + "é".repeat(100) + "\"}");
    assertThat(evaluator.path()).isEqualTo("v=" + "é".repeat(100));
    items.parse("\"v\":{\"S\":\"" + "/".repeat(67) + "\"}");
    assertThatThrownBy(evaluator::path)
        .isInstanceOf(JobException.class)
        .hasMessage(
            "partition column 'v': a value of attribute v takes 201 bytes as a directory name; file"
                + " systems take 255 with the column's name, and 200 is the limit here; partition by"
                + " truncate(n, v) or bucket(n, v) instead")
        .extracting(e -> ((JobException) e).code())
        .isEqualTo(ErrorCode.BAD_DATA);
  }

  @Test
  void leavesLessRoomToValuesOfLongNames() {
    String name = "n".repeat(100);
    PartitionEvaluator evaluator = evaluator(name + "=v");
    items.parse("\"v\":{\"S\":\"" + "x".repeat(154) + "\"}");
    assertThat(evaluator.path()).hasSize(255);
    items.parse("\"v\":{\"S\":\"" + "x".repeat(155) + "\"}");
    assertThatThrownBy(evaluator::path).hasMessageContaining("takes 155 bytes");
  }

  @Test
  void staysRightWhenCachesOverflow() {
    PartitionEvaluator evaluator = evaluator("k, bucket(70000, k)");
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 40_000; i++) {
        items.parse("\"k\":{\"N\":\"" + i + "\"}");
        byte[] text = Integer.toString(i).getBytes(UTF_8);
        assertThat(evaluator.path())
            .isEqualTo("k=" + i + "/k_bucket=" + BucketColumn.bucket(text, text.length, 70_000));
      }
    }
  }

  @Test
  void putsUnpartitionedItemsIntoTheRoot() {
    PartitionEvaluator evaluator =
        new PartitionEvaluator(PartitionSpec.unpartitioned(), ZoneOffset.UTC, items.captures());
    items.parse("\"v\":{\"S\":\"x\"}");
    assertThat(evaluator.path()).isEmpty();
  }

  private PartitionEvaluator evaluator(String spec) {
    return new PartitionEvaluator(PartitionSpec.parse(spec), ZoneOffset.UTC, items.captures());
  }
}
