package io.dynalake.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.capacity.TableDescription;
import io.dynalake.error.JobException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;

class SegmentPlanTest {
  private static TableDescription table(long sizeBytes) {
    return new TableDescription(
        "Orders",
        "",
        "",
        List.of("pk"),
        Map.of("pk", "S"),
        0,
        sizeBytes,
        BillingMode.PROVISIONED,
        new TableDescription.Throughput(5, 0, 0),
        new TableDescription.Throughput(0, 0, 0),
        false);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2, 8", // Stale: the table may be of any size.
    "1000, 0, 4",
    "1099511627776, 16, 8193",
    "1000000000000000000, 16, 1000000",
  })
  void makesSeveralSegmentsPerCoreAndOnePer128MegabytesAndNeverOne(
      long bytes, int cores, int segments) {
    assertThat(SegmentPlan.total(table(bytes), cores)).isEqualTo(segments);
  }

  @Test
  void shufflesSoThatNeighboursAreNotReadTogetherButTheSameWayEachTime() {
    List<Integer> order = SegmentPlan.order(new SegmentShare(10, 109), 7);
    assertThat(order)
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(10, 109).boxed().toList())
        .isEqualTo(SegmentPlan.order(new SegmentShare(10, 109), 7))
        .isNotEqualTo(SegmentPlan.order(new SegmentShare(10, 109), 8));
    long neighbours =
        IntStream.range(1, 100).filter(i -> Math.abs(order.get(i) - order.get(i - 1)) == 1).count();
    assertThat(neighbours).isLessThan(15);
  }

  @Test
  void readsShares() {
    assertThat(SegmentShare.parse("3-7")).isEqualTo(new SegmentShare(3, 7));
    assertThat(SegmentShare.parse("4")).isEqualTo(new SegmentShare(4, 4));
    for (String wrong : List.of("", "7-3", "-1", "a", "1-", "1,2")) {
      assertThatThrownBy(() -> SegmentShare.parse(wrong))
          .isInstanceOf(JobException.class)
          .hasMessageContaining("this is no range");
    }
    assertThatThrownBy(() -> new SegmentShare(3, 7).requireWithin(7))
        .hasMessageContaining("the scan has segments 0 to 6");
    new SegmentShare(3, 7).requireWithin(8);
  }
}
