package io.dynalake.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.aws.AwsClients;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Follows a real table whose provisioned capacity is changed, as auto scaling does it. */
class RateFollowerTest {
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration ENOUGH = Duration.ofSeconds(30);

  private final LiveTable table = LiveTable.provisioned(20, Stream.empty());
  private final Budget budget = new Budget(10, System::nanoTime);

  @AfterEach
  void close() {
    table.close();
  }

  private RateFollower follower(RateTarget target) {
    RateFollower follower = new RateFollower(target, this::describe, budget, SOON);
    follower.start();
    return follower;
  }

  private TableDescription describe() {
    return TableDescription.of(AwsClients.dynamoDb(table.aws()), table.name(), null);
  }

  private void provision(long units) {
    table
        .tables()
        .client()
        .updateTable(
            request ->
                request
                    .tableName(table.name().text())
                    .provisionedThroughput(
                        t -> t.readCapacityUnits(units).writeCapacityUnits(1_000L)));
  }

  private void awaitRate(double rate) {
    long end = System.nanoTime() + ENOUGH.toNanos();
    while (budget.rate() != rate && System.nanoTime() < end) {
      LockSupport.parkNanos(SOON.toNanos() / 4);
    }
    assertThat(budget.rate()).isEqualTo(rate);
  }

  @Test
  void takesItsShareOfWhatTheTableIsScaledTo() {
    try (RateFollower follower = follower(new RateTarget.Share(Capacity.READ, 0.5))) {
      assertThat(follower).isNotNull();
      provision(100);
      awaitRate(50);
      provision(30);
      awaitRate(15);
    }
  }

  @Test
  void keepsTheRateWhileTheTableCannotBeLookedAt() {
    try (RateFollower follower = follower(new RateTarget.Share(Capacity.READ, 0.5))) {
      assertThat(follower).isNotNull();
      table.proxy().leave();
      provision(100);
      assertThat(budget.rate()).isEqualTo(10);
      table.proxy().comeBack();
      awaitRate(50);
    }
  }

  @Test
  void leavesATableAloneThatAnAbsoluteRateDoesNotDependOn() throws InterruptedException {
    try (RateFollower follower = follower(new RateTarget.Absolute(Capacity.READ, 10))) {
      assertThat(follower).isNotNull();
      provision(100);
      Thread.sleep(10 * SOON.toMillis());
    }
    assertThat(budget.rate()).isEqualTo(10);
    assertThat(table.proxy().log().calls("DescribeTable")).isEmpty();
  }
}
