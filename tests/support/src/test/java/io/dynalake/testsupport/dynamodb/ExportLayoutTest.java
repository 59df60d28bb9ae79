package io.dynalake.testsupport.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.ion.IonSystem;
import com.amazon.ion.system.IonSystemBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.testsupport.SampleOrders;
import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.export.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportFormat;
import software.amazon.awssdk.services.dynamodb.model.ExportType;
import software.amazon.awssdk.services.dynamodb.model.ExportViewType;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What the emulator writes, against what the service is known to write. */
final class ExportLayoutTest {
  private final Emulated emulated = new Emulated(ExportSettings.defaults());

  @AfterEach
  void close() {
    emulated.close();
  }

  private List<String> keys() {
    return emulated.s3.listObjectsV2(r -> r.bucket(emulated.bucket)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  @Test
  void writesAFullExportOfItemsOfAllTypes() throws Exception {
    String table = emulated.table();
    emulated.tables.fill(table, new RandomItems(8).stream(300));

    ExportDescription done = emulated.export(emulated.request(table).s3Prefix("prod/daily"));
    ReadExport export = emulated.read(done);

    assertThat(export.items().stream().map(TablesTest::unordered))
        .containsExactlyInAnyOrderElementsOf(
            new RandomItems(8).items(300).stream().map(TablesTest::unordered).toList());
    assertThat(export.lines()).allMatch(line -> line.startsWith("{\"Item\":{\""));
    String id = done.exportArn().substring(done.exportArn().lastIndexOf('/') + 1);
    assertThat(id).matches("0\\d{13}-[0-9a-f]{8}");
    assertThat(Long.parseLong(id.substring(0, 14))).isEqualTo(done.startTime().toEpochMilli());
    String folder = "prod/daily/AWSDynamoDB/" + id + "/";
    assertThat(done.exportManifest()).isEqualTo(folder + "manifest-summary.json");
    assertThat(export.files().keySet())
        .hasSize(5)
        .allMatch(key -> key.matches(folder + "data/[a-z2-7]{26}\\.json\\.gz"));
    assertThat(keys()).hasSize(5 + 5).allMatch(key -> key.startsWith(folder));
    assertThat(export.files().values().stream().filter(List::isEmpty)).hasSize(1);
    assertThat(export.summary().fieldNames())
        .toIterable()
        .containsExactly(
            "version",
            "exportArn",
            "startTime",
            "endTime",
            "tableArn",
            "tableId",
            "exportTime",
            "s3Bucket",
            "s3Prefix",
            "s3SseAlgorithm",
            "s3SseKmsKeyId",
            "manifestFilesS3Key",
            "billedSizeBytes",
            "itemCount",
            "outputFormat");
    assertThat(export.summary().get("tableId").textValue())
        .isEqualTo(emulated.client.describeTable(r -> r.tableName(table)).table().tableId());
    assertThat(export.summary().get("exportTime")).isEqualTo(export.summary().get("startTime"));
    assertThat(done.itemCount()).isEqualTo(300);
    assertThat(done.exportTime()).isEqualTo(done.startTime());
  }

  @Test
  void keepsAllItemsOfAPartitionKeyInOneFile() throws Exception {
    String table = "Emulated-Orders";
    emulated.tables.create(TableSpec.orders(table));
    emulated.recovery(table, true);
    emulated.tables.fill(table, SampleOrders.stream(3, 200));
    ReadExport export = emulated.read(emulated.export(emulated.request(table)));
    Map<String, Set<String>> files = new HashMap<>();
    for (Map.Entry<String, List<String>> file : export.files().entrySet()) {
      for (String line : file.getValue()) {
        String customer = new ObjectMapper().readTree(line).at("/Item/customerId/S").textValue();
        files.computeIfAbsent(customer, c -> new HashSet<>()).add(file.getKey());
      }
    }
    assertThat(files).hasSizeGreaterThan(20);
    assertThat(files.values()).allMatch(each -> each.size() == 1);
    assertThat(export.items()).hasSize(200);
  }

  @Test
  void writesIonAsOneStreamOfLinesWithMarkers() throws Exception {
    String table = emulated.table();
    emulated.tables.put(
        table,
        new Value.MapOf(
            Map.of(
                "pk", new Value.Text("a\"b"),
                "n", Value.Decimal.of("-600.50"),
                "big", Value.Decimal.of("9.9999999999999999999999999999999999999E+125"),
                "odd name", new Value.Null(),
                "m", new Value.MapOf(Map.of("b", Value.Binary.of(new byte[] {1, 2, 3}))),
                "s", new Value.SetOf("NS", List.of(Value.Decimal.of("100"))))));
    for (int i = 0; i < 20; i++) {
      emulated.put(table, "k" + i, "x");
    }
    ReadExport export =
        emulated.read(emulated.export(emulated.request(table).exportFormat(ExportFormat.ION)));
    assertThat(export.files().keySet()).allMatch(key -> key.endsWith(".ion.gz"));
    assertThat(export.summary().get("outputFormat").textValue()).isEqualTo("ION");
    IonSystem ion = IonSystemBuilder.standard().build();
    Set<String> keys = new TreeSet<>();
    for (List<String> lines : export.files().values()) {
      for (int i = 0; i < lines.size(); i++) {
        assertThat(lines.get(i)).startsWith((i == 0 ? "" : " ") + "$ion_1_0 {Item:{");
      }
      ion.getLoader()
          .load(String.join("\n", lines))
          .forEach(line -> keys.add(line.toString().replaceAll("(?s).*pk:\"(a|k)?.*", "$1")));
    }
    assertThat(keys).containsExactly("a", "k");
    assertThat(export.lines())
        .filteredOn(line -> line.contains("odd name"))
        .singleElement()
        .asString()
        .contains(
            "pk:\"a\\\"b\"",
            "n:-600.5",
            "big:99999999999999999999999999999999999999d88",
            "'odd name':null",
            "m:{b:{{AQID}}}",
            "s:$dynamodb_NS::[1d2]");
  }

  @Test
  void writesAnIncrementalExportIntoTheSharedFolder() throws Exception {
    String table = emulated.table();
    emulated.put(table, "kept", "1");
    emulated.put(table, "updated", "old");
    emulated.put(table, "deleted", "old");
    emulated.put(table, "again", "old");
    emulated.emulator.clock().advance(Duration.ofMinutes(5));
    Instant from =
        emulated.emulator.clock().instant().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
    emulated.emulator.clock().advance(Duration.ofSeconds(3));
    emulated.put(table, "inserted", "a");
    emulated.put(table, "updated", "between");
    Instant before = emulated.emulator.clock().instant();
    emulated.put(table, "updated", "new");
    Instant after = emulated.emulator.clock().instant();
    emulated.delete(table, "deleted");
    emulated.put(table, "passing", "x");
    emulated.delete(table, "passing");
    emulated.delete(table, "again");
    emulated.put(table, "again", "new");
    emulated.emulator.clock().advance(Duration.ofMinutes(20));
    Instant to = emulated.emulator.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    emulated.emulator.clock().advance(Duration.ofSeconds(2));
    emulated.put(table, "inserted", "too late");
    emulated.put(table, "late", "x");

    ReadExport both =
        emulated.read(
            emulated.export(
                emulated
                    .request(table)
                    .exportType(ExportType.INCREMENTAL_EXPORT)
                    .incrementalExportSpecification(s -> s.exportFromTime(from).exportToTime(to))));
    assertThat(both.changes("pk"))
        .isEqualTo(
            Map.of(
                new Value.Text("inserted"), Map.of("NewImage", Emulated.item("inserted", "a")),
                new Value.Text("updated"),
                    Map.of(
                        "OldImage", Emulated.item("updated", "old"),
                        "NewImage", Emulated.item("updated", "new")),
                new Value.Text("deleted"), Map.of("OldImage", Emulated.item("deleted", "old")),
                new Value.Text("again"),
                    Map.of(
                        "OldImage", Emulated.item("again", "old"),
                        "NewImage", Emulated.item("again", "new"))));
    assertThat(both.files().keySet())
        .allMatch(key -> key.matches("AWSDynamoDB/data/[a-z2-7]{26}\\.json\\.gz"));
    assertThat(keys()).noneMatch(key -> key.matches("AWSDynamoDB/0.*/data/.*"));
    assertThat(both.summary().fieldNames())
        .toIterable()
        .containsExactly(
            "version",
            "exportArn",
            "startTime",
            "endTime",
            "tableArn",
            "tableId",
            "exportFromTime",
            "exportToTime",
            "s3Bucket",
            "s3Prefix",
            "s3SseAlgorithm",
            "s3SseKmsKeyId",
            "manifestFilesS3Key",
            "billedSizeBytes",
            "itemCount",
            "outputFormat",
            "outputView",
            "exportType");
    assertThat(both.summary().get("startTime").textValue()).endsWith(".000Z");
    assertThat(both.summary().get("billedSizeBytes").longValue()).isEqualTo(10_000_000);
    String updated =
        both.lines().stream()
            .filter(line -> line.contains("\"updated\""))
            .findFirst()
            .orElseThrow();
    assertThat(updated)
        .matches(
            "\\{\"Metadata\":\\{\"WriteTimestampMicros\":\\{\"N\":\"\\d{16}\"}},"
                + "\"Keys\":\\{\"pk\":\\{\"S\":\"updated\"}},\"OldImage\":\\{.*},\"NewImage\":\\{.*}}");
    BigDecimal micros =
        new BigDecimal(
            new ObjectMapper()
                .readTree(updated)
                .at("/Metadata/WriteTimestampMicros/N")
                .textValue());
    assertThat(micros)
        .isBetween(
            BigDecimal.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, before)),
            BigDecimal.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, after)));

    ReadExport newOnly =
        emulated.read(
            emulated.export(
                emulated
                    .request(table)
                    .exportType(ExportType.INCREMENTAL_EXPORT)
                    .incrementalExportSpecification(
                        s ->
                            s.exportFromTime(from)
                                .exportToTime(to)
                                .exportViewType(ExportViewType.NEW_IMAGE))));
    assertThat(newOnly.changes("pk"))
        .containsEntry(new Value.Text("deleted"), Map.of())
        .containsEntry(
            new Value.Text("updated"), Map.of("NewImage", Emulated.item("updated", "new")))
        .hasSize(4);
    assertThat(newOnly.summary().get("outputView").textValue()).isEqualTo("NEW_IMAGE");
  }

  @Test
  void sortsAttributesAndSetsOfIncrementalExports() throws Exception {
    String table = emulated.table();
    emulated.tables.put(
        table,
        new Value.MapOf(
            Map.of(
                "zz", new Value.Bool(true),
                "pk", new Value.Text("a"),
                "ns",
                    new Value.SetOf(
                        "NS",
                        List.of(
                            Value.Decimal.of("10"),
                            Value.Decimal.of("-3"),
                            Value.Decimal.of("9"))))));
    emulated.emulator.clock().advance(Duration.ofMinutes(20));
    Instant now = emulated.emulator.clock().instant();
    ReadExport export =
        emulated.read(
            emulated.export(
                emulated
                    .request(table)
                    .exportType(ExportType.INCREMENTAL_EXPORT)
                    .incrementalExportSpecification(
                        s -> s.exportFromTime(now.minus(Duration.ofMinutes(21))))));
    assertThat(export.lines())
        .singleElement()
        .asString()
        .endsWith(
            "\"NewImage\":{\"ns\":{\"NS\":[\"-3\",\"9\",\"10\"]},\"pk\":{\"S\":\"a\"},"
                + "\"zz\":{\"BOOL\":true}}}");
  }
}
