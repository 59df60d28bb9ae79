package io.dynalake.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.jobs.options.Window.Period;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
  /** 31 March 2024 is the Sunday on which Berlin's clocks go from 2 to 3. */
  @ParameterizedTest
  @CsvSource({
    "hourly, 2024-03-31T01:00:00Z, 2024-03-31T00:00:00Z, 2024-03-31T01:00:00Z,"
        + " hourly-20240331T03p02",
    "daily, 2024-04-01T10:00:00Z, 2024-03-30T23:00:00Z, 2024-03-31T22:00:00Z, daily-20240401",
    "daily, 2024-03-31T21:59:59Z, 2024-03-29T23:00:00Z, 2024-03-30T23:00:00Z, daily-20240331",
    "weekly, 2024-04-03T10:00:00Z, 2024-03-24T23:00:00Z, 2024-03-31T22:00:00Z, weekly-20240401",
    "weekly:sat, 2024-04-03T10:00:00Z, 2024-03-22T23:00:00Z, 2024-03-29T23:00:00Z,"
        + " weekly-20240330",
    "WEEKLY:Wednesday, 2024-04-02T22:00:00Z, 2024-03-26T23:00:00Z, 2024-04-02T22:00:00Z,"
        + " weekly-20240403",
    "monthly, 2024-03-31T12:00:00Z, 2024-01-31T23:00:00Z, 2024-02-29T23:00:00Z, monthly-20240301"
  })
  void endsWithTheLastPeriodThatIsOver(
      String window, Instant now, Instant from, Instant to, String label) {
    assertThat(Window.parse(window).last(now, ZoneId.of("Europe/Berlin")))
        .isEqualTo(new Period(from, to, label));
  }
}
