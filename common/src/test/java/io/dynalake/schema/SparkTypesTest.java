package io.dynalake.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkTypesTest {
  private static final ItemSchema ALL =
      TypingRules.infer(
              Items.profile(
                  "\"S\":{\"S\":\"\"},\"N\":{\"N\":\"1\"},\"B\":{\"B\":\"\"},\"BOOL\":{\"BOOL\":true},"
                      + "\"NULL\":{\"NULL\":true},\"SS\":{\"SS\":[\"\"]},\"NS\":{\"NS\":[\"0.5\"]},"
                      + "\"BS\":{\"BS\":[\"AA==\"]},\"mixed\":{\"S\":\"\"},\"d\":{\"S\":\"\"},"
                      + "\"t\":{\"N\":\"1\"},\"s\":{\"S\":\"\"},\"f\":{\"N\":\"1\"}",
                  "\"L\":{\"L\":[{\"L\":[{\"NS\":[\"1\"]}]}]},\"mixed\":{\"BOOL\":true},"
                      + "\"M\":{\"M\":{\"a.b\":{\"SS\":[\"\"]},\"A.B\":{\"S\":\"\"}}},"
                      + "\"map\":{\"M\":{\"k\":{\"M\":{\"x\":{\"BS\":[\"AA==\"]}}}}}"),
              Items.types("d=date", "t=timestamp", "f=double", "map=map<string,string>"))
          .schema();

  @Test
  void givesSparkItsTypes() {
    assertThat(SparkTypes.toStructType(ALL).simpleString())
        .isEqualTo(
            "struct<B:binary,BOOL:boolean,BS:array<binary>,L:array<array<array<bigint>>>,"
                + "M:struct<A.B:string,a.b_2:array<string>>,N:bigint,NS:array<decimal(18,2)>,"
                + "NULL:string,S:string,SS:array<string>,d:date,f:double,map:map<string,string>,"
                + "mixed:string,s_2:string,t:timestamp>");
  }

  @Test
  void tellsTheTypeAndNameInDynamoDb() {
    StructType type = SparkTypes.toStructType(ALL);

    assertThat(type.apply("SS").metadata().json())
        .isEqualTo("{\"dynamodb.name\":\"SS\",\"dynamodb.type\":\"SS\"}");
    assertThat(type.apply("L").metadata().getString(SparkTypes.TYPE)).isEqualTo("L<L<NS>>");
    assertThat(type.apply("NULL").metadata().getString(SparkTypes.TYPE)).isEqualTo("NULL");
    assertThat(type.apply("s_2").metadata().getString(SparkTypes.NAME)).isEqualTo("s");
    assertThat(type.apply("mixed").metadata().getString(SparkTypes.TYPE)).isEqualTo("mixed");
    assertThat(type.apply("mixed").metadata().getString(SparkTypes.TYPES)).isEqualTo("S,BOOL");
    StructType nested = (StructType) type.apply("M").dataType();
    assertThat(nested.apply("a.b_2").metadata().json())
        .isEqualTo("{\"dynamodb.name\":\"a.b\",\"dynamodb.type\":\"SS\"}");
    assertThat(type.apply("N").nullable()).isTrue();
  }

  @Test
  void bringsTheSchemaBackFromSpark() {
    StructType type = SparkTypes.toStructType(ALL);

    assertThat(SparkTypes.fromStructType((StructType) StructType.fromJson(type.json())))
        .isEqualTo(ALL);
  }

  @Test
  void takesASchemaWithoutMetadata() {
    ItemSchema schema =
        SparkTypes.fromStructType(
            StructType.fromDDL(
                "id string, l array<struct<x: decimal(10,2)>>, m map<string, date>"));

    assertThat(Items.columns(schema))
        .isEqualTo("id string\nl array<struct<`x`:decimal(10,2)>>\nm map<string,date>\n");
    assertThat(schema.fields().get(0).attribute()).isEqualTo("id");
    assertThat(schema.fields().get(0).seen()).isEmpty();
    assertThat(((ColumnType.ListOf) schema.fields().get(1).type()).source())
        .isEqualTo(AttributeType.L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a int                      | schema field a: attributes cannot be read as int; the types are",
        "a float                    | schema field a: attributes cannot be read as float;",
        "a struct<b: array<smallint>> | schema field a.b[]: attributes cannot be read as smallint;",
        "a map<bigint, string>      | schema field a: attributes cannot be read as map<bigint,string>;",
        "a map<string, timestamp_ntz> | schema field a{}: attributes cannot be read as timestamp_ntz;"
      })
  void refusesOtherTypes(String ddl, String message) {
    assertThatThrownBy(() -> SparkTypes.fromStructType(StructType.fromDDL(ddl)))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageStartingWith(message)
        .hasMessageEndingWith("read a larger one of these and cast it");
  }

  @Test
  void refusesMetadataThatIsNoDynamoDbType() {
    StructType type =
        new StructType()
            .add(
                "a",
                DataTypes.StringType,
                true,
                new MetadataBuilder().putString(SparkTypes.TYPE, "X").build());

    assertThatThrownBy(() -> SparkTypes.fromStructType(type))
        .hasMessage(
            "schema field a: its metadata dynamodb.type is 'X', which is no DynamoDB type; leave the"
                + " metadata out or take it from a schema that was read");
  }

  @Test
  void writesDdlThatSparkReads() {
    StructType type = SparkTypes.toStructType(ALL);
    String ddl = SchemaDdl.spark(ALL);

    assertThat(ddl).contains("`M` struct<`A.B`:string,`a.b_2`:array<string>>,\n`N` bigint,\n");
    assertThat(StructType.fromDDL(ddl).simpleString()).isEqualTo(type.simpleString());
    ItemSchema odd = Items.infer("\"a`b, c\":{\"M\":{\"x`>y\":{\"N\":\"0.5\"}}}").schema();
    assertThat(StructType.fromDDL(SchemaDdl.spark(odd)).simpleString())
        .isEqualTo("struct<a`b, c:struct<x`>y:decimal(18,2)>>");
  }
}
