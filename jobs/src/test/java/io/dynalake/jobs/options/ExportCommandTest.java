package io.dynalake.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.TableName;
import io.dynalake.capacity.Capacity;
import io.dynalake.capacity.RateTarget;
import io.dynalake.export.pitr.Destination.Encryption;
import io.dynalake.export.pitr.ExportKind.View;
import io.dynalake.export.pitr.ExportRequest.Format;
import io.dynalake.jobs.options.PitrArguments.Changes;
import io.dynalake.jobs.options.TableArguments.Via;
import io.dynalake.scan.EngineKind;
import io.dynalake.scan.ScanRequest;
import io.dynalake.scan.ScanRequest.Consistency;
import io.dynalake.scan.ScanSettings;
import io.dynalake.scan.SegmentShare;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportCommandTest {
  private static final TableName ORDERS = new TableName("Orders");

  @Test
  void usesDefaultsForAllButTableAndLanding() {
    ExportArguments arguments = read();

    assertThat(arguments.run()).isEqualTo(new RunName("generated", RunName.Origin.RANDOM));
    assertThat(arguments.run().isLasting()).isFalse();
    assertThat(arguments.ledger().patience()).isEqualTo(Duration.ofMinutes(5));
    assertThat(arguments.source())
        .isEqualTo(
            new TableArguments(
                ORDERS,
                Via.AUTO,
                ScanSettings.of(ScanRequest.of(ORDERS), AwsSettings.DEFAULT, "raw"),
                new PitrArguments(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Format.DYNAMODB_JSON,
                    Optional.empty(),
                    new Encryption.S3Managed(),
                    false,
                    Optional.empty()),
                Optional.empty()));
  }

  @Test
  void takesEveryOptionOfAScan() {
    ExportArguments arguments =
        read(
            "--via=scan",
            "--rcu-share=0.25",
            "--total-segments=64",
            "--segments=3-7",
            "--filter-expression=#s = :s",
            "--projection=pk, #s",
            "--expression-attribute-names={\"#s\":\"status\"}",
            "--expression-attribute-values={\":s\":{\"S\":\"OPEN\"}}",
            "--index-name=byStatus",
            "--consistent-read",
            "--scan-engine=emr-connector",
            "--landing-file-size=8MB",
            "--region=eu-west-1",
            "--profile=data",
            "--role-arn=arn:aws:iam::123456789012:role/Reader",
            "--external-id=x-1",
            "--dynamodb-endpoint=http://localhost:8000",
            "--sts-endpoint=http://localhost:8001",
            "--run-id=nightly",
            "--ledger=/tmp/ledger.db",
            "--ledger-wait=10s",
            "--report=/tmp/r.json",
            "--dry-run");

    assertThat(arguments.ledger())
        .isEqualTo(new LedgerArguments("/tmp/ledger.db", Duration.ofSeconds(10)));

    assertThat(arguments.source().via()).isEqualTo(Via.SCAN);
    assertThat(arguments.source().scan())
        .isEqualTo(
            new ScanSettings(
                new ScanRequest(
                    ORDERS,
                    "byStatus",
                    "#s = :s",
                    "pk, #s",
                    Map.of("#s", "status"),
                    "{\":s\":{\"S\":\"OPEN\"}}",
                    Consistency.STRONG),
                new AwsSettings(
                    "eu-west-1",
                    "http://localhost:8000",
                    "http://localhost:8001",
                    "data",
                    "arn:aws:iam::123456789012:role/Reader",
                    "x-1"),
                EngineKind.EMR_CONNECTOR,
                new RateTarget.Share(Capacity.READ, 0.25),
                64,
                new SegmentShare(3, 7),
                "raw",
                8 << 20));
    assertThat(arguments.run()).isEqualTo(new RunName("nightly", RunName.Origin.GIVEN));
    assertThat(arguments.report()).contains("/tmp/r.json");
    assertThat(arguments.dryRun()).isTrue();
  }

  @Test
  void takesEveryOptionOfAnExport() {
    PitrArguments changes =
        read(
                "--via=pitr",
                "--from=2024-05-01",
                "--to=2024-05-01T06:00:00",
                "--view=new-image",
                "--format=ion",
                "--bucket-owner=210987654321",
                "--sse=kms",
                "--kms-key=alias/lake",
                "--reuse",
                "--wait-timeout=90m",
                "--time-zone=Europe/Berlin")
            .source()
            .pitr();

    assertThat(changes)
        .isEqualTo(
            new PitrArguments(
                Optional.empty(),
                Optional.of(
                    new Changes(
                        Optional.of(Instant.parse("2024-04-30T22:00:00Z")),
                        Optional.of(Instant.parse("2024-05-01T04:00:00Z")),
                        View.NEW_IMAGE)),
                Optional.empty(),
                Format.ION,
                Optional.of("210987654321"),
                new Encryption.Kms("alias/lake"),
                true,
                Optional.of(Duration.ofMinutes(90))));
    assertThat(read("--export-time=2024-05-01").source().pitr().exportTime())
        .contains(Instant.parse("2024-05-01T00:00:00Z"));
  }

  @Test
  void namesARunByItsWindow() {
    ExportArguments daily = read("--window=daily", "--time-zone=Asia/Tokyo");
    String day = Window.parse("daily").last(Instant.now(), ZoneId.of("Asia/Tokyo")).label();

    assertThat(daily.run()).isEqualTo(new RunName("Orders-" + day, RunName.Origin.WINDOW));
    assertThat(daily.run().isLasting()).isTrue();
  }

  @Test
  void choosesTheOnlyWayThatOptionsLeave() {
    assertThat(read("--filter-expression=attribute_exists(a)").source().via()).isEqualTo(Via.SCAN);
    assertThat(read("--incremental").source().via()).isEqualTo(Via.PITR);
    assertThat(read("--max-rcu=100").source().via()).isEqualTo(Via.AUTO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--via=pitr --max-rcu=5 | --via: pitr exports whole tables and consumes no capacity; leave"
            + " out --max-rcu",
        "--via=scan --export-time=2024-05-01 | leave out --export-time, or use --via pitr",
        "--projection=a --incremental | nothing can follow both --projection (scan) and"
            + " --incremental (pitr)",
        "--max-rcu=5 --rcu-share=0.5 | --rcu-share: --max-rcu is given too",
        "--max-rcu=much | --max-rcu: 'much' is not a number",
        "--rcu-share=1.5 | must be above 0 and at most 1",
        "--segments=0-3 | --segments: it is a share of --total-segments; give that too",
        "--segments=7-3 --total-segments=8 | this is no range",
        "--total-segments=0 | --total-segments: '0' is not a whole number from 1",
        "--window=daily --export-time=2024-05-01 | --window: it says the time itself",
        "--window=fortnightly | is no period; give hourly, daily",
        "--reuse | --reuse: any export of another time would do",
        "--kms-key=k | --kms-key: a key of KMS goes with --sse kms only",
        "--wait-timeout=soon | --wait-timeout: 'soon' is not a time",
        "--external-id=x | there is no role that it belongs to",
        "--region=Frankfurt | this is no region",
        "--expression-attribute-names=x | is no JSON object of texts",
        "--expression-attribute-values={\":a\":{\"S\":\"b\"}} | no filter and no projection",
      })
  void refusesWhatDoesNotGoTogether(String typed, String problem) {
    refused(typed.split(" ")).contains(problem);
  }

  @Test
  void refusesATableThatCannotBeOne() {
    assertThatThrownBy(() -> command("--table=a b", "--landing=raw"))
        .hasMessageContaining("neither a table's name");
    assertThatThrownBy(() -> command("--landing=raw"))
        .hasMessageContaining("--table: missing; it says what to read");
  }

  private static AbstractStringAssert<?> refused(String... options) {
    try {
      read(options);
    } catch (RuntimeException e) {
      return assertThat(String.valueOf(e.getMessage()));
    }
    throw new AssertionError("accepted: " + String.join(" ", options));
  }

  private static ExportArguments read(String... more) {
    List<String> all = new ArrayList<>(List.of("--table=Orders", "--landing=raw"));
    all.addAll(List.of(more));
    return command(all.toArray(String[]::new));
  }

  private static ExportArguments command(String... options) {
    return JobCommand.EXPORT
        .read(List.of(options), file -> Map.of(), () -> "generated")
        .arguments();
  }
}
