package io.dynalake.jobs.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.aws.TableName;
import io.dynalake.capacity.RateTarget;
import io.dynalake.capacity.TableDescription;
import io.dynalake.capacity.TableDescription.Throughput;
import io.dynalake.jobs.options.TableArguments.Via;
import io.dynalake.scan.ScanRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;

class EstimateTest {
  private static final long GB = 1L << 30;

  @Test
  void countsHalfAUnitForFourKilobytes() {
    Estimate estimate = estimate(table(400 * GB, BillingMode.PAY_PER_REQUEST, 0, 24_000), true);

    assertThat(estimate.units()).isEqualTo(400.0 * GB / 8192);
    assertThat(estimate.scanSeconds()).hasValue(400.0 * GB / 8192 / 24_000);
    assertThat(estimate.scanDollars()).hasValue(400.0 * GB / 8192 / 1e6 * 0.125);
    assertThat(estimate.exportDollars()).isEqualTo(40);
  }

  @Test
  void countsTwiceAsMuchForStrongReads() {
    ScanRequest strong =
        new ScanRequest(
            new TableName("Orders"),
            null,
            null,
            null,
            Map.of(),
            null,
            ScanRequest.Consistency.STRONG);

    Estimate estimate =
        Estimate.of(
            table(8192, BillingMode.PROVISIONED, 10, 0), strong, new RateTarget.Unlimited(), true);

    assertThat(estimate.units()).isEqualTo(2);
    assertThat(estimate.scanDollars()).isEmpty();
  }

  @Test
  void choosesTheScanWhereAnExportIsImpossible() {
    TableDescription huge = table(9_000 * GB, BillingMode.PROVISIONED, 100, 0);

    assertThat(estimate(huge, false).choose(true).why()).contains("no point-in-time recovery");
    assertThat(estimate(huge, true).choose(false).why()).contains("S3 only");
    assertThat(estimate(huge, true).choose(true).via()).isEqualTo(Via.PITR);
  }

  @Test
  void choosesByTheTimeThatAScanWouldTake() {
    // 900 seconds and a little more at 100 units.
    long border = 900L * 100 * 8192;

    assertThat(choice(border)).isEqualTo(Via.SCAN);
    assertThat(choice(border + 8192 * 100)).isEqualTo(Via.PITR);
  }

  private static Via choice(long bytes) {
    return estimate(table(bytes, BillingMode.PROVISIONED, 100, 0), true).choose(true).via();
  }

  @Test
  void choosesBySizeWhereNothingIsKnownOfTheRate() {
    assertThat(estimate(table(10 * GB, BillingMode.PAY_PER_REQUEST, 0, 0), true).choose(true).via())
        .isEqualTo(Via.SCAN);
    assertThat(estimate(table(11 * GB, BillingMode.PAY_PER_REQUEST, 0, 0), true).choose(true).via())
        .isEqualTo(Via.PITR);
  }

  @Test
  void estimatesNewTablesWithoutFigures() {
    Estimate estimate = estimate(table(0, BillingMode.PAY_PER_REQUEST, 0, 0), true);

    assertThat(EstimateText.of("Orders", estimate, estimate.choose(true)))
        .contains("table Orders: 0 items, 0 B")
        .contains("not known; see --max-rcu")
        .contains("less than 0.01 USD")
        .endsWith("via scan: the table is small, and a scan costs less\n");
  }

  private static Estimate estimate(TableDescription table, boolean recoverable) {
    return Estimate.of(
        table, ScanRequest.of(new TableName("Orders")), new RateTarget.Unlimited(), recoverable);
  }

  private static TableDescription table(
      long bytes, BillingMode billing, long provisioned, long warm) {
    return new TableDescription(
        "Orders",
        "arn:aws:dynamodb:eu-central-1:123456789012:table/Orders",
        "id",
        List.of("pk"),
        Map.of("pk", "S"),
        bytes / 500,
        bytes,
        billing,
        new Throughput(provisioned, 0, warm),
        new TableDescription.Throughput(0, 0, 0),
        false);
  }
}
