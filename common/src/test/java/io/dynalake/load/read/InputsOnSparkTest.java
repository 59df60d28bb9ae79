package io.dynalake.load.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsOnSparkTest {
  private static final CsvSyntax SYNTAX = new CsvSyntax(',', '"', "-", "UTF-8", List.of());

  @SuppressWarnings("NullAway.Init")
  private static SparkSession spark;

  private final Path folder;

  InputsOnSparkTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void startSpark() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "localhost")
            // The harder one: it takes no records.
            .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
            .getOrCreate();
    spark.sparkContext().setLogLevel("OFF");
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @Test
  void givesEachFileAPartitionInOrder() throws IOException {
    Files.writeString(folder.resolve("a.json"), "{\"n\":1}\n".repeat(1000) + "{\"n\":2}\n");
    Files.writeString(folder.resolve("b.json"), "");
    Files.writeString(folder.resolve("c.json"), "oops\n{\"n\":3}");
    InputFormat format = new JsonFormat(ItemTypes.ANY, Empties.DROP);
    List<InputFile> files = format.files(folder.toString(), Inputs.CONF);

    JavaRDD<InputItem> items = format.settled(spark, files).items(spark, files);
    List<List<InputItem>> partitions = items.glom().collect();
    assertThat(partitions).extracting(List::size).containsExactly(1001, 0, 2);
    assertThat(partitions.get(0))
        .extracting(InputItem::position)
        .isSorted()
        .last()
        .isEqualTo(1001L);
    assertThat(partitions.get(0).get(1000).json()).asString().isEqualTo("{\"n\":{\"N\":\"2\"}}");
    assertThat(partitions.get(2).get(0).isRefused()).isTrue();
    assertThat(partitions.get(2).get(0).raw()).asString().isEqualTo("oops");
    // Not read out, and closed all the same.
    assertThat(items.take(3)).hasSize(3);
    assertThat(format.items(spark, List.of()).count()).isZero();
  }

  @Test
  void failsTheTaskThatReadsADamagedFile() throws IOException {
    Files.writeString(folder.resolve("a.json"), "[{\"n\":1},");
    InputFormat format = new JsonFormat(ItemTypes.ANY, Empties.DROP);
    List<InputFile> files = format.files(folder.toString(), Inputs.CONF);
    assertThatThrownBy(() -> format.items(spark, files).count())
        .hasRootCauseMessage("a.json: the array does not end; it breaks off in element 2");
  }

  @Test
  void infersTypesFromAllValues() throws IOException {
    Files.write(
        folder.resolve("a.csv"),
        List.of(
            "pk,int,dec,bool,zip,plus,exp,zero,big,huge,mixed,none,given",
            "1,-5,9.90,true,10115,1,1,0,12345678901234567890123456789012345678,1,1,,1",
            "ragged"));
    Files.write(
        folder.resolve("b.csv"),
        List.of(
            "dec,int,bool,zip,plus,exp,zero,big,huge,mixed,none,given,pk,other",
            "-,7,false,007,+1,1e5,-0,0.5,123456789012345678901234567890123456789,true,,2,2,\"-\"",
            "-0.50,,,,,,,,,,,,,"));
    CsvFormat format =
        new CsvFormat(
            SYNTAX,
            Inputs.types("given=string").orElse(Inputs.keys("pk", AttributeType.S)),
            Empties.DROP,
            Set.of("given", "other"),
            true);
    List<InputFile> files = format.files(folder.toString(), Inputs.CONF);
    InputFormat inferred = format.settled(spark, files);

    assertThat(inferred.notices())
        .containsExactly(
            "column big: N by all of its values",
            "column bool: BOOL by all of its values",
            "column dec: N by all of its values",
            "column exp: S by all of its values",
            "column huge: S by all of its values",
            "column int: N by all of its values",
            "column mixed: S by all of its values",
            "column other: S by all of its values",
            "column plus: S by all of its values",
            "column zero: S by all of its values",
            "column zip: S by all of its values");
    List<String> items =
        inferred.items(spark, files).filter(item -> !item.isRefused()).collect().stream()
            .map(item -> new String(item.json(), StandardCharsets.UTF_8))
            .toList();
    assertThat(items.get(0))
        .contains(
            "\"pk\":{\"S\":\"1\"},\"int\":{\"N\":\"-5\"},\"dec\":{\"N\":\"9.9\"},\"bool\":{\"BOOL\":true}");
    assertThat(items.get(1))
        .startsWith("{\"int\":{\"N\":\"7\"},\"bool\":{\"BOOL\":false},\"zip\":{\"S\":\"007\"},")
        .endsWith("\"given\":{\"S\":\"2\"},\"pk\":{\"S\":\"2\"},\"other\":{\"S\":\"-\"}}");
    assertThat(items.get(2)).isEqualTo("{\"dec\":{\"N\":\"-0.5\"}}");
  }

  @Test
  void refusesATypeOfAColumnThatNoFileHas() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "pk,total\na,1\n");
    Files.writeString(folder.resolve("b.csv"), "pk,price\na,1\n");
    CsvFormat format =
        new CsvFormat(SYNTAX, ItemTypes.ANY, Empties.DROP, Set.of("price", "totl"), false);
    List<InputFile> files = format.files(folder.toString(), Inputs.CONF);
    assertThatThrownBy(() -> format.settled(spark, files))
        .isInstanceOf(JobException.class)
        .hasMessage("--type totl: no file has this column; did you mean total?");
  }
}
