package io.dynalake.it.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dynalake.error.ErrorCode;
import io.dynalake.testsupport.export.ExportQuirk;
import io.dynalake.testsupport.export.ExportWriter;
import io.dynalake.testsupport.export.FileQuirk;
import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.export.WrittenExport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports in ION: what comes of them is what comes of the same items in DYNAMODB_JSON. */
final class IonIT {
  private static final String GOOD = "$ion_1_0 {Item:{pk:\"%s\",kind:\"%s\",n:%s}}";

  private final Lake json;
  private final Lake ion;

  IonIT(@TempDir Path folder) {
    json = new Lake(folder.resolve("json"));
    ion = new Lake(folder.resolve("ion"));
  }

  /** Three files of random items, of which one is empty. */
  private static ExportWriter random(Lake lake) {
    RandomItems random = new RandomItems(11);
    List<String> items = random.items(60).stream().map(random::json).toList();
    return lake.export()
        .file(items.subList(0, 40), FileQuirk.NO_LAST_NEWLINE)
        .file(List.of())
        .file(items.subList(40, 60));
  }

  private static List<Map<String, @Nullable Object>> sorted(Lake lake) {
    return lake.rows().stream()
        .sorted(Comparator.comparing(row -> String.valueOf(row.get("pk"))))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "part=bucket(3, pk)"})
  void becomesTheSameDataset(String partitionBy) {
    String[] options =
        partitionBy.isEmpty() ? new String[0] : new String[] {"--partition-by", partitionBy};
    json.backfill(random(json).write(), options).done();
    ion.backfill(random(ion).with(ExportQuirk.ION).write(), options).done();

    assertThat(ion.duck().columns()).isEqualTo(json.duck().columns());
    assertThat(ion.partitions()).isEqualTo(json.partitions());
    assertThat(SparkValues.rows(ion.frame().orderBy("pk")))
        .isEqualTo(SparkValues.rows(json.frame().orderBy("pk")));
    assertThat(sorted(ion)).hasSize(60).usingRecursiveComparison().isEqualTo(sorted(json));
  }

  @Test
  void hasTheSameSchemaAndTheSameRowsInSpark() {
    WrittenExport written = random(ion).with(ExportQuirk.ION).write();
    assertThat(schema(written)).contains("pk").isEqualTo(schema(random(json).write()));

    ion.backfill(written).done();
    Dataset<Row> source =
        Lake.spark().read().format("dynamodb-export").load(written.folder().toString());
    assertThat(SparkValues.types(source)).isEqualTo(SparkValues.types(ion.frame()));
    assertThat(SparkValues.rows(source.orderBy("pk")))
        .hasSize(60)
        .isEqualTo(SparkValues.rows(ion.frame().orderBy("pk")));
  }

  private static String schema(WrittenExport export) {
    return Lake.run(List.of("schema", "--export", export.folder().toString(), "--print", "json"))
        .done()
        .out();
  }

  /** Three good lines, two bad ones and one with nothing but a version marker. */
  private WrittenExport exportWithBadLines() {
    String second =
        "$ion_1_0\n"
            + GOOD.formatted("b", "y", "25d-1")
            + "\n $ion_1_0 {Item:{pk:\"worse\n "
            + GOOD.formatted("c", "x", "3d0");
    return ion.export()
        .lines(List.of(GOOD.formatted("a", "x", "1."), " $ion_1_0 {Item:{pk:\"bad\",n:(secret)}}"))
        .content(3, out -> out.write(second.getBytes(StandardCharsets.UTF_8)))
        .with(ExportQuirk.ION)
        .write();
  }

  @Test
  void namesFileLineAndReasonOfBadItems() {
    WrittenExport export = exportWithBadLines();
    ion.backfill(export, "--max-bad-items", "1")
        .failed(ErrorCode.BAD_DATA)
        .contains(export.keys().get(0) + ", line 2: attribute \"n\": an S-expression")
        .contains(export.keys().get(1) + ", line 3: attribute \"pk\": S: a string is cut off")
        .doesNotContain("secret");
    assertThat(ion.dataFiles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--partition-by=kind", "--entity-by=kind"})
  void quarantinesBadLinesAndConvertsTheOthers(String option) {
    ion.backfill(exportWithBadLines(), option, "--max-bad-items", "2", "--run-id", "r").done();

    assertThat(ion.metadata("quarantine/r"))
        .contains("\"item\":\" $ion_1_0 {Item:{pk:\\\"bad\\\",n:(secret)}}\",\"complete\":true")
        .contains("\"line\":3");
    JsonNode items = ion.report("r").at("/items");
    assertThat(items.toString())
        .isEqualTo("{\"read\":5,\"written\":3,\"filtered\":0,\"quarantined\":2}");
    assertThat(ion.partitions()).hasSize(2).allMatch(p -> p.endsWith("x") || p.endsWith("y"));
  }
}
