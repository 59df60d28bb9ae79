package io.dynalake.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {
  private static final List<String> NAMES =
      List.of("export", "target", "target-file-size", "start-date", "end-date", "partition-by");

  @ParameterizedTest
  @CsvSource({
    "exprot, export",
    "targets, target",
    "partition, partition-by",
    "partitioned-by, partition-by",
    "startdate, start-date",
    "file-size, target-file-size"
  })
  void findsWhatWasMeant(String typed, String meant) {
    assertThat(Suggestion.among(NAMES, typed)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zzz", "quarantine", "x"})
  void isSilentAboutTheRest(String typed) {
    assertThat(Suggestion.among(NAMES, typed)).isEmpty();
  }
}
