package io.dynalake.dataset.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.dataset.partition.UpdatedAtFilter.Counts;
import io.dynalake.dataset.partition.UpdatedAtFilter.Decision;
import io.dynalake.dataset.partition.UpdatedAtFilter.Missing;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdatedAtFilterTest {
  private static final Instant START = Instant.parse("2024-03-05T00:00:00Z");
  private static final Instant END = Instant.parse("2024-03-06T00:00:00Z");

  private final ParsedItems items = new ParsedItems();

  @ParameterizedTest
  @CsvSource({
    "S,2024-03-05T00:00:00Z,KEPT",
    "S,2024-03-04T23:59:59.999999Z,FILTERED",
    "S,2024-03-05T23:59:59.999999Z,KEPT",
    "S,2024-03-06T00:00:00Z,FILTERED",
    "S,2024-03-06T01:00:00+02:00,KEPT",
    "S,2024-03-05T22:00:00-03:00,FILTERED",
    "S,2024-03-05,KEPT",
    "S,2024-03-06,FILTERED",
    "N,1709596800,KEPT",
    "N,1709683200,FILTERED",
    "N,1709683199999,KEPT",
    "N,1709683199999999,KEPT",
    "N,1709683200000000,FILTERED",
    "S,,MISSING_DROPPED",
    "S,soon,MISSING_DROPPED",
    "N,1E+100,MISSING_DROPPED",
  })
  void keepsWhatIsWithinTheRange(String type, String value, Decision expected) {
    UpdatedAtFilter.Evaluator filter = filter(Missing.DROP, "UTC");
    items.parse("\"updatedAt\":{\"" + type + "\":\"" + (value == null ? "" : value) + "\"}");
    assertThat(filter.decide()).isEqualTo(expected);
  }

  @Test
  void readsTimesWithoutZoneInTheGivenOne() {
    UpdatedAtFilter.Evaluator filter = filter(Missing.DROP, "Asia/Tokyo");
    items.parse("\"updatedAt\":{\"S\":\"2024-03-05T08:59:59\"}");
    assertThat(filter.decide()).isEqualTo(Decision.FILTERED);
    items.parse("\"updatedAt\":{\"S\":\"2024-03-05T09:00:00\"}");
    assertThat(filter.decide()).isEqualTo(Decision.KEPT);
  }

  @Test
  void tellsMissingTimestampsFromFilteredOnes() {
    UpdatedAtFilter.Evaluator keep = filter(Missing.KEEP, "UTC");
    UpdatedAtFilter.Evaluator drop = filter(Missing.DROP, "UTC");
    Counts counts = new Counts();
    for (String item :
        new String[] {
          "\"updatedAt\":{\"NULL\":true}",
          "\"x\":{\"S\":\"2024-03-05\"}",
          "\"updatedAt\":{\"M\":{}}"
        }) {
      items.parse(item);
      counts.add(keep.decide());
      counts.add(drop.decide());
    }
    items.parse("\"updatedAt\":{\"N\":\"1\"}");
    counts.add(keep.decide());
    Counts all = new Counts();
    all.merge(counts);
    all.merge(counts);
    assertThat(all.of(Decision.MISSING_KEPT)).isEqualTo(6);
    assertThat(all.of(Decision.MISSING_DROPPED)).isEqualTo(6);
    assertThat(all.of(Decision.FILTERED)).isEqualTo(2);
    assertThat(all.of(Decision.KEPT)).isZero();
    assertThat(Decision.MISSING_KEPT.keeps()).isTrue();
    assertThat(Decision.MISSING_DROPPED.keeps()).isFalse();
  }

  @Test
  void takesRangesOpenAtEitherEnd() {
    UpdatedAtFilter.Evaluator from =
        UpdatedAtFilter.between(
                "meta.at", Optional.of(START), Optional.empty(), Missing.DROP, ZoneId.of("UTC"))
            .evaluator(items.captures());
    UpdatedAtFilter.Evaluator to =
        UpdatedAtFilter.between(
                "meta.at", Optional.empty(), Optional.of(START), Missing.DROP, ZoneId.of("UTC"))
            .evaluator(items.captures());
    items.parse("\"meta\":{\"M\":{\"at\":{\"S\":\"1900-01-01T00:00:00Z\"}}}");
    assertThat(from.decide()).isEqualTo(Decision.FILTERED);
    assertThat(to.decide()).isEqualTo(Decision.KEPT);
    items.parse("\"meta\":{\"M\":{\"at\":{\"S\":\"2999-01-01T00:00:00Z\"}}}");
    assertThat(from.decide()).isEqualTo(Decision.KEPT);
    assertThat(to.decide()).isEqualTo(Decision.FILTERED);
  }

  @Test
  void refusesEmptyRanges() {
    assertThatThrownBy(
            () ->
                UpdatedAtFilter.between(
                    "a", Optional.of(END), Optional.of(END), Missing.DROP, ZoneId.of("UTC")))
        .isInstanceOf(JobException.class)
        .hasMessageContaining(
            "--end-date: 2024-03-06T00:00:00Z is not after --start-date 2024-03-06T00:00:00Z")
        .extracting(e -> ((JobException) e).code())
        .isEqualTo(ErrorCode.USAGE);
  }

  private UpdatedAtFilter.Evaluator filter(Missing missing, String zone) {
    return UpdatedAtFilter.between(
            "updatedAt", Optional.of(START), Optional.of(END), missing, ZoneId.of(zone))
        .evaluator(items.captures());
  }
}
