package io.dynalake.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynalake.dataset.catalog.CatalogName;
import io.dynalake.dataset.iceberg.IcebergTarget;
import io.dynalake.dataset.iceberg.IcebergTarget.Kind;
import io.dynalake.dataset.partition.TableFormat;
import io.dynalake.dataset.partition.UpdatedAtFilter.Missing;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.jobs.options.BackfillArguments.BadFile;
import io.dynalake.jobs.options.BackfillArguments.Catalog;
import io.dynalake.jobs.options.BackfillArguments.Compression;
import io.dynalake.jobs.options.BackfillArguments.Format;
import io.dynalake.jobs.options.BackfillArguments.Limits;
import io.dynalake.jobs.options.BackfillArguments.Output;
import io.dynalake.jobs.options.BackfillArguments.Target;
import io.dynalake.jobs.options.BackfillArguments.UpdatedAtRange;
import io.dynalake.jobs.options.BackfillArguments.WriteMode;
import io.dynalake.jobs.options.JobCommand.Request;
import io.dynalake.jobs.options.SchemaArguments.TypePin;
import io.dynalake.schema.ColumnNames;
import io.dynalake.schema.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackfillCommandTest {

  @Test
  void usesDefaultsForAllButExportAndTarget() {
    assertThat(read("--export", "in", "--target", "out"))
        .isEqualTo(
            new BackfillArguments(
                new RunName("generated", RunName.Origin.RANDOM),
                "in",
                Optional.empty(),
                new Target("out", WriteMode.APPEND, List.of()),
                new Output(Format.PARQUET, Compression.ZSTD, 268_435_456),
                ZoneId.of("UTC"),
                Optional.empty(),
                new SchemaArguments(
                    List.of(),
                    List.of(),
                    List.of(),
                    Numbers.AUTO,
                    List.of(),
                    500,
                    ColumnNames.PRESERVE),
                Optional.empty(),
                Optional.empty(),
                new Limits(0, BadFile.FAIL, 10_000),
                new RecoveryArguments(
                    new LedgerArguments(
                        System.getenv(LedgerOptions.VARIABLE), Duration.ofMinutes(5)),
                    OptionalInt.empty(),
                    3,
                    Duration.ZERO),
                Optional.empty(),
                false,
                false,
                Optional.empty()));
  }

  @Test
  void refusesAPasswordInTheLedgersUrlWithoutRepeatingIt() {
    assertThatThrownBy(
            () ->
                read(
                    "--export=a",
                    "--target=b",
                    "--ledger=jdbc:postgresql://db/runs?user=etl&password=hunter2"))
        .hasMessageContaining("--ledger: ")
        .hasMessageContaining("DYNALAKE_LEDGER_PASSWORD")
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void takesEveryOption() {
    BackfillArguments arguments =
        read(
            "--export=s3://bucket/AWSDynamoDB/01-a",
            "--target=s3a://lake/orders",
            "--write-mode=overwrite-partitions",
            "--partition-by=d=day(created), bucket(7, id)",
            "--entity-by=regex(pk,'^(\\w+)#')",
            "--sql=SELECT * FROM items",
            "--start-date=2024-03-31",
            "--end-date=2024-04-01T00:00:00Z",
            "--updated-at=meta.changed",
            "--on-missing-updated-at=keep",
            "--time-zone=Europe/Berlin",
            "--max-bad-items=3",
            "--on-bad-file=skip",
            "--select=id,total",
            "--drop=note",
            "--type=total=decimal(38,4),seen=timestamp",
            "--type=tags=array<string>",
            "--numbers=double",
            "--map-path=prices",
            "--map-path=stock.perShop",
            "--max-struct-fields=12",
            "--column-names=athena",
            "--output-format=orc",
            "--compression=snappy",
            "--target-file-size=64MB",
            "--max-partitions=366",
            "--catalog-table=Shop.Orders",
            "--catalog-database-location=s3://lake/shop",
            "--dry-run",
            "--force",
            "--report=/tmp/report.json",
            "--run-id=nightly-7",
            "--ledger=jdbc:postgresql://db/runs?user=etl",
            "--ledger-wait=90s",
            "--files-per-commit=12",
            "--max-attempts=5",
            "--target-wait=30m");

    assertThat(arguments)
        .isEqualTo(
            new BackfillArguments(
                new RunName("nightly-7", RunName.Origin.GIVEN),
                "s3://bucket/AWSDynamoDB/01-a",
                Optional.empty(),
                new Target(
                    "s3a://lake/orders",
                    WriteMode.OVERWRITE_PARTITIONS,
                    List.of("d=day(created)", "bucket(7, id)")),
                new Output(Format.ORC, Compression.SNAPPY, 67_108_864),
                ZoneId.of("Europe/Berlin"),
                Optional.of(
                    new UpdatedAtRange(
                        "meta.changed",
                        Optional.of(Instant.parse("2024-03-30T23:00:00Z")),
                        Optional.of(Instant.parse("2024-04-01T00:00:00Z")),
                        Missing.KEEP)),
                new SchemaArguments(
                    List.of("id", "total"),
                    List.of("note"),
                    List.of(
                        new TypePin("total", "decimal(38,4)"),
                        new TypePin("seen", "timestamp"),
                        new TypePin("tags", "array<string>")),
                    Numbers.DOUBLE,
                    List.of("prices", "stock.perShop"),
                    12,
                    ColumnNames.ATHENA),
                Optional.of("SELECT * FROM items"),
                Optional.of("regex(pk,'^(\\w+)#')"),
                new Limits(3, BadFile.SKIP, 366),
                new RecoveryArguments(
                    new LedgerArguments(
                        "jdbc:postgresql://db/runs?user=etl", Duration.ofSeconds(90)),
                    OptionalInt.of(12),
                    5,
                    Duration.ofMinutes(30)),
                Optional.of("/tmp/report.json"),
                true,
                true,
                Optional.of(
                    new Catalog(
                        new CatalogName("shop", "orders"), Optional.of("s3://lake/shop")))));
    assertThat(arguments.selection().partitions().names()).containsExactly("d", "id_bucket");
    assertThat(arguments.schema().typingOptions().types()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--START_DATE 2024-05-01",
        "--start_date 2024-05-01",
        "--start-date 2024-05-01",
        "--start-date=2024-05-01",
        "--Start_Date=2024-05-01",
        "--START_DATE 01-05-2024",
        "--START_DATE 2024-05-01T02:00:00+02:00"
      })
  void takesEverySpellingOfAnOption(String typed) {
    assertThat(read(with(typed.split(" "))).updatedAt().orElseThrow().start())
        .contains(Instant.parse("2024-05-01T00:00:00Z"));
  }

  @Test
  void takesTheOldNameOfWriteMode() {
    String[] typed = {"--PARTITION_BY", "region", "--WRANGLER_WRITE_MODE", "overwrite_partitions"};

    assertThat(read(with(typed)).target().mode()).isEqualTo(WriteMode.OVERWRITE_PARTITIONS);
  }

  @Test
  void takesTheOldNamesOfTableAndItsKey() {
    TableArguments table =
        read(
                "--TARGET_DYNAMO_TABLE=Orders",
                "--DYNAMO_PRTITION_COLUMN=customerId",
                "--landing=raw",
                "--target=out")
            .table()
            .orElseThrow();

    assertThat(table.table().name()).isEqualTo("Orders");
    assertThat(table.partitionKey()).contains("customerId");
    assertThat(table.via()).isEqualTo(TableArguments.Via.AUTO);
  }

  @Test
  void takesATableOrAnExportButNotBoth() {
    refused(with("--table", "Orders", "--landing", "raw"))
        .contains("--export: --table is given too");
    refused("--table", "Orders", "--target", "out")
        .contains("--landing: missing; it says where the table's raw items come to lie");
    refused(
            "--table",
            "Orders",
            "--landing",
            "raw",
            "--target",
            "out",
            "--segments",
            "0-1",
            "--total-segments",
            "4")
        .contains("--segments: a share of a table cannot be converted");
  }

  @Test
  void saysThatIncrementalModeHasNoEffect() {
    assertThat(request(with("--INCREMENTAL_MODE", "true")).notices())
        .singleElement()
        .asString()
        .startsWith("--INCREMENTAL_MODE: has no effect any more")
        .contains("every run has both");
  }

  @Test
  void takesTheOldNameOfTheCatalogTable() {
    assertThat(read(with("--RESULT_ATHENA_TABLE", "orders")).catalog().orElseThrow().table())
        .hasToString("default.orders");
  }

  @Test
  void refusesTablesThatCannotBeRegistered() {
    refused(with("--catalog-table", "shop.or-ders"))
        .contains("--catalog-table: 'shop.or-ders' cannot name a table");
    refused(with("--catalog-table", "shop.orders", "--output-format", "json"))
        .contains("--catalog-table: does not go together with --output-format json");
    refused(with("--catalog-database-location", "s3://lake/shop"))
        .contains("--catalog-database-location: without --catalog-table nothing is registered");
  }

  @Test
  void takesIcebergTablesOfCatalogs() {
    BackfillArguments glue =
        read(
            with(
                "--table-format=iceberg",
                "--catalog=glue",
                "--catalog-table=Shop.Orders",
                "--catalog-database-location=s3://lake/shop",
                "--catalog-property=glue.id=123456789012"));
    assertThat(glue.catalog()).isEmpty();
    assertThat(glue.target().iceberg())
        .contains(
            new IcebergTarget(
                Kind.GLUE,
                Optional.of(new CatalogName("shop", "orders")),
                Optional.of("s3://lake/shop"),
                Map.of("glue.id", "123456789012")));
    assertThat(glue.target().location()).isEqualTo("out");
    assertThat(glue.target().partitions().format()).isEqualTo(TableFormat.ICEBERG);
    assertThat(read(with("--table-format=iceberg", "--catalog-table=shop.orders")).target())
        .returns("out/shop/orders", Target::location)
        .returns(Kind.HADOOP, target -> target.iceberg().orElseThrow().kind());
  }

  @Test
  void refusesWhatGoesNotWithIceberg() {
    refused(
            with(
                "--table-format=iceberg",
                "--catalog=hive",
                "--sql=SELECT * FROM items",
                "--entity-by=pk",
                "--output-format=orc",
                "--catalog-property=x"))
        .contains("--catalog-table: missing; a table of this --catalog has a name")
        .contains("--sql: does not go together with --table-format iceberg")
        .contains("--entity-by: does not go together with --table-format iceberg")
        .contains("--output-format: does not go together with --table-format iceberg")
        .contains("--catalog-property: 'x' is no property");
    refused(with("--catalog=glue")).contains("--catalog: is for Iceberg tables");
    refused(with("--table-format=delta")).contains("--table-format");
  }

  @Test
  void leavesOutArgumentsOfGlue() {
    Request<BackfillArguments> request =
        request(
            with(
                "--JOB_NAME",
                "nightly",
                "--JOB_ID",
                "j_1",
                "--JOB_RUN_ID",
                "jr_1",
                "--TempDir",
                "s3://temp/",
                "--job-bookmark-option",
                "job-bookmark-disable",
                "--enable-metrics",
                "--enable-spark-ui",
                "true",
                "--additional-python-modules",
                "a==1",
                "--custom-logGroup-prefix",
                "/dynalake",
                "--continuous-log-conversionPattern",
                "%d %X{mdc.run} %m%n",
                "--continuation-option",
                "continuation-ignore",
                "--conf",
                "spark.x=y",
                "--dry-run",
                "true",
                "--force",
                "false"));

    assertThat(request.arguments().dryRun()).isTrue();
    assertThat(request.arguments().force()).isFalse();
    assertThat(request.notices()).hasSize(12).allMatch(n -> n.endsWith("of AWS Glue"));
    assertThat(String.join(" ", request.options()))
        .isEqualTo("--export=in --target=out --dry-run=true --force=false");
  }

  @Test
  void sendsOptionsOfSparkBeforeTheJob() {
    refused(with("--conf", "spark.x=y")).contains("--conf: an option of Spark; give it before");
  }

  @Test
  void reportsAllThatIsWrongAtOnce() {
    refused(
            "--exprot",
            "in",
            "--write-mode",
            "overwrite",
            "--start-date",
            "2024-02-30",
            "--numbers",
            "float",
            "--target-file-size",
            "big",
            "--max-bad-items",
            "-1",
            "--time-zone",
            "Mars/Base",
            "--type",
            "total",
            "--compression",
            "stray")
        .startsWith("backfill: 11 options are wrong:\n")
        .contains("--exprot: there is no such option; did you mean --export?")
        .contains("--export: missing; it says what to convert")
        .contains("--target: missing; it says where the dataset lies")
        .contains("--write-mode: overwrite is refused; it would delete whatever else")
        .contains("--start-date: '2024-02-30' is not a date; give yyyy-MM-dd, dd-MM-yyyy")
        .contains("--numbers: 'float' is not one of its values; give one of auto, double, string")
        .contains("--target-file-size: 'big' is not a size")
        .contains("--max-bad-items: '-1' is not a whole number from 0")
        .contains("--time-zone: 'Mars/Base' is not a time zone")
        .contains("--type: 'total' names no type; give path=type")
        .contains("--compression: 'stray' is not one of its values; give one of zstd, snappy, gzip")
        .endsWith("See `dynalake backfill --help`.");
  }

  @Test
  void refusesOverwritePartitionsWithoutPartitions() {
    refused(with("--write-mode", "overwrite-partitions"))
        .contains("--write-mode: overwrite-partitions needs --partition-by");
  }

  @ParameterizedTest
  @CsvSource({"2024-05-01, 2024-05-01", "2024-05-02, 01-05-2024"})
  void refusesAnEndThatIsNotAfterTheStart(String start, String end) {
    refused(with("--start-date", start, "--end-date", end))
        .contains("--end-date: 2024-05-01T00:00:00Z is not after --start-date " + start);
  }

  @ParameterizedTest
  @CsvSource({
    "--partition-by, dya(updatedAt), did you mean 'day'?",
    "--partition-by, day(updatedAt, leaves a parenthesis open",
    "--entity-by, 'regex(pk,''x'')', has no group",
    "--updated-at, 'times[]', leads into a list",
    "--type, total=decimal(39), the precision is 1 to 38",
    "--type, 'total=date,total=string', given twice",
    "--select, a.b, only whole top-level attributes",
    "--map-path, a..b, a..b",
    "--run-id, ../x, cannot name a run",
    "--max-struct-fields, 0, is not a whole number from 1 to 2147483647",
    "--max-partitions, 9999999999, is not a whole number from 1 to 2147483647",
    "--dry-run=maybe, '', neither true nor false"
  })
  void refusesValueThatCannotBeRead(String option, String value, String problem) {
    String[] typed = value.isEmpty() ? new String[] {option} : new String[] {option, value};
    refused(with(typed)).contains("1 option is wrong").contains(problem);
  }

  @Test
  void refusesAnOptionGivenTwice() {
    refused(with("--run-id", "a", "--RUN_ID", "b")).contains("--RUN_ID: given more than once");
  }

  @Test
  void refusesAnOptionWithoutItsValue() {
    refused("--target", "--export", "in")
        .contains("1 option is wrong")
        .contains("--target: its value is missing; give URI");
  }

  @Test
  void refusesAnAttributeBothSelectedAndDropped() {
    refused(with("--select", "a,b", "--drop", "b")).contains("--drop: 'b' is also in --select");
  }

  @Test
  void takesValuesThatBeginWithDashes() {
    assertThat(read(with("--sql", "-- all of them\nSELECT * FROM items")).sql())
        .contains("-- all of them\nSELECT * FROM items");
    assertThat(read(with("--sql=--x")).sql()).contains("--x");
  }

  @Test
  void keepsCommasInsideBackticksOfLists() {
    assertThat(read(with("--select", "`a,b`, c ,", "--select", "d")).schema().select())
        .containsExactly("`a,b`", "c", "d");
  }

  @Test
  void compressesJsonLinesByGzipUnlessToldOtherwise() {
    assertThat(read(with("--output-format", "json")).output().compression())
        .isEqualTo(Compression.GZIP);
    assertThat(
            read(with("--output-format", "json", "--compression", "ZSTD")).output().compression())
        .isEqualTo(Compression.ZSTD);
  }

  @Test
  void takesOptionsOfFileUnlessTheCommandLineHasThem() {
    Map<String, String> file =
        Map.of(
            "export", "in-file",
            "target", "out-file",
            "START_DATE", "2024-05-01",
            "type", "a=string,b=date",
            "dry-run", "true");

    BackfillArguments arguments =
        command()
            .read(
                List.of("--conf-file", "jobs.properties", "--target", "out", "--type", "c=double"),
                Map.of("jobs.properties", file)::get,
                () -> "generated")
            .arguments();

    assertThat(arguments.export()).isEqualTo("in-file");
    assertThat(arguments.target().location()).isEqualTo("out");
    assertThat(arguments.dryRun()).isTrue();
    assertThat(arguments.updatedAt()).isPresent();
    assertThat(arguments.schema().types()).containsExactly(new TypePin("c", "double"));
  }

  @Test
  void namesTheFileOfAnUnknownOption() {
    Map<String, String> file = Map.of("exports", "in", "conf-file", "other");

    assertThatThrownBy(
            () -> command().read(List.of("--conf-file=f.properties"), f -> file, () -> "generated"))
        .hasMessageContaining(
            "f.properties: --exports: there is no such option; did you mean --export?")
        .hasMessageContaining("f.properties: conf-file: a file of options names no other");
  }

  @Test
  void helpNamesEveryOptionAndGivesExamples() {
    assertThat(command().help())
        .startsWith("Usage: dynalake backfill [OPTIONS]\n")
        .contains("--on-missing-updated-at=drop|keep")
        .contains("--conf-file=URI")
        .contains("Default: 256MB.")
        .contains("Examples\n  dynalake backfill --export s3://")
        .doesNotContain("${");
  }

  private static BackfillArguments read(String... typed) {
    return request(typed).arguments();
  }

  private static Request<BackfillArguments> request(String... typed) {
    return command().read(Arrays.asList(typed), file -> Map.of(), () -> "generated");
  }

  private static AbstractStringAssert<?> refused(String... typed) {
    JobException refusal = catchThrowableOfType(JobException.class, () -> request(typed));
    assertThat(refusal).as("refusal of %s", Arrays.toString(typed)).isNotNull();
    assertThat(refusal.code()).isEqualTo(ErrorCode.USAGE);
    return assertThat(refusal.getMessage());
  }

  private static String[] with(String... typed) {
    List<String> all = new ArrayList<>(List.of("--export", "in", "--target", "out"));
    all.addAll(Arrays.asList(typed));
    return all.toArray(String[]::new);
  }

  private static JobCommand<BackfillArguments> command() {
    return JobCommand.BACKFILL;
  }
}
