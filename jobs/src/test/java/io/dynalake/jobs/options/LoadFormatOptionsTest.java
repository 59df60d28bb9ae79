package io.dynalake.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import io.dynalake.jobs.options.LoadFormatArguments.Format;
import io.dynalake.jobs.options.SchemaArguments.TypePin;
import io.dynalake.load.read.CsvFormat;
import io.dynalake.load.read.CsvSyntax;
import io.dynalake.load.read.DynamoJsonFormat;
import io.dynalake.load.read.Empties;
import io.dynalake.load.read.ExportFormat;
import io.dynalake.load.read.ItemTypes;
import io.dynalake.load.read.JsonFormat;
import io.dynalake.load.read.ParquetFormat;
import io.dynalake.schema.AttributePath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class LoadFormatOptionsTest {
  private static final CsvSyntax USUAL = new CsvSyntax(',', '"', null, "UTF-8", List.of());
  private static final Map<String, AttributeType> KEYS = Map.of("pk", AttributeType.N);

  @Command(name = "test")
  static final class Job {
    @Mixin LoadFormatOptions options = new LoadFormatOptions();
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "json", "dynamodb-json", "Parquet", "EXPORT"})
  void usesDefaultsForAllButTheFormat(String format) {
    assertThat(read("--format=" + format))
        .isEqualTo(
            new LoadFormatArguments(
                Format.valueOf(format.toUpperCase(Locale.ROOT).replace('-', '_')),
                List.of(),
                Optional.empty(),
                false,
                Empties.DROP,
                USUAL));
  }

  @Test
  void takesEveryOption() {
    assertThat(
            read(
                "--format=csv",
                "--type=total=number,tags=set<string>",
                "--type=`a,b`[].x=B",
                "--types-from=s3://lake/orders",
                "--infer",
                "--empty=keep",
                "--delimiter=tab",
                "--quote='",
                "--null=\\N",
                "--encoding=iso-8859-1",
                "--header=pk,`a,b`",
                "--header=total,tags"))
        .isEqualTo(
            new LoadFormatArguments(
                Format.CSV,
                List.of(
                    new TypePin("total", "number"),
                    new TypePin("tags", "set<string>"),
                    new TypePin("`a,b`[].x", "B")),
                Optional.of("s3://lake/orders"),
                true,
                Empties.KEEP,
                new CsvSyntax(
                    '\t', '\'', "\\N", "iso-8859-1", List.of("pk", "a,b", "total", "tags"))));
    assertThat(read("--format=csv", "--quote=none", "--delimiter=\"").csv())
        .isEqualTo(new CsvSyntax('"', null, null, "UTF-8", List.of()));
  }

  @Test
  void makesTheFormatWithTypesOfTheUserFirstAndOfTheKeysLast() {
    ItemTypes types =
        ItemTypes.parse(AttributePath.parse("m.x"), "string").orElse(ItemTypes.ofKeys(KEYS));
    assertThat(format("--format=csv", "--type=m.x=string", "--infer"))
        .isEqualTo(new CsvFormat(USUAL, types, Empties.DROP, Set.of("m"), true));
    assertThat(format("--format=json", "--type=m.x=string", "--empty=null"))
        .isEqualTo(new JsonFormat(types, Empties.NULL));
    assertThat(format("--format=parquet", "--type=m.x=string")).isEqualTo(new ParquetFormat(types));
    assertThat(format("--format=parquet", "--type=pk=S"))
        .isEqualTo(new ParquetFormat(ItemTypes.ofKeys(Map.of("pk", AttributeType.S))));
    assertThat(format("--format=dynamodb-json")).isEqualTo(new DynamoJsonFormat());
    assertThat(format("--format=export")).isEqualTo(new ExportFormat());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "--format=export~--type=a=N~--type: it says nothing of --format export; leave it out",
        "--format=dynamodb-json~--types-from=x~--types-from: it says nothing of --format dynamodb-json",
        "--format=parquet~--empty=null~--empty: it says nothing of --format parquet",
        "--format=json~--infer~--infer: it says nothing of --format json",
        "--format=json~--delimiter=;~--delimiter: it says nothing of --format json",
        "--format=json~--quote='~--quote: it says nothing of --format json",
        "--format=json~--null=x~--null: it says nothing of --format json",
        "--format=json~--encoding=UTF-8~--encoding: it says nothing of --format json",
        "--format=json~--header=a~--header: it says nothing of --format json",
        "--format=csv~--type=a=decimal(38,4)~--type: type of a: 'decimal(38,4)' is no type of attributes",
        "--format=csv~--type=a~--type: 'a' names no type",
        "--format=csv~--type=a=N,a=S~--type: the type of a is given twice; keep one of them",
        "--format=csv~--type=a..b=S~--type: path 'a..b': a name is missing",
        "--format=csv~--delimiter=::~--delimiter: '::' is not one character",
        "--format=csv~--quote=,~--quote: it is the --delimiter too",
        "--format=csv~--encoding=klingon~--encoding: 'klingon' is no encoding",
        "--format=csv~--encoding=?~--encoding: '?' is no encoding",
        "--format=csv~--header=a,b,a~--header: 'a' comes twice",
        "--format=csv~--header=a.b~--header: a.b: only whole top-level attributes",
        "--format=csv~--empty=maybe~--empty: 'maybe' is not one of its values; give one of drop, null, keep",
        "--format=xml~--infer~--format: 'xml' is not one of its values; give one of csv, json,",
      })
  void refusesWhatDoesNotFit(String format, String option, String problem) {
    assertThatThrownBy(() -> read(format, option))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("\n  " + problem);
  }

  @Test
  void refusesAMissingFormat() {
    assertThatThrownBy(() -> read("--infer"))
        .hasMessageContaining("--format: missing; it says how the files are written;");
  }

  private static Object format(String... options) {
    return read(options).inputFormat(KEYS, new Configuration(false));
  }

  private static LoadFormatArguments read(String... options) {
    Job job = new Job();
    new CommandLine(job).parseArgs(options);
    Problems problems = new Problems();
    LoadFormatArguments arguments = job.options.arguments(new OptionValues(problems), problems);
    problems.raise("load");
    return arguments;
  }
}
