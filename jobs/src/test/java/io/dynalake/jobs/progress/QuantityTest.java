package io.dynalake.jobs.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KB",
    "1536, 1.5 KB",
    "1048575, 1.0 MB",
    "268435456, 256.0 MB",
    "9223372036854775807, 8192.0 PB"
  })
  void writesBytes(long bytes, String text) {
    assertThat(Quantity.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.04, 0.0 s",
    "9.96, 10.0 s",
    "119.9, 119.9 s",
    "725, 12:05 min",
    "3599.7, 1:00:00 h",
    "11045, 3:04:05 h"
  })
  void writesTimes(double seconds, String text) {
    assertThat(Quantity.seconds(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 7, 0 %",
    "0, 0, 0 %",
    "7, 7, 100 %",
    "1, 3, 33.3 %",
    "1, 1001, < 0.1 %",
    "9999999, 10000000, > 99.9 %"
  })
  void writesShares(long part, long whole, String text) {
    assertThat(Quantity.percent(part, whole)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 files", "1, 1 file", "2, 2 files", "1234567, '1,234,567 files'"})
  void writesCounts(long count, String text) {
    assertThat(Quantity.count(count, "file")).isEqualTo(text);
  }
}
