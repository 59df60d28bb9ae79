package io.dynalake.dataset.partition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Positive;

/** The transforms against other people's arithmetic. */
class TransformProperties {
  @Property(tries = 300)
  void timesAgreeWithJavaTime(
      @ForAll("zones") ZoneId zone, @ForAll("instants") List<Instant> instants) {
    ParsedItems items = new ParsedItems();
    PartitionEvaluator evaluator =
        new PartitionEvaluator(
            PartitionSpec.parse("y=year(t), m=month(t), d=day(t), h=hour(t)"),
            zone,
            items.captures());
    for (Instant instant : instants) {
      items.parse("\"t\":{\"S\":\"" + instant + "\"}");
      ZonedDateTime local = instant.atZone(zone);
      String day = local.toLocalDate().toString();
      String hour = DateTimeFormatter.ofPattern("HH", Locale.ROOT).format(local);
      assertThat(evaluator.path())
          .isEqualTo(
              "y=%s/m=%s/d=%s/h=%s-%s", local.getYear(), day.substring(0, 7), day, day, hour);
    }
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(
            "UTC",
            "+05:30",
            "Europe/Berlin",
            "America/New_York",
            "America/St_Johns",
            "Australia/Lord_Howe",
            "Asia/Kathmandu",
            "Pacific/Apia",
            "America/Sao_Paulo")
        .map(ZoneId::of);
  }

  /** Anywhere from 1900 to 2100, and within two hours of changes to and from daylight saving. */
  @Provide
  Arbitrary<List<Instant>> instants() {
    Arbitrary<Long> anywhere = Arbitraries.longs().between(-2_208_988_800L, 4_102_444_800L);
    Arbitrary<Long> changes =
        Arbitraries.of(
                "2024-03-31T01:00:00Z",
                "2024-10-27T01:00:00Z",
                "2024-03-10T07:00:00Z",
                "2024-11-03T06:00:00Z",
                "2024-04-06T15:00:00Z",
                "2011-12-30T10:00:00Z",
                "2018-11-04T03:00:00Z")
            .flatMap(
                change ->
                    Arbitraries.longs()
                        .between(-7_200, 7_200)
                        .map(seconds -> Instant.parse(change).getEpochSecond() + seconds));
    return Arbitraries.oneOf(anywhere, changes).map(Instant::ofEpochSecond).list().ofSize(8);
  }

  @Property
  @SuppressWarnings("deprecation") // Old Guava, the only one on Spark's class path.
  void bucketsAgreeWithGuavasMurmur3(@ForAll String text, @ForAll @Positive int count) {
    byte[] bytes = text.getBytes(UTF_8);
    int hash = Hashing.murmur3_32().hashBytes(bytes).asInt();
    assertThat(BucketColumn.bucket(bytes, bytes.length, count))
        .isEqualTo((hash & Integer.MAX_VALUE) % count)
        .isBetween(0, count - 1);
  }

  @Property
  void truncatedIntegersAgreeWithIcebergsFormula(@ForAll long value, @ForAll @Positive int width) {
    BigInteger w = BigInteger.valueOf(width);
    BigInteger v = BigInteger.valueOf(value);
    BigInteger expected = v.subtract(v.remainder(w).add(w).remainder(w));
    assertThat(ValueColumn.multiple(Long.toString(value), width)).isEqualTo(expected.toString());
  }

  @Property
  void prefixesHaveAsManyCodePointsAsAsked(
      @ForAll String text, @ForAll @IntRange(min = 1, max = 9) int count) {
    // Arbitrary chars include lone surrogates, which are no text in UTF-8.
    String valid = new String(text.getBytes(UTF_8), UTF_8);
    byte[] utf8 = valid.getBytes(UTF_8);
    int end =
        valid.codePointCount(0, valid.length()) <= count
            ? valid.length()
            : valid.offsetByCodePoints(0, count);
    assertThat(new String(utf8, 0, ValueColumn.prefixOfCodePoints(utf8, utf8.length, count), UTF_8))
        .isEqualTo(valid.substring(0, end));
  }

  @Property
  void escapedNamesComeBack(@ForAll String text) {
    assertThat(HiveNames.unescape(HiveNames.escape(text))).isEqualTo(text);
    assertThat(HiveNames.escape(text)).doesNotContain("/", "=", ":", "\n", "\0");
  }
}
