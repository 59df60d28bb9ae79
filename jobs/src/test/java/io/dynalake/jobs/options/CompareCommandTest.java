package io.dynalake.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.TableName;
import io.dynalake.capacity.Capacity;
import io.dynalake.capacity.RateTarget;
import io.dynalake.compare.SampleSettings;
import io.dynalake.compare.SampleSettings.Values;
import io.dynalake.jobs.options.CompareArguments.Input;
import io.dynalake.scan.ScanRequest;
import io.dynalake.scan.ScanSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompareCommandTest {
  private static final String ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/Orders";

  @Test
  void takesEveryOption() {
    AwsSettings aws = new AwsSettings("eu-west-1", null, null, null, null, null);
    ScanSettings scan =
        ScanSettings.of(ScanRequest.of(new TableName("Orders")), aws, "s3://lake/compared")
            .withRate(new RateTarget.Absolute(Capacity.READ, 50));
    assertThat(
            read(
                "dynamodb://Orders",
                ARN,
                "--key=pk,`s.k`",
                "--ignore=a",
                "--ignore=b,c",
                "--samples=3",
                "--show-values",
                "--landing=s3://lake/compared",
                "--max-rcu=50",
                "--region=eu-west-1",
                "--report=report.json",
                "--json",
                "--run-id=nightly"))
        .isEqualTo(
            new CompareArguments(
                new RunName("nightly", RunName.Origin.GIVEN),
                new Input.Table("dynamodb://Orders", scan),
                new Input.Table(ARN, scan.withTable(new TableName(ARN))),
                List.of("pk", "s.k"),
                Set.of("a", "b", "c"),
                new SampleSettings(3, Values.SHOWN),
                Optional.of("s3://lake/compared"),
                Optional.of("report.json"),
                true));
  }

  @Test
  void needsNoMoreThanTwoInputs() {
    assertThat(read("lake/orders", "s3://lake/raw"))
        .isEqualTo(
            new CompareArguments(
                new RunName("a-run", RunName.Origin.RANDOM),
                new Input.Files("lake/orders"),
                new Input.Files("s3://lake/raw"),
                List.of(),
                Set.of(),
                new SampleSettings(10, Values.HIDDEN),
                Optional.empty(),
                Optional.empty(),
                false))
        .isEqualTo(read("--LEFT", "lake/orders", "--right=s3://lake/raw"));
  }

  @Test
  void reportsAllThatIsWrong() {
    assertThatThrownBy(() -> read("lake/orders", "--samples=1001", "--key=a,b,c", "--ignore=x.y"))
        .hasMessageContaining("--right: missing; it says what to compare with; give a URI")
        .hasMessageContaining("--samples: '1001' is not a whole number from 0 to 1000")
        .hasMessageContaining("--key: 3 attributes; a key has at most two")
        .hasMessageContaining("--ignore: x.y: only whole top-level attributes can be named here");
    assertThatThrownBy(() -> read("dynamodb://no/table", "arn:aws:s3:::bucket"))
        .hasMessageContaining("--left: table no/table: this is neither a table's name")
        .hasMessageContaining("--right: table arn:aws:s3:::bucket: this is neither");
    assertThatThrownBy(() -> read("a", "b", "--key=pk", "--ignore=pk"))
        .hasMessageContaining("--ignore: pk is a --key too");
    assertThatThrownBy(() -> read("a", "b", "--max-rcu=5", "--consistent-read"))
        .hasMessageContaining(
            "--max-rcu, --consistent-read: no table is compared, so nothing is scanned");
    assertThatThrownBy(() -> read("a", "dynamodb://Orders", "--total-segments=4", "--segments=0-1"))
        .hasMessageContaining("--segments: a table is compared as a whole");
  }

  private static CompareArguments read(String... typed) {
    return JobCommand.COMPARE.read(List.of(typed), file -> Map.of(), () -> "a-run").arguments();
  }
}
