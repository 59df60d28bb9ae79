package io.dynalake.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynalake.changes.WindowPlan.Lenience;
import io.dynalake.dataset.catalog.CatalogName;
import io.dynalake.dataset.iceberg.IcebergTarget;
import io.dynalake.dataset.iceberg.IcebergTarget.Kind;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.jobs.options.ApplyArguments.Reading;
import io.dynalake.jobs.options.ApplyArguments.Records;
import io.dynalake.jobs.options.ApplyArguments.Sources;
import io.dynalake.jobs.options.ApplyArguments.TableFormat;
import io.dynalake.jobs.options.ApplyArguments.Target;
import io.dynalake.jobs.options.SchemaArguments.TypePin;
import io.dynalake.schema.ColumnNames;
import io.dynalake.schema.Numbers;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

class ApplyCommandTest {
  private static final String[] FOLLOW = {
    "--follow", "--table=Orders", "--via=pitr", "--landing=s3://lake/raw", "--target=out"
  };

  @Test
  void usesDefaultsForAllButExportsTargetAndFormat() {
    assertThat(read("--export", "in", "--target", "out", "--table-format", "parquet"))
        .isEqualTo(
            new ApplyArguments(
                new RunName("generated", RunName.Origin.RANDOM),
                new Sources(List.of("in"), Optional.empty(), Optional.empty()),
                new Target(
                    "out",
                    TableFormat.PARQUET,
                    Optional.empty(),
                    OptionalInt.empty(),
                    Duration.ZERO),
                new Reading(
                    List.of(),
                    new SchemaArguments(
                        List.of(),
                        List.of(),
                        List.of(),
                        Numbers.AUTO,
                        List.of(),
                        500,
                        ColumnNames.PRESERVE),
                    0,
                    ZoneId.of("UTC")),
                Lenience.NONE,
                new Records(
                    Optional.empty(),
                    new LedgerArguments(
                        System.getenv(LedgerOptions.VARIABLE), Duration.ofMinutes(5))),
                false));
  }

  @Test
  void takesEveryOption() {
    assertThat(
            read(
                "--export=a,b",
                "--export=c",
                "--exports-under=s3://lake/raw",
                "--target=s3://lake/orders",
                "--table-format=iceberg",
                "--catalog=hive",
                "--catalog-table=shop.orders",
                "--catalog-database-location=s3://lake/shop",
                "--catalog-property=uri=thrift://metastore:9083",
                "--key=pk,`s.k`",
                "--select=pk,`s.k`,total",
                "--drop=note",
                "--type=total=decimal(38,4)",
                "--numbers=double",
                "--map-path=prices",
                "--max-struct-fields=12",
                "--column-names=athena",
                "--max-bad-items=3",
                "--time-zone=Europe/Berlin",
                "--target-wait=30m",
                "--allow-gap",
                "--allow-overlap",
                "--dry-run",
                "--report=/tmp/report.json",
                "--ledger=jdbc:postgresql://db/runs?user=etl",
                "--ledger-wait=90s",
                "--run-id=nightly"))
        .isEqualTo(
            new ApplyArguments(
                new RunName("nightly", RunName.Origin.GIVEN),
                new Sources(List.of("a", "b", "c"), Optional.of("s3://lake/raw"), Optional.empty()),
                new Target(
                    "s3://lake/orders",
                    TableFormat.ICEBERG,
                    Optional.of(
                        new IcebergTarget(
                            Kind.HIVE,
                            Optional.of(new CatalogName("shop", "orders")),
                            Optional.of("s3://lake/shop"),
                            Map.of("uri", "thrift://metastore:9083"))),
                    OptionalInt.empty(),
                    Duration.ofMinutes(30)),
                new Reading(
                    List.of("pk", "s.k"),
                    new SchemaArguments(
                        List.of("pk", "`s.k`", "total"),
                        List.of("note"),
                        List.of(new TypePin("total", "decimal(38,4)")),
                        Numbers.DOUBLE,
                        List.of("prices"),
                        12,
                        ColumnNames.ATHENA),
                    3,
                    ZoneId.of("Europe/Berlin")),
                new Lenience(true, true),
                new Records(
                    Optional.of("/tmp/report.json"),
                    new LedgerArguments(
                        "jdbc:postgresql://db/runs?user=etl", Duration.ofSeconds(90))),
                true));
  }

  @Test
  void followsATableByTheExportsInItsLanding() {
    ApplyArguments arguments = read(with(FOLLOW, "--table-format=parquet", "--buckets=7"));

    assertThat(arguments.sources().under()).contains("s3://lake/raw");
    assertThat(arguments.sources().table().orElseThrow().table()).hasToString("Orders");
    assertThat(arguments.target().buckets()).hasValue(7);
    refused(with(FOLLOW, "--table-format=parquet", "--export=a"))
        .contains(
            "--follow: it takes the exports in --landing; leave out --export and --exports-under");
    refused(
            "--follow",
            "--table=Orders",
            "--via=scan",
            "--landing=l",
            "--target=o",
            "--table-format=parquet")
        .contains("--via: changes come from exports by DynamoDB only; give pitr");
    refused("--table=Orders", "--via=pitr", "--export=a", "--target=out", "--table-format=parquet")
        .contains("--table: it goes with --follow; add that, or leave it out");
  }

  @Test
  void reportsAllProblemsTogether() {
    refused("--key=a,b,c")
        .contains(
            "--export: missing; it says which changes to bring in; give it, --exports-under or"
                + " --follow")
        .contains("--target: missing")
        .contains(
            "--table-format: missing; it says what becomes of changes; give parquet, iceberg or"
                + " changelog")
        .contains("--key: a table has a partition key and maybe a sort key; name at most two");
  }

  @Test
  void refusesWhatTheTableFormatDoesNotHave() {
    refused("--export=a", "--target=out", "--table-format=changelog", "--buckets=4")
        .contains("--buckets: only --table-format parquet has buckets; leave it out");
    refused("--export=a", "--target=out", "--table-format=parquet", "--catalog=hive")
        .contains("--catalog: only Iceberg tables are entered in a catalog by this job");
    refused("--export=a", "--target=out", "--table-format=parquet", "--buckets=0")
        .contains("--buckets: ");
    refused("--export=a", "--target=out", "--table-format=orc").contains("--table-format: ");
    refused("--export=a", "--target=out", "--table-format=parquet", "--allow-gaps")
        .contains("--allow-gaps: there is no such option; did you mean --allow-gap?");
  }

  private static String[] with(String[] typed, String... more) {
    String[] all = Arrays.copyOf(typed, typed.length + more.length);
    System.arraycopy(more, 0, all, typed.length, more.length);
    return all;
  }

  private static ApplyArguments read(String... typed) {
    return JobCommand.APPLY
        .read(Arrays.asList(typed), file -> Map.of(), () -> "generated")
        .arguments();
  }

  private static AbstractStringAssert<?> refused(String... typed) {
    JobException refusal = catchThrowableOfType(JobException.class, () -> read(typed));
    assertThat(refusal).as("refusal of %s", Arrays.toString(typed)).isNotNull();
    assertThat(refusal.code()).isEqualTo(ErrorCode.USAGE);
    return assertThat(refusal.getMessage());
  }
}
