package io.dynalake.testsupport.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CallLogTest {
  @Test
  void tellsTheMostThatWasConsumedInATime() {
    CallLog log = new CallLog();
    Operation scan = new Operation(Operation.Service.DYNAMODB, "Scan", "Orders");
    Instant start = Instant.parse("2024-05-01T00:00:00Z");
    double[] units = {5, 1, 1, 4, 4, 1};
    for (int i = 0; i < units.length; i++) {
      log.add(new Call(start.plusSeconds(i), scan, 200, List.of(), units[i], Optional.empty()));
    }
    assertThat(log.mostConsumedIn(Duration.ofSeconds(1))).isEqualTo(5);
    assertThat(log.mostConsumedIn(Duration.ofSeconds(2))).isEqualTo(8);
    assertThat(log.mostConsumedIn(Duration.ofSeconds(4))).isEqualTo(11);
    assertThat(log.mostConsumedIn(Duration.ofHours(1))).isEqualTo(16);
  }
}
