package io.dynalake.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaEvolutionTest {
  @Test
  void keepsPinnedColumnsAndPutsNewOnesBehind() {
    ItemSchema pinned =
        Items.infer(
                "\"m\":{\"S\":\"\"},\"gone\":{\"N\":\"0.5\"},\"n\":{\"N\":\"0.5\"},"
                    + "\"s\":{\"M\":{\"x\":{\"S\":\"\"},\"z\":{\"S\":\"\"}}},"
                    + "\"l\":{\"L\":[{\"M\":{\"p\":{\"N\":\"1\"}}}]}")
            .schema();
    InferredSchema now =
        Items.infer(
            "\"a\":{\"BOOL\":true},\"m\":{\"S\":\"\"},\"n\":{\"N\":\"1\"},"
                + "\"s\":{\"M\":{\"x\":{\"S\":\"\"},\"y\":{\"N\":\"1\"}}},"
                + "\"l\":{\"L\":[{\"M\":{\"a\":{\"S\":\"\"}}}]}");

    SchemaEvolution.Evolved evolved = SchemaEvolution.evolve(pinned, now);

    assertThat(Items.columns(evolved.schema()))
        .isEqualTo(
            """
            gone decimal(18,2)
            l array<struct<`p`:bigint,`a`:string>>
            m string
            n decimal(18,2)
            s struct<`x`:string,`z`:string,`y`:bigint>
            a boolean
            """);
    assertThat(evolved.changes())
        .extracting(Object::toString)
        .containsExactly("+ l[].a: string", "+ s.y: bigint", "+ a: boolean");
    assertThat(evolved.isNewVersion()).isTrue();
  }

  @Test
  void widensDecimalsWhereReadersTakeThat() {
    ItemSchema pinned = Items.infer("\"n\":{\"N\":\"0.5\"},\"i\":{\"N\":\"1\"}").schema();
    InferredSchema now = Items.infer("\"n\":{\"N\":\"12345678901234567890.25\"}");
    assertThatThrownBy(() -> SchemaEvolution.evolve(pinned, now))
        .hasMessageContaining("column n: the dataset's schema has decimal(18,2)");
    SchemaEvolution.Evolved wider = SchemaEvolution.evolveWidening(pinned, now);
    assertThat(Items.columns(wider.schema())).isEqualTo("i bigint\nn decimal(38,2)\n");
    assertThat(wider.changes())
        .extracting(Object::toString)
        .containsExactly("~ n: decimal(18,2) → decimal(38,2)");
    // More digits behind the point, and fractions in whole numbers: no reader takes these.
    for (String other : new String[] {"\"n\":{\"N\":\"0.125\"}", "\"i\":{\"N\":\"0.5\"}"}) {
      assertThatThrownBy(() -> SchemaEvolution.evolveWidening(pinned, Items.infer(other)))
          .hasMessageContaining("which the new values do not fit");
    }
  }

  @Test
  void namesNewColumnsApartFromPinnedOnes() {
    ItemSchema pinned =
        Items.infer("\"id\":{\"S\":\"\"},\"m\":{\"M\":{\"x\":{\"S\":\"\"}}}").schema();
    InferredSchema now =
        Items.infer("\"ID\":{\"S\":\"\"},\"m\":{\"M\":{\"X\":{\"S\":\"\"},\"x\":{\"S\":\"\"}}}");
    assertThat(now.schema().fields().get(0).name()).isEqualTo("ID");

    assertThat(Items.columns(SchemaEvolution.evolve(pinned, now).schema()))
        .isEqualTo("id string\nm struct<`x`:string,`X_2`:string>\nID_2 string\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"N\":\"1\"}                | {\"N\":\"-9223372036854775808\"}        | bigint",
        "{\"N\":\"0.5\"}              | {\"N\":\"1234567890123456.78\"}         | decimal(18,2)",
        "{\"N\":\"0.5\"}              | {\"NULL\":true}                         | decimal(18,2)",
        "{\"NULL\":true}              | {\"N\":\"0.5\"}                         | string",
        "{\"L\":[]}                   | {\"L\":[{\"N\":\"0.5\"},{\"M\":{}}]}    | array<string>",
        "{\"M\":{}}                   | {\"M\":{\"a\":{\"BOOL\":true}}}         | map<string,string>",
        "{\"M\":{\"a\":{\"S\":\"\"}}} | {\"M\":{}}                              | struct<`a`:string>",
        "{\"NS\":[\"0.5\"]}           | {\"NS\":[\"0.25\",\"7\"]}               | array<decimal(18,2)>",
      })
  void takesWhatFits(String before, String now, String type) {
    ItemSchema pinned = Items.infer("\"a\":" + before).schema();

    SchemaEvolution.Evolved evolved = SchemaEvolution.evolve(pinned, Items.infer("\"a\":" + now));

    assertThat(Items.columns(evolved.schema())).isEqualTo("a " + type + "\n");
    assertThat(evolved.changes()).isEmpty();
  }

  @Test
  void notesNewTypesInStrings() {
    ItemSchema pinned = Items.infer("\"a\":{\"S\":\"\"},\"b\":{\"NULL\":true}").schema();
    InferredSchema now =
        Items.infer(
            "\"a\":{\"N\":\"1\"},\"b\":{\"S\":\"\"}", "\"a\":{\"S\":\"\"},\"b\":{\"BOOL\":true}");

    SchemaEvolution.Evolved evolved = SchemaEvolution.evolve(pinned, now);

    assertThat(evolved.changes())
        .extracting(Object::toString)
        .containsExactly(
            "! a: now has N, written as string", "! b: now has S, BOOL, written as string");
    assertThat(evolved.schema().field("a").orElseThrow().seen())
        .containsExactlyInAnyOrder(AttributeType.S, AttributeType.N);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"N\":\"1\"}    | {\"N\":\"0.5\"}                 | a | bigint"
            + " | there are numbers with 0 integer and 1 fraction digits",
        "{\"N\":\"1\"}    | {\"N\":\"9223372036854775808\"} | a | bigint"
            + " | there are numbers with 19 integer and 0 fraction digits, beyond 64 bits",
        "{\"N\":\"0.5\"}  | {\"N\":\"0.125\"}               | a | decimal(18,2)"
            + " | there are numbers with 0 integer and 3 fraction digits",
        "{\"N\":\"0.5\"}  | {\"N\":\"12345678901234567\"}   | a | decimal(18,2)"
            + " | there are numbers with 17 integer and 0 fraction digits",
        "{\"BOOL\":true}  | {\"S\":\"\"}                    | a | boolean"
            + " | there are values of type S (1)",
        "{\"SS\":[\"\"]}  | {\"L\":[]}                      | a | array<string> of SS values"
            + " | there are values of type L (1)",
        "{\"NS\":[\"1\"]} | {\"NS\":[\"0.5\"]}              | a | array<bigint> of NS values"
            + " | there are numbers with 0 integer and 1 fraction digits",
        "{\"L\":[{\"N\":\"1\"}]} | {\"L\":[{\"S\":\"\"}]}   | a[] | bigint"
            + " | there are values of type S (1)",
        "{\"M\":{\"x\":{\"N\":\"1\"}}} | {\"M\":{\"x\":{\"B\":\"\"}}} | a.x | bigint"
            + " | there are values of type B (1)",
        "{\"M\":{\"x\":{\"N\":\"1\"}}} | {\"S\":\"\"}       | a | struct<`x`:bigint>"
            + " | there are values of type S (1)",
      })
  void refusesWhatDoesNotFit(String before, String now, String path, String type, String why) {
    ItemSchema pinned = Items.infer("\"a\":" + before).schema();
    InferredSchema inferred = Items.infer("\"a\":" + now);

    assertThatThrownBy(() -> SchemaEvolution.evolve(pinned, inferred))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA))
        .hasMessage(
            "column "
                + path
                + ": the dataset's schema has "
                + type
                + ", which the new values do not fit; "
                + why
                + "; leave the attribute out by --drop a, or give another --target, where --type "
                + path
                + "=string takes everything");
  }

  @Test
  void refusesAllMisfitsTogether() {
    ItemSchema pinned = Items.infer("\"a\":{\"N\":\"1\"},\"b\":{\"BOOL\":true}").schema();
    InferredSchema now = Items.infer("\"a\":{\"S\":\"\"},\"b\":{\"S\":\"\"}");

    assertThatThrownBy(() -> SchemaEvolution.evolve(pinned, now))
        .hasMessageContaining("column a: ")
        .hasMessageContaining("\ncolumn b: ");
  }

  @Test
  void refusesStructsThatBecameMaps() {
    ItemSchema pinned = Items.infer("\"m\":{\"M\":{\"x\":{\"N\":\"1\"}}}").schema();
    ItemProfile profile =
        Items.profile(
            Items.maxStructFields(2),
            "\"m\":{\"M\":{\"x\":{\"N\":\"1\"},\"y\":{\"N\":\"1\"},\"z\":{\"N\":\"1\"}}}");
    InferredSchema now = TypingRules.infer(profile, TypingOptions.DEFAULT);

    assertThatThrownBy(() -> SchemaEvolution.evolve(pinned, now))
        .hasMessage(
            "column m: the dataset's schema has a struct of 1 fields, and now the maps have keys"
                + " that are data (--map-path, or more than 2 names); raise --max-struct-fields,"
                + " leave the attribute out by --drop, or give another --target");
  }

  @Test
  void readsStructsIntoPinnedMaps() {
    ItemProfile first =
        Items.profile(Items.mapPaths("m"), "\"m\":{\"M\":{\"k\":{\"M\":{\"x\":{\"N\":\"1\"}}}}}");
    ItemSchema pinned = TypingRules.infer(first, TypingOptions.DEFAULT).schema();
    InferredSchema now =
        Items.infer(
            "\"m\":{\"M\":{\"j\":{\"M\":{\"y\":{\"S\":\"\"}}},\"k\":{\"M\":{\"x\":{\"N\":\"1\"}}}}}");

    assertThat(Items.columns(SchemaEvolution.evolve(pinned, now).schema()))
        .isEqualTo("m map<string,struct<`x`:bigint,`y`:string>>\n");
  }

  @Test
  void refusesOtherTypesThanThePinnedOnes() {
    ItemSchema pinned = Items.infer("\"a\":{\"N\":\"0.5\"},\"b\":{\"N\":\"0.5\"}").schema();
    ItemProfile profile = Items.profile("\"a\":{\"N\":\"1\"},\"b\":{\"N\":\"1\"}");
    InferredSchema now =
        TypingRules.infer(profile, Items.types("a=decimal(38,4)", "b=decimal(18,2)"), pinned);

    assertThatThrownBy(() -> SchemaEvolution.evolve(pinned, now))
        .hasMessage(
            "column a: the dataset's schema has decimal(18,2), --type says decimal(38,4); a"
                + " dataset's types do not change; leave this --type out or give another --target");
  }

  @Test
  void takesTextAndNumbersForPinnedTimestamps() {
    ItemProfile first = Items.profile("\"t\":{\"S\":\"2024-01-01T00:00:00Z\"}");
    ItemSchema pinned = TypingRules.infer(first, Items.types("t=timestamp")).schema();

    assertThat(
            Items.columns(
                SchemaEvolution.evolve(pinned, Items.infer("\"t\":{\"N\":\"1700000000\"}"))
                    .schema()))
        .isEqualTo("t timestamp\n");
    assertThatThrownBy(() -> SchemaEvolution.evolve(pinned, Items.infer("\"t\":{\"BOOL\":true}")))
        .hasMessageContaining("the dataset's schema has timestamp");
  }
}
