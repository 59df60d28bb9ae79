package io.dynalake.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.TableName;
import io.dynalake.capacity.Capacity;
import io.dynalake.capacity.RateTarget;
import io.dynalake.jobs.options.LoadFormatArguments.Format;
import io.dynalake.load.write.IfExists;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadCommandTest {
  private static final String[] LEAST = {"--from=in", "--format=json", "--table=Orders"};

  @Test
  void takesEveryOption() {
    LoadArguments read =
        read(
            "--from=s3://lake/orders",
            "--format=csv",
            "--table=arn:aws:dynamodb:eu-west-1:123456789012:table/Orders",
            "--create-table=customerId:S,orderId:N",
            "--billing=provisioned:5,50",
            "--if-exists=newer:version",
            "--max-wcu=40",
            "--requests-at-once=9",
            "--max-bad-items=12",
            "--on-bad-file=skip",
            "--files-per-round=7",
            "--dead-letters=s3://lake/dead",
            "--report=report.json",
            "--run-id=restore",
            "--force",
            "--dry-run",
            "--ledger=runs.db",
            "--role-arn=arn:aws:iam::123456789012:role/loader",
            "--external-id=x");
    assertThat(read.run()).isEqualTo(new RunName("restore", RunName.Origin.GIVEN));
    assertThat(read.from()).isEqualTo("s3://lake/orders");
    assertThat(read.format().format()).isEqualTo(Format.CSV);
    assertThat(read.table())
        .isEqualTo(
            new LoadArguments.Table(
                new TableName("arn:aws:dynamodb:eu-west-1:123456789012:table/Orders"),
                new AwsSettings(
                    null, null, null, null, "arn:aws:iam::123456789012:role/loader", "x"),
                Optional.of(
                    new NewTable(
                        List.of(
                            new NewTable.Key("customerId", "S"), new NewTable.Key("orderId", "N")),
                        5,
                        50)),
                new IfExists.Newer("version"),
                new RateTarget.Absolute(Capacity.WRITE, 40),
                9));
    assertThat(read.checks()).isEqualTo(new LoadArguments.Checks(12, true));
    assertThat(read.recovery().filesPerRound()).isEqualTo(7);
    assertThat(read.recovery().ledger().uri()).isEqualTo("runs.db");
    assertThat(read.deadLetters()).contains("s3://lake/dead");
    assertThat(read.report()).contains("report.json");
    assertThat(read.force()).isTrue();
    assertThat(read.dryRun()).isTrue();
  }

  @Test
  void overwritesInAnExistingTableAndBearsNoBadItemUnlessTold() {
    LoadArguments read = read(LEAST);
    assertThat(read.run()).isEqualTo(new RunName("a-run", RunName.Origin.RANDOM));
    assertThat(read.table().created()).isEmpty();
    assertThat(read.table().ifExists()).isEqualTo(new IfExists.Overwrite());
    assertThat(read.table().aws()).isEqualTo(AwsSettings.DEFAULT);
    assertThat(read.checks()).isEqualTo(new LoadArguments.Checks(0, false));
    assertThat(read.recovery().filesPerRound()).isZero();
    assertThat(read.deadLetters()).isEmpty();
    assertThat(read.force()).isFalse();
    assertThat(read.dryRun()).isFalse();
  }

  @Test
  void takesAShareOfWhatTheTableHas() {
    assertThat(read("--from=in", "--format=json", "--table=Orders", "--wcu-share=0.3").table())
        .extracting(LoadArguments.Table::rate)
        .isEqualTo(new RateTarget.Share(Capacity.WRITE, 0.3));
  }

  @Test
  void reportsAllThatIsMissing() {
    assertThatThrownBy(LoadCommandTest::read)
        .hasMessageContaining("--from: missing")
        .hasMessageContaining("--format: missing")
        .hasMessageContaining("--table: missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "--create-table=pk~'pk' is no key of a table; give NAME:TYPE",
        "--create-table=a:S,b:S,c:S~is no key of a table",
        "--create-table=a:BOOL~is no key of a table",
        "--if-exists=replace~--if-exists",
        "--if-exists=newer~--if-exists",
        "--max-wcu=0~--max-wcu",
        "--wcu-share=1.5~--wcu-share",
        "--requests-at-once=257~--requests-at-once",
        "--max-bad-items=-1~--max-bad-items",
        "--on-bad-file=ignore~--on-bad-file: 'ignore' is not one of its values; give one of fail,",
        "--files-per-round=0~--files-per-round",
        "--run-id=../x~--run-id",
      })
  void refusesWhatMakesNoSense(String option, String problem) {
    assertThatThrownBy(() -> read(LEAST[0], LEAST[1], LEAST[2], option))
        .hasMessageContaining(problem);
  }

  @Test
  void refusesTwoLimits() {
    assertThatThrownBy(() -> read(LEAST[0], LEAST[1], LEAST[2], "--max-wcu=5", "--wcu-share=0.5"))
        .hasMessageContaining("--wcu-share");
  }

  private static LoadArguments read(String... typed) {
    return JobCommand.LOAD.read(List.of(typed), file -> Map.of(), () -> "a-run").arguments();
  }
}
