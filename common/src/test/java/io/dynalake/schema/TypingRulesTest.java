package io.dynalake.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypingRulesTest {
  private static final String NINES_38 = "9".repeat(38);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"NULL\":true}                                   | string",
        "{\"S\":\"1\"}                                     | string",
        "{\"BOOL\":true}                                   | boolean",
        "{\"B\":\"AA==\"}                                  | binary",
        "{\"N\":\"9223372036854775807\"}                   | bigint",
        "{\"N\":\"9223372036854775808\"}                   | decimal(38,0)",
        "{\"N\":\"0.5\"}                                   | decimal(18,2)",
        "{\"N\":\"1E-130\"}                                | string",
        "{\"N\":\"1E+37\"}                                 | decimal(38,0)",
        "{\"N\":\"1E+38\"}                                 | string",
        "{\"SS\":[\"a\"]}                                  | array<string>",
        "{\"NS\":[\"1\",\"0.125\"]}                        | array<decimal(18,4)>",
        "{\"BS\":[\"AA==\"]}                               | array<binary>",
        "{\"L\":[]}                                        | array<string>",
        "{\"L\":[{\"NULL\":true}]}                         | array<string>",
        "{\"L\":[{\"NULL\":true},{\"N\":\"1\"}]}           | array<bigint>",
        "{\"L\":[{\"L\":[{\"NS\":[\"1\"]}]}]}              | array<array<array<bigint>>>",
        "{\"L\":[{\"S\":\"\"},{\"N\":\"1\"}]}              | array<string>",
        "{\"M\":{}}                                        | map<string,string>",
        "{\"M\":{\"z\":{\"S\":\"\"},\"b\":{\"M\":{}}}}     | struct<`b`:map<string,string>,`z`:string>",
        "{\"L\":[{\"M\":{\"b\":{\"N\":\"1\"}}},{\"M\":{\"a\":{\"S\":\"\"}}}]}"
            + " | array<struct<`a`:string,`b`:bigint>>",
      })
  void typesWhatWasSeen(String value, String type) {
    assertThat(typeOf("\"a\":" + value)).isEqualTo(type);
  }

  @Test
  void takesNullForAbsentUnlessItIsAlone() {
    InferredSchema inferred =
        Items.infer("\"a\":{\"NULL\":true}", "\"a\":{\"N\":\"1\"}", "\"b\":{\"NULL\":true}");

    assertThat(Items.columns(inferred.schema())).isEqualTo("a bigint\nb string\n");
    assertThat(inferred.conflicts()).isEmpty();
    assertThat(inferred.columns())
        .extracting(InferredSchema.Column::present)
        .containsExactly(1L, 0L);
    assertThat(inferred.schema().fields().get(0).seen())
        .containsExactlyInAnyOrder(AttributeType.N, AttributeType.NULL);
  }

  @Test
  void writesMixedTypesAsTextAndTellsOfTheConflict() {
    InferredSchema inferred =
        Items.infer(
            "\"a\":{\"N\":\"1\"},\"l\":{\"L\":[{\"S\":\"\"},{\"BOOL\":true}]}",
            "\"a\":{\"S\":\"x\"}",
            "\"a\":{\"S\":\"y\"}",
            "\"s\":{\"SS\":[\"a\"]}",
            "\"s\":{\"L\":[{\"S\":\"a\"}]}");

    assertThat(Items.columns(inferred.schema())).isEqualTo("a string\nl array<string>\ns string\n");
    assertThat(inferred.conflicts())
        .extracting(Conflict::toString)
        .containsExactly(
            "a: S 2×, N 1×; written as string",
            "l[]: S 1×, BOOL 1×; written as string",
            "s: L 1×, SS 1×; written as string");
  }

  /** The table of the design once more, by trying all scales and precisions. */
  @Test
  void choosesTheDecimalOfTheTable() {
    int[] usual = {0, 2, 4, 6, 9, 18};
    for (int i = 0; i <= 45; i++) {
      for (int f = 0; f <= 45; f++) {
        String expected = "none";
        if (i + f <= 38) {
          int s = f > 18 ? f : usual[5];
          for (int k = 5; k >= 0; k--) {
            s = usual[k] >= f ? usual[k] : s;
          }
          int p = i + s <= 15 ? 18 : 38;
          expected = "decimal(" + p + "," + (i + s > 38 ? f : s) + ")";
        }
        assertThat(TypingRules.decimal(i, f).map(ColumnType.Decimal::text).orElse("none"))
            .as("%d integer and %d fraction digits", i, f)
            .isEqualTo(expected);
        if (i + f > 0 && i + f <= 38) {
          assertFits(i, f, TypingRules.decimal(i, f).orElseThrow());
        }
      }
    }
  }

  private static void assertFits(int i, int f, ColumnType.Decimal type) {
    BigInteger largest =
        BigInteger.TEN
            .pow(i + f)
            .subtract(BigInteger.ONE)
            .multiply(BigInteger.TEN.pow(type.scale() - f));
    assertThat(largest.toString().length()).isLessThanOrEqualTo(type.precision());
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 'decimal(18,2)'",
    "1234567890123.12, 'decimal(18,2)'",
    "12345678901234.12, 'decimal(38,2)'",
    "0.123, 'decimal(18,4)'",
    "12345678901.1234, 'decimal(18,4)'",
    "123456789012.1234, 'decimal(38,4)'",
    "0.12345, 'decimal(18,6)'",
    "0.1234567, 'decimal(18,9)'",
    "123456.1234567, 'decimal(18,9)'",
    "1234567.1234567, 'decimal(38,9)'",
    "0.1234567891, 'decimal(38,18)'",
    "123456789012345678901.1234567891, 'decimal(38,10)'",
    "12345678901234567890.1234567891, 'decimal(38,18)'",
    "0.1234567890123456789, 'decimal(38,19)'"
  })
  void typesFractions(String number, String type) {
    assertThat(typeOf("\"a\":{\"N\":\"" + number + "\"}")).isEqualTo(type);
  }

  @Test
  void addsUpTheDigitsOfAllNumbers() {
    assertThat(typeOf("\"a\":{\"N\":\"1E+20\"}", "\"a\":{\"N\":\"1E-17\"}"))
        .isEqualTo("decimal(38,17)");
    assertThat(typeOf("\"a\":{\"N\":\"1E+20\"}", "\"a\":{\"N\":\"1E-18\"}")).isEqualTo("string");
  }

  @Test
  void roundsNumbersOnlyIfAllowed() {
    ItemProfile profile =
        Items.profile(
            "\"big\":{\"N\":\""
                + NINES_38
                + "\"},\"int\":{\"N\":\"7\"},\"tiny\":{\"N\":\"1E-130\"},"
                + "\"set\":{\"NS\":[\"0.5\"]}");

    assertThat(Items.columns(infer(profile, Numbers.AUTO)))
        .isEqualTo("big decimal(38,0)\nint bigint\nset array<decimal(18,2)>\ntiny string\n");
    assertThat(Items.columns(infer(profile, Numbers.DOUBLE)))
        .isEqualTo("big double\nint bigint\nset array<double>\ntiny double\n");
    assertThat(Items.columns(infer(profile, Numbers.STRING)))
        .isEqualTo("big string\nint string\nset array<string>\ntiny string\n");
  }

  @Test
  void putsKeyAttributesFirstThenSortsByName() {
    ItemProfile profile =
        Items.profile(
            "\"b\":{\"S\":\"\"},\"sk\":{\"S\":\"\"},\"a\":{\"S\":\"\"},\"pk\":{\"S\":\"\"}");
    TypingOptions options =
        new TypingOptions(
            Map.of(), Numbers.AUTO, ColumnNames.PRESERVE, List.of("pk", "sk", "gone"));

    assertThat(TypingRules.infer(profile, options).schema().fields())
        .extracting(Field::name)
        .containsExactly("pk", "sk", "a", "b");
  }

  @Test
  void takesPinnedTypes() {
    ItemProfile profile =
        Items.profile(
            "\"total\":{\"N\":\"1.5\"},\"at\":{\"S\":\"2024-01-01\"},\"tags\":{\"SS\":[\"x\"]},"
                + "\"lines\":{\"L\":[{\"M\":{\"price\":{\"N\":\"2\"}}}]},\"n\":{\"NULL\":true},"
                + "\"ns\":{\"NS\":[\"1\"]},\"m\":{\"M\":{\"k\":{\"N\":\"1\"},\"j\":{\"N\":\"0.5\"}}}");
    TypingOptions options =
        Items.types(
            "total=decimal(38,4), at=timestamp",
            "tags=array<string>",
            "lines[].price=double",
            "n=date",
            "ns[]=decimal(10,2)",
            "m=map<string,decimal(20,3)>");

    ItemSchema schema = TypingRules.infer(profile, options).schema();

    assertThat(Items.columns(schema))
        .isEqualTo(
            """
            at timestamp
            lines array<struct<`price`:double>>
            m map<string,decimal(20,3)>
            n date
            ns array<decimal(10,2)>
            tags array<string>
            total decimal(38,4)
            """);
    assertThat(schema.field("tags").orElseThrow().type())
        .isEqualTo(new ColumnType.ListOf(new ColumnType.Text(), AttributeType.SS));
  }

  @Test
  void refusesPinnedTypesThatTheValuesDoNotFitAllAtOnce() {
    ItemProfile profile =
        Items.profile(
            "\"total\":{\"N\":\"12.12345\"},\"id\":{\"S\":\"x\"},\"ns\":{\"NS\":[\"0.5\"]}",
            "\"id\":{\"N\":\"1\"},\"l\":{\"L\":[{\"S\":\"\"}]},\"m\":{\"M\":{\"k\":{\"N\":\"0.5\"}}}");
    TypingOptions options =
        Items.types(
            "total=decimal(38,4)",
            "id=bigint",
            "l=array<double>",
            "ns=array<bigint>",
            "m=map<string,bigint>");

    assertThatThrownBy(() -> TypingRules.infer(profile, options))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA))
        .hasMessage(
            """
            --type id=bigint: the values do not fit; there are values of type S (1) and N (1, up to\
             1 integer and 0 fraction digits); choose a type that takes them all, such as string,\
             or leave the attribute out by --drop
            --type l[]=double: the values do not fit; there are values of type S (1); choose a type\
             that takes them all, such as string, or leave the attribute out by --drop
            --type m{}=bigint: the values do not fit; there are numbers with 0 integer and 1\
             fraction digits; choose a type that takes them all, such as string, or leave the\
             attribute out by --drop
            --type ns=array<bigint>: the values do not fit; there are numbers with 0 integer and 1\
             fraction digits; choose a type that takes them all, such as string, or leave the\
             attribute out by --drop
            --type total=decimal(38,4): the values do not fit; there are numbers with 2 integer and\
             5 fraction digits; choose a type that takes them all, such as string, or leave the\
             attribute out by --drop""");
  }

  @Test
  void suggestsThePathThatWasProbablyMeant() {
    ProfileOptions options =
        new ProfileOptions(
            Set.of("total", "adress", "id"),
            Set.of("legcy"),
            Set.of(AttributePath.parse("atrs")),
            500);
    ItemProfile profile =
        Items.profile(
            options,
            "\"total\":{\"N\":\"1\"},\"address\":{\"S\":\"\"},\"id\":{\"M\":{\"zip\":{\"S\":\"\"}}},"
                + "\"legacy\":{\"S\":\"\"}");

    assertThatThrownBy(() -> TypingRules.infer(profile, Items.types("id.zp=string", "Totl=bigint")))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessage(
            """
            --type Totl: no item has this; did you mean total?
            --type id.zp: no item has this; did you mean id.zip?
            --map-path atrs: no item has this; there are id, id.zip, total
            --select adress: no item has this; did you mean address?
            --drop legcy: no item has this; did you mean legacy?""");
  }

  @Test
  void takesPathsThatOnlyTheKnownSchemaHas() {
    ItemProfile profile = Items.profile("\"a\":{\"S\":\"\"}");
    ItemSchema known = Items.infer("\"total\":{\"M\":{\"x\":{\"N\":\"1\"}}}").schema();

    InferredSchema inferred = TypingRules.infer(profile, Items.types("total.x=bigint"), known);

    assertThat(Items.columns(inferred.schema())).isEqualTo("a string\n");
    assertThatThrownBy(() -> TypingRules.infer(profile, Items.types("total.y=bigint"), known))
        .hasMessageContaining("--type total.y: no item has this");
  }

  @Test
  void refusesAMapPathToOtherValues() {
    ItemProfile profile = Items.profile(Items.mapPaths("a"), "\"a\":{\"S\":\"\"}");

    assertThatThrownBy(() -> TypingRules.infer(profile, TypingOptions.DEFAULT))
        .isInstanceOf(JobException.class)
        .hasMessage("--map-path a: the values are no maps but of type S (1); name a map");
  }

  @Test
  void refusesToPinBelowWhatIsPinned() {
    ItemProfile profile = Items.profile("\"l\":{\"L\":[{\"M\":{\"x\":{\"S\":\"\"}}}]}");

    assertThatThrownBy(
            () -> TypingRules.infer(profile, Items.types("l=array<string>", "l[].x=string")))
        .hasMessage(
            "--type l[].x: l is pinned as a whole, which leaves nothing to pin below; keep one of"
                + " them");
  }

  @Test
  void saysNothingOfOptionsWhenThereAreNoItems() {
    ItemProfile profile = new ItemProfile(Items.select("a"));

    assertThat(TypingRules.infer(profile, Items.types("a=bigint")).schema().fields()).isEmpty();
  }

  private static ItemSchema infer(ItemProfile profile, Numbers numbers) {
    TypingOptions options = new TypingOptions(Map.of(), numbers, ColumnNames.PRESERVE, List.of());
    return TypingRules.infer(profile, options).schema();
  }

  private static String typeOf(String... items) {
    return Items.infer(items).schema().fields().get(0).type().text();
  }
}
