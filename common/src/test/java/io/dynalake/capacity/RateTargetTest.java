package io.dynalake.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.JobException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;

class RateTargetTest {
  private static TableDescription table(
      BillingMode billing, long provisioned, long max, long warm) {
    return new TableDescription(
        "Orders",
        "",
        "",
        List.of("pk"),
        Map.of("pk", "S"),
        0,
        0,
        billing,
        new TableDescription.Throughput(provisioned, max, warm),
        new TableDescription.Throughput(0, 0, 0),
        false);
  }

  private static TableDescription onDemand(long max, long warm) {
    return table(BillingMode.PAY_PER_REQUEST, 0, max, warm);
  }

  @Test
  void takesAShareOfWhatTheTableReallyHas() {
    RateTarget half = new RateTarget.Share(Capacity.READ, 0.5);
    assertThat(half.unitsPerSecond(table(BillingMode.PROVISIONED, 300, 0, 12_000))).hasValue(150);
    assertThat(half.unitsPerSecond(onDemand(0, 12_000))).hasValue(6_000);
    assertThat(half.unitsPerSecond(onDemand(500, 12_000))).hasValue(250);
    assertThat(half.unitsPerSecond(onDemand(500, 0))).hasValue(250);
    assertThat(half.followsTable()).isTrue();
  }

  @Test
  void asksForANumberWhereTheTableSaysNone() {
    assertThatThrownBy(
            () -> new RateTarget.Share(Capacity.READ, 0.5).unitsPerSecond(onDemand(0, 0)))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("table Orders is on demand")
        .hasMessageEndingWith("use --max-rcu instead");
    assertThat(new RateTarget.Absolute(Capacity.READ, 7).unitsPerSecond(onDemand(0, 0)))
        .hasValue(7);
    assertThat(new RateTarget.Unlimited().unitsPerSecond(onDemand(0, 12_000))).isEmpty();
  }

  @Test
  void refusesRatesThatAreNone() {
    for (double wrong : new double[] {0, -1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> new RateTarget.Share(Capacity.READ, wrong))
          .hasMessageContaining("rcu-share");
    }
    for (double wrong : new double[] {0, 0.5, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new RateTarget.Absolute(Capacity.READ, wrong))
          .hasMessageContaining("max-rcu");
    }
  }

  @Test
  void dividesByNoSizeOrCountThatIsStale() {
    assertThat(onDemand(0, 0).itemBytes()).isEmpty();
  }
}
