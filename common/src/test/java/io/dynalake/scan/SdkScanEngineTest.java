package io.dynalake.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.aws.AwsSettings;
import io.dynalake.capacity.LiveTable;
import io.dynalake.capacity.Pace;
import io.dynalake.capacity.Patience;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.testsupport.export.Value;
import io.dynalake.testsupport.fault.Fault;
import io.dynalake.testsupport.fault.Rule;
import io.dynalake.testsupport.sts.EmbeddedSts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SdkScanEngineTest extends ScanEngineContract {
  private static final Patience SHORT =
      new Patience(5, Duration.ofMillis(1), Duration.ofMillis(10));

  @Override
  ScanEngine engine(AwsSettings aws) {
    return new SdkScanEngine(aws);
  }

  private static Stream<Value.MapOf> items(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> item("k" + i, Map.of("n", Value.Decimal.of(String.valueOf(i)))));
  }

  @Test
  void knowsEveryCodeOfThrottling() throws Exception {
    try (LiveTable table = LiveTable.create(items(40))) {
      List<String> codes =
          List.of(
              "ProvisionedThroughputExceededException",
              "ThrottlingException",
              "RequestLimitExceeded",
              "Throttling",
              "ThrottledException",
              "TooManyRequestsException",
              "LimitExceededException",
              "TransactionInProgressException");
      for (int i = 0; i < 6; i++) {
        table.proxy().rule(Rule.on("Scan").nth(new Fault.Throttle(codes.get(i)), i + 1));
      }
      Scanned scanned = scan(engine(table.aws()), table.request(), 1);
      assertThat(scanned.items).hasSize(40);
      assertThat(scanned.throttles).isEqualTo(6);
      assertThat(scanned.retries).isEqualTo(6);
    }
  }

  @Test
  void givesUpWhenPatienceEnds() {
    try (LiveTable table = LiveTable.create(items(1))) {
      table.proxy().rule(Rule.on("Scan").always(new Fault.Throttle()));
      ScanEngine impatient = new SdkScanEngine(table.aws(), SHORT);
      assertThatThrownBy(() -> scan(impatient, table.request(), 1))
          .isInstanceOfSatisfying(
              JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVICE))
          .hasMessageContaining("segment 0 of 1, 5 attempts: the request failed")
          .hasMessageContaining("ProvisionedThroughputExceededException");
      assertThat(table.proxy().log().calls("Scan")).hasSize(5);
    }
  }

  @Test
  void doesNotAskAgainForWhatIsWrong() {
    try (LiveTable table = LiveTable.create(items(1))) {
      ScanRequest wrong =
          new ScanRequest(
              table.name(),
              null,
              "no expression (",
              null,
              Map.of(),
              null,
              ScanRequest.Consistency.EVENTUAL);
      assertThatThrownBy(() -> scan(engine(table.aws()), wrong, 1))
          .isInstanceOfSatisfying(
              JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
          .hasMessageContaining("FilterExpression");
      assertThat(table.proxy().log().calls("Scan")).hasSize(1);
    }
  }

  @Test
  void waitsForAnEndpointThatIsAway() throws Exception {
    try (LiveTable table = LiveTable.create(items(30))) {
      table.proxy().away(Duration.ofSeconds(3));
      assertThat(scan(engine(table.aws()), table.request(), 2).items).hasSize(30);
    }
  }

  @Test
  void paysTwiceForStrongReads() throws Exception {
    try (LiveTable table = LiveTable.create(items(400))) {
      ScanRequest strong =
          new ScanRequest(
              table.name(), null, null, null, Map.of(), null, ScanRequest.Consistency.STRONG);
      ScanEngine engine = engine(table.aws());
      assertThat(scan(engine, strong, 1).capacity)
          .isEqualTo(2 * scan(engine, table.request(), 1).capacity);
    }
  }

  @Test
  void asksForPagesThatCostWhatTheyMay() throws Exception {
    try (LiveTable table = LiveTable.create(items(1000))) {
      List<Double> settled = new java.util.ArrayList<>();
      Pace narrow =
          new Pace() {
            @Override
            public double acquire(double least) {
              return Math.max(least, 2);
            }

            @Override
            public void settle(double granted, double consumed) {
              settled.add(consumed);
            }

            @Override
            public void throttled() {}
          };
      Scanned scanned = new Scanned();
      engine(table.aws()).scan(table.request(), new Segment(0, 1), narrow, scanned);
      assertThat(scanned.items).hasSize(1000);
      assertThat(settled).allSatisfy(units -> assertThat(units).isLessThanOrEqualTo(2.5));
      assertThat(settled.stream().mapToDouble(x -> x).sum()).isEqualTo(scanned.capacity);
    }
  }

  @Test
  void renewsTheCredentialsOfARoleBeforeTheyExpire() throws Exception {
    try (LiveTable table = LiveTable.create(items(40));
        EmbeddedSts sts = EmbeddedSts.start(Duration.ofSeconds(2))) {
      String role = "arn:aws:iam::123456789012:role/Reader";
      sts.require(role, "secret");
      table.proxy().accessKeys(sts::accepts);
      table
          .proxy()
          .rule(Rule.on("Scan").always(new Fault.SmallPage(10)))
          .rule(Rule.on("Scan").always(new Fault.Delay(Duration.ofSeconds(1))));
      AwsSettings assumed =
          new AwsSettings(
              "eu-central-1",
              table.endpoint().toString(),
              sts.endpoint().toString(),
              null,
              role,
              "secret");
      Scanned scanned = scan(engine(assumed), table.request(), 1);
      assertThat(scanned.items).hasSize(40);
      assertThat(sts.assumed()).hasSizeGreaterThan(1);
    }
  }
}
