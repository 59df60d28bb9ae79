package io.dynalake.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionValuesTest {
  private final Problems problems = new Problems();
  private final OptionValues values = new OptionValues(problems);

  @ParameterizedTest
  @CsvSource({
    "1000, 1000",
    "10B, 10",
    "3k, 3072",
    "256MB, 268435456",
    "256 mib, 268435456",
    "1.5G, 1610612736",
    "2TB, 2199023255552"
  })
  void readsSizes(String text, long bytes) {
    assertThat(values.size("--s", text)).isEqualTo(bytes);
    problems.raise("job");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MB", "-1MB", "0", "0.1", "1e6", "1XB", "1 000", "9999999TB"})
  void refusesOtherSizes(String text) {
    values.size("--s", text);
    assertThatThrownBy(() -> problems.raise("job"))
        .hasMessageContaining("--s: '" + text + "' is not a size; give bytes with an optional");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-31, 2024-03-30T23:00:00Z",
    "31-03-2024, 2024-03-30T23:00:00Z",
    "2024-04-01, 2024-03-31T22:00:00Z",
    "2024-03-31T12:00:00Z, 2024-03-31T12:00:00Z",
    "2024-03-31T12:00+05:30, 2024-03-31T06:30:00Z",
    "2024-03-31T12:00:00.123456, 2024-03-31T10:00:00.123456Z"
  })
  void readsDatesInTheirZone(String text, Instant instant) {
    assertThat(values.instant("--d", text, ZoneId.of("Europe/Berlin"))).contains(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"31-02-2024", "2023-02-29", "2024-13-01", "13-13-2024", "2024/01/01", "today"})
  void refusesOtherDates(String text) {
    assertThat(values.instant("--d", text, ZoneId.of("UTC"))).isEmpty();
    assertThatThrownBy(() -> problems.raise("job"))
        .hasMessageContaining("--d: '" + text + "' is not a date; give yyyy-MM-dd, dd-MM-yyyy or");
  }

  @Test
  void cutsTypesAtTheLastEqualsSign() {
    assertThat(values.types("--type", List.of("`a=b`=map<string,bigint>")))
        .containsExactly(new SchemaArguments.TypePin("`a=b`", "map<string,bigint>"));
  }
}
