package io.dynalake.load.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.export.BadFileException;
import io.dynalake.item.AttributeType;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet from elsewhere. */
class ParquetFormatTest {
  private static final ParquetFormat PLAIN = new ParquetFormat(ItemTypes.ANY);

  private final Path file;

  ParquetFormatTest(@TempDir Path folder) {
    file = folder.resolve("items.parquet");
  }

  @Test
  void takesScalarsOfEveryType() throws IOException {
    write(
        "optional boolean t; optional int32 i; optional int64 l; optional float f; optional double d;"
            + " optional binary s (STRING); optional binary b; optional fixed_len_byte_array(2) x;"
            + " optional binary e (ENUM); optional int32 u (INTEGER(32,false));"
            + " optional int64 ul (INTEGER(64,false)); optional int32 d32 (DECIMAL(9,2));"
            + " optional int64 d64 (DECIMAL(18,0)); optional binary dec (DECIMAL(38,9));"
            + " optional int32 day (DATE); optional int32 at (TIME(MILLIS,true));"
            + " optional int64 ms (TIMESTAMP(MILLIS,true)); optional int64 us (TIMESTAMP(MICROS,false));"
            + " optional int64 ns (TIMESTAMP(NANOS,true)); optional int96 old;"
            + " optional fixed_len_byte_array(16) id (UUID);",
        row ->
            row.append("t", false)
                .append("i", -1)
                .append("l", Long.MIN_VALUE)
                .append("f", 0.1f)
                .append("d", 1e22)
                .append("s", "é")
                .append("b", Binary.fromConstantByteArray(new byte[] {1, -1}))
                .append("x", Binary.fromConstantByteArray(new byte[] {0, 2}))
                .append("e", "RED")
                .append("u", -1)
                .append("ul", -1L)
                .append("d32", 1050)
                .append("d64", 100L)
                .append("dec", decimal("-12345678901234567890123456789000000000"))
                .append("day", -1)
                .append("at", 3_600_001)
                .append("ms", 1_700_000_000_123L)
                .append("us", -1L)
                .append("ns", 1_700_000_000_000_000_001L)
                .append("old", new NanoTime(2_440_589, 1_000_000_000L))
                .append(
                    "id",
                    Binary.fromConstantByteArray(
                        ByteBuffer.allocate(16).putLong(1).putLong(2).array())),
        row -> {});
    assertThat(read(PLAIN))
        .containsExactly(
            "1 {\"t\":{\"BOOL\":false},\"i\":{\"N\":\"-1\"},\"l\":{\"N\":\"-9223372036854775808\"},"
                + "\"f\":{\"N\":\"0.1\"},\"d\":{\"N\":\"10000000000000000000000\"},\"s\":{\"S\":\"é\"},"
                + "\"b\":{\"B\":\"Af8=\"},\"x\":{\"B\":\"AAI=\"},\"e\":{\"S\":\"RED\"},\"u\":{\"N\":\"4294967295\"},"
                + "\"ul\":{\"N\":\"18446744073709551615\"},\"d32\":{\"N\":\"10.5\"},\"d64\":{\"N\":\"100\"},"
                + "\"dec\":{\"N\":\"-12345678901234567890123456789\"},\"day\":{\"S\":\"1969-12-31\"},"
                + "\"at\":{\"S\":\"01:00:00.001\"},\"ms\":{\"S\":\"2023-11-14T22:13:20.123Z\"},"
                + "\"us\":{\"S\":\"1969-12-31T23:59:59.999999\"},"
                + "\"ns\":{\"S\":\"2023-11-14T22:13:20.000000001Z\"},\"old\":{\"S\":\"1970-01-02T00:00:01Z\"},"
                + "\"id\":{\"S\":\"00000000-0000-0001-0000-000000000002\"}}",
            "2 {}");
    assertThat(
            read(
                new ParquetFormat(
                    Inputs.types("i=string", "day=N", "ms=number", "us=N", "b=string", "s=list")
                        .orElse(Inputs.keys("l", AttributeType.S)))))
        .element(0)
        .asString()
        .startsWith("1 attribute \"s\": not JSON, at character 2 ~ {\"t\":false,\"i\":-1,");
    assertThat(
            read(
                new ParquetFormat(
                    Inputs.types("i=string", "day=N", "ms=number", "us=N", "x=string")
                        .orElse(Inputs.keys("l", AttributeType.S)))))
        .element(0)
        .asString()
        .contains("\"i\":{\"S\":\"-1\"},\"l\":{\"S\":\"-9223372036854775808\"}")
        .contains("\"x\":{\"S\":\"\\u0000\\u0002\"}")
        .contains("\"day\":{\"N\":\"-86400\"}")
        .contains("\"ms\":{\"N\":\"1700000000.123\"}")
        .contains("\"us\":{\"N\":\"-0.000001\"}");
  }

  @Test
  void takesListsOfAllWritersMapsAndStructs() throws IOException {
    write(
        "optional group l (LIST) { repeated group list { optional int32 element; } }"
            + " optional group old (LIST) { repeated int32 array; }"
            + " optional group tuples (LIST) { repeated group tuples_tuple { optional int32 x; } }"
            + " repeated binary bare (STRING);"
            + " optional group m (MAP) { repeated group key_value { required binary key (STRING);"
            + " optional group value (LIST) { repeated group list { optional int32 element; } } } }"
            + " optional group n (MAP) { repeated group key_value { required int32 key; optional double value; } }"
            + " optional group s { optional binary a (STRING); optional group b { optional int32 c; } }",
        row -> {
          Group list = row.addGroup("l");
          list.addGroup("list").append("element", 1);
          list.addGroup("list");
          row.addGroup("old").append("array", 2).append("array", 3);
          row.addGroup("tuples").addGroup(0).append("x", 4);
          row.append("bare", "u").append("bare", "v");
          Group map = row.addGroup("m");
          map.addGroup("key_value").append("key", "k").addGroup("value");
          map.addGroup("key_value").append("key", "z");
          row.addGroup("n").addGroup("key_value").append("key", 7).append("value", 0.5);
          row.addGroup("s").addGroup("b");
        },
        row -> {});
    assertThat(read(PLAIN))
        .containsExactly(
            "1 {\"l\":{\"L\":[{\"N\":\"1\"},{\"NULL\":true}]},\"old\":{\"L\":[{\"N\":\"2\"},{\"N\":\"3\"}]},"
                + "\"tuples\":{\"L\":[{\"M\":{\"x\":{\"N\":\"4\"}}}]},\"bare\":{\"L\":[{\"S\":\"u\"},{\"S\":\"v\"}]},"
                + "\"m\":{\"M\":{\"k\":{\"L\":[]},\"z\":{\"NULL\":true}}},\"n\":{\"M\":{\"7\":{\"N\":\"0.5\"}}},"
                + "\"s\":{\"M\":{\"b\":{\"M\":{}}}}}",
            // What is merely repeated is never null.
            "2 {\"bare\":{\"L\":[]}}");
    assertThat(
            read(
                new ParquetFormat(
                    Inputs.types("old=set<number>", "bare=SS", "s=string", "m{}=string", "n.7=S"))))
        .containsExactly(
            "1 {\"l\":{\"L\":[{\"N\":\"1\"},{\"NULL\":true}]},\"old\":{\"NS\":[\"2\",\"3\"]},"
                + "\"tuples\":{\"L\":[{\"M\":{\"x\":{\"N\":\"4\"}}}]},\"bare\":{\"SS\":[\"u\",\"v\"]},"
                + "\"m\":{\"M\":{\"k\":{\"S\":\"[]\"},\"z\":{\"NULL\":true}}},\"n\":{\"M\":{\"7\":{\"S\":\"0.5\"}}},"
                + "\"s\":{\"S\":\"{\\\"b\\\":{}}\"}}",
            "2 {}");
  }

  @Test
  void refusesRowsThatCannotBeItems() throws IOException {
    write(
        "required binary pk (STRING); optional double d; optional float f;"
            + " optional fixed_len_byte_array(20) n (DECIMAL(46,0));"
            + " optional group set (LIST) { repeated group list { optional int32 element; } }",
        row -> row.append("pk", "a").append("d", Double.NaN),
        row -> row.append("pk", "b").append("f", Float.NEGATIVE_INFINITY),
        row -> row.append("pk", "c").append("d", 1e130),
        row -> {
          row.append("pk", "d");
          byte[] bytes = new byte[20];
          byte[] digits = new BigInteger("1" + "0".repeat(38) + "1").toByteArray();
          System.arraycopy(digits, 0, bytes, 20 - digits.length, digits.length);
          row.append("n", Binary.fromConstantByteArray(bytes));
        },
        row -> row.append("pk", Binary.fromConstantByteArray(new byte[] {'e', -1})),
        row -> row.append("pk", "f").addGroup("set").addGroup("list"),
        row -> row.append("pk", "z").addGroup("set"));
    assertThat(read(new ParquetFormat(Inputs.types("set=NS"))))
        .containsExactly(
            "1 attribute \"d\": N: DynamoDB has neither NaN nor infinity ~ {\"pk\":\"a\",\"d\":\"NaN\"}",
            "2 attribute \"f\": N: DynamoDB has neither NaN nor infinity"
                + " ~ {\"pk\":\"b\",\"f\":\"-Infinity\"}",
            "3 attribute \"d\": N: Number overflow. Attempting to store a number with magnitude larger"
                + " than supported range ~ {\"pk\":\"c\",\"d\":\"1E+130\"}",
            "4 attribute \"n\": N: Attempting to store more than 38 significant digits in a Number"
                + " ~ {\"pk\":\"d\",\"n\":\"1"
                + "0".repeat(38)
                + "1\"}",
            "5 attribute \"pk\": text that is not valid UTF-8 ~ {\"pk\":\"e\ufffd\"}",
            "6 attribute \"set\": NS: an element is null ~ {\"pk\":\"f\",\"set\":[null]}",
            "7 {\"pk\":{\"S\":\"z\"}}");
  }

  @Test
  void writesFloatingPointNumbersInTheirFewestDigits() {
    assertThat(ParquetScalar.shortest(2e-3)).isEqualTo("0.002");
    assertThat(ParquetScalar.shortest(2.0E-3 * 1E-3)).isEqualTo("0.000002");
    assertThat(ParquetScalar.shortest(Double.parseDouble("1E23"))).isEqualTo("1E+23");
    assertThat(ParquetScalar.shortest(0.1 + 0.2)).isEqualTo("0.30000000000000004");
    assertThat(ParquetScalar.shortest(-0.0)).isEqualTo("0");
    assertThat(ParquetScalar.shortest(Float.MIN_NORMAL)).isEqualTo("1.1754944E-38");
    assertThat(ParquetScalar.shortest(Float.MIN_VALUE)).isEqualTo("1E-45");
    assertThat(ParquetScalar.shortest(16_777_216f)).isEqualTo("16777216");
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      double any = Double.longBitsToDouble(random.nextLong());
      float some = Float.intBitsToFloat(random.nextInt());
      if (Double.isFinite(any) && Math.abs(any) > 1E-130 && Float.isFinite(some)) {
        assertThat(Double.parseDouble(ParquetScalar.shortest(any))).isEqualTo(any);
        assertThat(Float.parseFloat(ParquetScalar.shortest(some))).isEqualTo(some);
        assertThat(new BigDecimal(ParquetScalar.shortest(any)).precision())
            .isLessThanOrEqualTo(new BigDecimal(Double.toString(any)).precision());
      }
    }
  }

  @Test
  void failsForWhatIsNoParquetFile() throws IOException {
    Files.writeString(file, "PAR1 is what it says, but not what it is");
    assertThatThrownBy(() -> read(PLAIN))
        .isInstanceOf(BadFileException.class)
        .hasMessageStartingWith("items.parquet: it cannot be read as Parquet; ");
    Files.write(file, new byte[0]);
    assertThatThrownBy(() -> read(PLAIN)).isInstanceOf(BadFileException.class);
  }

  @Test
  void failsWhereAPageIsDamaged() throws IOException {
    write("optional binary s (STRING);", row -> row.append("s", "x".repeat(500)));
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 8, 40, (byte) 7);
    Files.write(file, bytes);
    assertThatThrownBy(() -> read(PLAIN))
        .isInstanceOf(BadFileException.class)
        .hasMessageStartingWith("items.parquet: it cannot be read as Parquet; ");
  }

  @SafeVarargs
  private void write(String fields, Consumer<Group>... rows) throws IOException {
    MessageType type = MessageTypeParser.parseMessageType("message m { " + fields + " }");
    SimpleGroupFactory groups = new SimpleGroupFactory(type);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withConf(new Configuration(false))
            .withType(type)
            .build()) {
      for (Consumer<Group> row : rows) {
        Group group = groups.newGroup();
        row.accept(group);
        writer.write(group);
      }
    }
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
  }

  private List<String> read(ParquetFormat format) {
    return Inputs.read(format, file);
  }

  private static Binary decimal(String unscaled) {
    return Binary.fromConstantByteArray(new BigInteger(unscaled).toByteArray());
  }
}
