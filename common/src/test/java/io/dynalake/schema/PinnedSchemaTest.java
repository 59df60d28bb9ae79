package io.dynalake.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinnedSchemaTest {
  @Test
  void writesJsonThatPeopleCanRead() {
    ItemSchema schema =
        Items.infer(
                "\"Id\":{\"S\":\"\"},\"id\":{\"N\":\"0.5\"},"
                    + "\"l\":{\"L\":[{\"M\":{\"x\":{\"NS\":[\"1\"]}}}]},\"m\":{\"M\":{}}",
                "\"Id\":{\"NULL\":true}")
            .schema();
    PinnedSchema pinned = new PinnedSchema(3, schema);

    assertThat(pinned.toJson())
        .isEqualTo(
            """
            {
              "version" : 3,
              "columns" : [ {
                "name" : "Id",
                "attribute" : "Id",
                "type" : "string",
                "dynamodbTypes" : [ "S", "NULL" ]
              }, {
                "name" : "id_2",
                "attribute" : "id",
                "type" : "decimal(18,2)",
                "dynamodbTypes" : [ "N" ]
              }, {
                "name" : "l",
                "attribute" : "l",
                "type" : {
                  "array" : {
                    "struct" : [ {
                      "name" : "x",
                      "attribute" : "x",
                      "type" : {
                        "array" : "bigint",
                        "of" : "NS"
                      },
                      "dynamodbTypes" : [ "NS" ]
                    } ]
                  },
                  "of" : "L"
                },
                "dynamodbTypes" : [ "L" ]
              }, {
                "name" : "m",
                "attribute" : "m",
                "type" : {
                  "map" : "string"
                },
                "dynamodbTypes" : [ "M" ]
              } ]
            }
            """);
    assertThat(PinnedSchema.fromJson(pinned.toJson(), "v0003.json")).isEqualTo(pinned);
    assertThat(pinned.mapPaths()).containsExactly(AttributePath.of("m"));
  }

  @Test
  void bringsEveryTypeBack() {
    ItemSchema schema =
        TypingRules.infer(
                Items.profile(
                    "\"a\":{\"S\":\"\"},\"b\":{\"S\":\"\"},\"c\":{\"N\":\"1\"},\"d\":{\"BOOL\":true},"
                        + "\"e\":{\"B\":\"\"},\"f\":{\"M\":{\"k\":{\"M\":{\"x\":{\"N\":\"1\"}}}}},"
                        + "\"\\n`\\\"é\":{\"BS\":[\"AA==\"]}"),
                Items.types("a=timestamp", "b=date", "c=double", "f.k=map<string,bigint>"))
            .schema();
    PinnedSchema pinned = new PinnedSchema(1, schema);

    assertThat(PinnedSchema.fromJson(pinned.toJson(), "x")).isEqualTo(pinned);
    assertThat(pinned.mapPaths()).containsExactly(AttributePath.parse("f.k"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"version\":1,                    | it is not JSON: ",
        "{\"columns\":[]}                   | \"version\" is missing",
        "{\"version\":0,\"columns\":[]}     | schema version 0",
        "{\"version\":\"x\",\"columns\":[]} | schema version 0",
        "{\"version\":1,\"columns\":{}}     | columns are no array",
        "{\"version\":1,\"columns\":[{}]}   | \"name\" is missing",
        "{\"version\":1,\"version\":1,\"columns\":[]} | it is not JSON: Duplicate field 'version'",
        "[]                                 | \"version\" is missing",
        "null                               | \"version\" is missing"
      })
  void refusesWhatIsNoSchema(String json, String why) {
    assertRefused(json, why);
  }

  @Test
  void refusesColumnsThatCannotBe() {
    String column = "{\"name\":\"%s\",\"attribute\":\"a\",\"type\":%s,\"dynamodbTypes\":[\"S\"]}";
    String schema = "{\"version\":1,\"columns\":[%s]}";

    assertRefused(
        schema.formatted(column.formatted("a", "\"void\"")), "column a: 'void' is not a type");
    assertRefused(schema.formatted(column.formatted("a", "7")), "column a has no type");
    assertRefused(
        schema.formatted(
            column.formatted("a", "\"string\"") + "," + column.formatted("A", "\"string\"")),
        "column A comes twice, case ignored");
    assertRefused(
        schema.formatted(column.formatted("a", "\"string\"").replace("[\"S\"]", "[\"T\"]")), "T");
  }

  private static void assertRefused(String json, String why) {
    assertThatThrownBy(() -> PinnedSchema.fromJson(json, "lake/_dynalake/schema/v0001.json"))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA))
        .hasMessageStartingWith(
            "lake/_dynalake/schema/v0001.json: this is not a schema that was pinned; ")
        .hasMessageContaining(why)
        .hasMessageEndingWith("; restore the file or write to a new target");
  }
}
