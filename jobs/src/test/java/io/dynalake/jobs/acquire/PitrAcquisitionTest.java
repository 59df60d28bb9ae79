package io.dynalake.jobs.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.export.pitr.ExportKind;
import io.dynalake.export.pitr.ExportKind.Full;
import io.dynalake.export.pitr.ExportKind.Incremental;
import io.dynalake.export.pitr.ExportKind.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PitrAcquisitionTest {
  private static final Instant FROM = Instant.parse("2024-05-01T00:00:00Z");

  @Test
  void makesOneExportOfADay() {
    assertThat(PitrAcquisition.slices(FROM, FROM.plus(Duration.ofHours(24)), View.NEW_IMAGE))
        .containsExactly(new Incremental(FROM, FROM.plus(Duration.ofHours(24)), View.NEW_IMAGE));
  }

  @Test
  void refusesLessThanTheServiceDoes() {
    assertThatThrownBy(() -> PitrAcquisition.slices(FROM, FROM.plusSeconds(899), View.NEW_IMAGE))
        .hasMessageContaining("15 minutes to 24 hours");
  }

  @Test
  void asksForTheSameTimesAgainWheneverItIsStarted() {
    List<ExportKind> slices =
        PitrAcquisition.slices(FROM, FROM.plus(Duration.ofHours(40)), View.NEW_IMAGE);
    List<String> typed =
        List.of("--table=T", "--window=daily", "--run-id=x", "--from=2024", "--incremental");

    assertThat(TableRun.options(typed, "T-1", PitrAcquisition.times(slices)))
        .containsExactly(
            "--table=T",
            "--incremental",
            "--from=2024-05-01T00:00:00Z",
            "--to=2024-05-02T16:00:00Z",
            "--run-id=T-1");
    assertThat(PitrAcquisition.times(List.of(new Full(FROM))))
        .containsExactly("--export-time=2024-05-01T00:00:00Z");
    assertThat(PitrAcquisition.times(List.of(new Full(null)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {900, 86_399, 86_400, 86_401, 100_003, 172_800, 172_801, 4_000_000})
  void cutsLongPeriodsWithoutGapAndOverlap(long seconds) {
    List<Incremental> slices =
        PitrAcquisition.slices(FROM, FROM.plusSeconds(seconds), View.NEW_AND_OLD_IMAGES).stream()
            .map(Incremental.class::cast)
            .toList();

    assertThat(slices.get(0).from()).isEqualTo(FROM);
    for (int i = 1; i < slices.size(); i++) {
      assertThat(slices.get(i).from()).isEqualTo(slices.get(i - 1).to());
    }
    assertThat(slices.get(slices.size() - 1).to()).isEqualTo(FROM.plusSeconds(seconds));
    assertThat(slices).hasSize((int) ((seconds + 86_399) / 86_400));
  }
}
