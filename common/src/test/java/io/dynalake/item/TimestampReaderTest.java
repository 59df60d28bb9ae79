package io.dynalake.item;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampReaderTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** Seconds of 0001-01-01T00:00Z and 10000-01-01T00:00Z. */
  private static final long FIRST = -62135596800L;

  private static final long LAST = 253402300799L;

  @ParameterizedTest
  @CsvSource({
    "2024-03-05T10:20:30Z,2024-03-05T10:20:30Z",
    "2024-03-05T10:20:30.5Z,2024-03-05T10:20:30.5Z",
    "2024-03-05T10:20:30.123Z,2024-03-05T10:20:30.123Z",
    "2024-03-05T10:20:30.123456789Z,2024-03-05T10:20:30.123456Z",
    "1969-12-31T23:59:59.9999999Z,1969-12-31T23:59:59.999999Z",
    "2024-03-05 10:20:30.000001Z,2024-03-05T10:20:30.000001Z",
    "2024-03-05T10:20Z,2024-03-05T10:20:00Z",
    "2024-03-05T10:20:30+02:30,2024-03-05T07:50:30Z",
    "2024-03-05T10:20:30.25-0330,2024-03-05T13:50:30.25Z",
    "2024-03-05T00:20:30+01,2024-03-04T23:20:30Z",
    "2024-03-05T10:20-18:00,2024-03-06T04:20:00Z",
    "2024-03-05T10:20:30,2024-03-05T09:20:30Z",
    "2024-07-05 10:20:30.5,2024-07-05T08:20:30.5Z",
    "2024-03-05,2024-03-04T23:00:00Z",
    "05-03-2024,2024-03-04T23:00:00Z",
    "2024-02-29T00:00:00Z,2024-02-29T00:00:00Z",
    "2000-02-29,2000-02-28T23:00:00Z",
    "0001-01-01T00:00:00Z,0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z,9999-12-31T23:59:59.999999Z",
    // Clocks go forward at 2:00, and back at 3:00: that hour comes twice, the first is meant.
    "2024-03-31T02:30:00,2024-03-31T01:30:00Z",
    "2024-10-27T02:30:00,2024-10-27T00:30:00Z"
  })
  void readsTextInAnyFormat(String text, Instant expected) {
    assertThat(read(BERLIN, text)).hasValue(micros(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "1,1000000",
    "-1,-1000000",
    "1709634030,1709634030000000",
    "99999999999,99999999999000000",
    "100000000000,100000000000000",
    "1709634030123,1709634030123000",
    "-1709634030123,-1709634030123000",
    "99999999999999,99999999999999000",
    "100000000000000,100000000000000",
    "1709634030123456,1709634030123456",
    "99999999999999999,99999999999999999",
    "100000000000000000,100000000000000",
    "1709634030123456789,1709634030123456",
    "-1709634030123456789,-1709634030123457",
    "99999999999999999999,99999999999999999"
  })
  void readsEpochNumbersByMagnitude(String text, long micros) {
    assertThat(read(BERLIN, text)).as("text").hasValue(micros);
    assertThat(number(text)).as("number").hasValue(micros);
  }

  @ParameterizedTest
  @CsvSource({
    "1709634030.123,1709634030123000",
    "1709634030.1234567,1709634030123456",
    "-0.0000001,-1",
    "-1.5,-1500000",
    "0.0000009,0",
    "1e-130,0",
    "-1e-130,-1",
    "1709634030123.4567,1709634030123456",
    "1709634030123456.9,1709634030123456",
    "1.709634030123E+9,1709634030123000",
    "12345678901.1234567890123456789012345,12345678901123456"
  })
  void cutsFractionsTowardsThePast(String text, long micros) {
    assertThat(number(text)).hasValue(micros);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-",
        "now",
        "2024-3-5",
        "2024-13-01",
        "2024-00-01",
        "2024-01-00",
        "2024-01-32",
        "2023-02-29",
        "1900-02-29",
        "2024-04-31",
        "0000-01-01",
        "10000-01-01",
        "31-02-2024",
        "32-01-2024",
        "2024/03/05",
        "2024-03-05T",
        "2024-03-05T10",
        "2024-03-05T1020",
        "2024-03-05T10:2",
        "2024-03-05T10:20:3",
        "2024-03-05T10:20:",
        "2024-03-05T24:00:00Z",
        "2024-03-05T10:60:00Z",
        "2024-03-05T10:20:60Z",
        "2024-03-05T10:20:30.Z",
        "2024-03-05T10:20:30.1234567890Z",
        "2024-03-05T10:20:30ZZ",
        "2024-03-05T10:20:30 Z",
        "2024-03-05T10:20:30+",
        "2024-03-05T10:20:30+1",
        "2024-03-05T10:20:30+19:00",
        "2024-03-05T10:20:30+18:01",
        "2024-03-05T10:20:30+01:60",
        "2024-03-05T10:20:30+01-00",
        "2024-03-05T10:20:30+1:00",
        "2024-03-05T10:20:30+01:00Z",
        "2024-03-05x10:20:30Z",
        "2024-03-05T10:20:30[UTC]",
        "05-03-2024T10:20:30",
        "5-3-2024",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        "123456789012345678901",
        "-62135596801",
        "1e9",
        "1709634030.5",
        "+1709634030",
        "2024-03-0é",
        "aaaa-bb-cc",
        "2024-03-05T1a:20:30Z",
        "2024-03-05T10:20:30.1aZ"
      })
  void refusesWhatIsNoPointInTime(String text) {
    assertThat(read(BERLIN, text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"100000000000000000000", "1e125", "-62135596801", "-99999999999999999999"})
  void refusesNumbersOutOfRange(String text) {
    assertThat(number(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // Midnight does not exist in these zones on these days.
    "America/Sao_Paulo,2018-11-04,2018-11-04T03:00:00Z",
    "Asia/Beirut,2024-03-31,2024-03-30T22:00:00Z",
    "+05:30,2024-03-05,2024-03-04T18:30:00Z"
  })
  void daysBeginWhenTheyDoInTheZone(String zone, String day, Instant expected) {
    assertThat(read(ZoneId.of(zone), day)).hasValue(micros(expected));
    assertThat(read(ZoneId.of(zone), day.replaceAll("(....)-(..)-(..)", "$3-$2-$1")))
        .hasValue(micros(expected));
  }

  @Property
  void agreesWithJavaTime(
      @ForAll @LongRange(min = FIRST + 86_400, max = LAST - 86_400) long second,
      @ForAll @IntRange(max = 999_999_999) int nano,
      @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offsetMinutes) {
    Instant instant = Instant.ofEpochSecond(second, nano);
    OptionalLong expected = OptionalLong.of(micros(instant.truncatedTo(ChronoUnit.MICROS)));
    OffsetDateTime offset = instant.atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
    assertThat(read(BERLIN, instant.toString())).isEqualTo(expected);
    assertThat(read(BERLIN, offset.toString())).isEqualTo(expected);
    LocalDateTime local = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    assertThat(read(BERLIN, local.toString()))
        .hasValue(micros(local.atZone(BERLIN).toInstant().truncatedTo(ChronoUnit.MICROS)));
    LocalDate day = local.toLocalDate();
    assertThat(read(BERLIN, day.toString())).hasValue(micros(day.atStartOfDay(BERLIN).toInstant()));
    if (Math.abs(second) < 99_999_999_999L) {
      String text = BigDecimal.valueOf(second).add(BigDecimal.valueOf(nano, 9)).toPlainString();
      assertThat(number(text)).isEqualTo(expected);
    }
  }

  @Property
  void takesExactlyTheDatesOfTheCalendar(
      @ForAll @IntRange(max = 9999) int year,
      @ForAll @IntRange(max = 13) int month,
      @ForAll @IntRange(max = 32) int day) {
    String text = String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day);
    OptionalLong expected;
    try {
      LocalDate date =
          LocalDate.parse(
              text, DateTimeFormatter.ISO_LOCAL_DATE.withResolverStyle(ResolverStyle.STRICT));
      expected =
          year == 0 ? OptionalLong.empty() : OptionalLong.of(date.toEpochDay() * 86_400_000_000L);
    } catch (DateTimeParseException e) {
      expected = OptionalLong.empty();
    }
    assertThat(read(ZoneOffset.UTC, text)).isEqualTo(expected);
  }

  private static OptionalLong read(ZoneId zone, String text) {
    TimestampReader reader = new TimestampReader(zone);
    // Digits around it must not be taken for a part of it.
    byte[] bytes = ("00" + text + "00").getBytes(UTF_8);
    return reader.text(bytes, 2, bytes.length - 4)
        ? OptionalLong.of(reader.micros())
        : OptionalLong.empty();
  }

  private static OptionalLong number(String text) {
    TimestampReader reader = new TimestampReader(BERLIN);
    DynamoNumber number = new DynamoNumber();
    byte[] bytes = text.getBytes(UTF_8);
    number.parse(bytes, 0, bytes.length);
    return reader.number(number) ? OptionalLong.of(reader.micros()) : OptionalLong.empty();
  }

  private static long micros(Instant instant) {
    return BigDecimal.valueOf(instant.getEpochSecond())
        .movePointRight(6)
        .add(BigDecimal.valueOf(instant.getNano(), 3))
        .setScale(0, RoundingMode.UNNECESSARY)
        .longValueExact();
  }
}
