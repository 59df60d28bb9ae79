package io.dynalake.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.schema.AttributePath;
import io.dynalake.schema.ColumnNames;
import io.dynalake.schema.ColumnType;
import io.dynalake.schema.Numbers;
import io.dynalake.schema.ProfileOptions;
import io.dynalake.schema.TypingOptions;
import io.dynalake.source.SourceOptions.BadFiles;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceOptionsTest {
  @Test
  void hasTheDefaultsOfTheCommandLine() {
    assertThat(SourceOptions.of(Map.of("path", "s3://b/e")))
        .isEqualTo(
            new SourceOptions(
                "s3://b/e",
                ProfileOptions.DEFAULT,
                TypingOptions.DEFAULT,
                0,
                BadFiles.FAIL,
                ZoneId.of("UTC"),
                List.of()));
  }

  @Test
  void takesEveryOption() {
    SourceOptions options =
        SourceOptions.of(
            Map.ofEntries(
                Map.entry("PATH", "/e"),
                Map.entry("select", "a, b,`c,d`"),
                Map.entry("drop", "b"),
                Map.entry("type", "a=timestamp, b.c=decimal(38,4)"),
                Map.entry("Numbers", "double"),
                Map.entry("map-path", "m,n[].o"),
                Map.entry("MAX_STRUCT_FIELDS", "7"),
                Map.entry("columnnames", "Athena"),
                Map.entry("maxBadItems", "3"),
                Map.entry("onBadFile", "skip"),
                Map.entry("timeZone", "Asia/Tokyo")));
    assertThat(options)
        .isEqualTo(
            new SourceOptions(
                "/e",
                new ProfileOptions(
                    Set.of("a", "b", "c,d"),
                    Set.of("b"),
                    Set.of(AttributePath.parse("m"), AttributePath.parse("n[].o")),
                    7),
                new TypingOptions(
                    Map.of(
                        AttributePath.parse("a"), new ColumnType.Timestamp(),
                        AttributePath.parse("b.c"), new ColumnType.Decimal(38, 4)),
                    Numbers.DOUBLE,
                    ColumnNames.ATHENA,
                    List.of()),
                3,
                BadFiles.SKIP,
                ZoneId.of("Asia/Tokyo"),
                List.of(
                    "columnNames",
                    "drop",
                    "mapPath",
                    "maxStructFields",
                    "numbers",
                    "select",
                    "type")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "maxBadItem  | 1       | there is no option maxBadItem; did you mean maxBadItems?",
        "recursive   | true    | there is no option recursive; there are path, select,",
        "maxBadItems | -1      | option maxBadItems: '-1' is not a whole number of at least 0",
        "maxStructFields | 0   | option maxStructFields: '0' is not a whole number of at least 1",
        "numbers     | float   | option numbers: 'float' is not one of auto, double, string",
        "onBadFile   | ignore  | option onBadFile: 'ignore' is not one of fail, skip",
        "timeZone    | Mars    | option timeZone: 'Mars' is no time zone",
        "type        | a       | option type: path 'a': '=' and a type are missing",
        "select      | a.b     | option select: a.b: only whole top-level attributes",
        "paths       | [a,b]   | load() takes the location of one export",
      })
  void refuses(String name, String text, String problem) {
    assertThatThrownBy(() -> SourceOptions.of(Map.of("path", "/e", name, text)))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("dynamodb-export: ")
        .hasMessageContaining(problem)
        .extracting(e -> ((JobException) e).code())
        .isEqualTo(ErrorCode.USAGE);
  }

  @Test
  void reportsAllProblemsTogether() {
    assertThatThrownBy(() -> SourceOptions.of(Map.of("path", "/e", "numbers", "x", "drop", "")))
        .hasMessageContaining("option numbers: ")
        .hasMessageContaining("option drop: ");
  }

  @Test
  void refusesToReadNothing() {
    assertThatThrownBy(() -> SourceOptions.of(Map.of()))
        .hasMessageContaining("the location of an export is missing");
  }
}
