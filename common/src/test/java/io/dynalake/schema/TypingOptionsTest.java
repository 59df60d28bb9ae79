package io.dynalake.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypingOptionsTest {
  @Test
  void readsTypesAndListsOfThem() {
    Map<AttributePath, ColumnType> types =
        TypingOptions.parseTypes(
            List.of("total=decimal(38,4),`a=b,c`= Timestamp ", "l[].p=array<map<string, long>>"));

    assertThat(types)
        .isEqualTo(
            Map.of(
                AttributePath.of("total"),
                new ColumnType.Decimal(38, 4),
                AttributePath.of("a=b,c"),
                new ColumnType.Timestamp(),
                AttributePath.of("l").element().field("p"),
                new ColumnType.ListOf(
                    new ColumnType.MapOf(new ColumnType.Int64()), AttributeType.L)));
  }

  @ParameterizedTest
  @CsvSource({
    "string, string",
    "STRING, string",
    "bigint, bigint",
    "long, bigint",
    "'decimal(5)', 'decimal(5,0)'",
    "'Decimal( 38 , 38 )', 'decimal(38,38)'",
    "double, double",
    "boolean, boolean",
    "binary, binary",
    "timestamp, timestamp",
    "date, date",
    "array<array<date>>, array<array<date>>",
    "'map<string,decimal(9,2)>', 'map<string,decimal(9,2)>'"
  })
  void readsEveryType(String text, String type) {
    assertThat(TypeText.parse("a", text).text()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=int           | type of a: 'int' is not a type that can be pinned; the types are string,",
        "a=struct<x:int> | one by one, for example address.zip=string",
        "a=map<int,int>  | 'map<int,int>' is not a type that can be pinned",
        "a=decimal       | type of a: 'decimal' needs precision and scale, for example decimal(38,4)",
        "a=decimal(39,2) | type of a: 'decimal(39,2)' cannot be; the precision is 1 to 38",
        "a=decimal(4,5)  | type of a: 'decimal(4,5)' cannot be; the precision is 1 to 38",
        "a=decimal(0,0)  | type of a: 'decimal(0,0)' cannot be; the precision is 1 to 38",
        "a=              | type of a: '' is not a type that can be pinned",
        "a               | path 'a': '=' and a type are missing behind a;",
        "a=date,a=string | type of a: it is given twice; keep one of them",
        "a=date,         | path 'a=date,': a name is missing at 8"
      })
  void refusesWhatIsNoType(String text, String problem) {
    assertThatThrownBy(() -> TypingOptions.parseTypes(List.of(text)))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining(problem);
  }
}
