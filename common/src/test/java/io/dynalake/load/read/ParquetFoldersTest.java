package io.dynalake.load.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.dataset.PinnedDataset;
import io.dynalake.dataset.commit.SchemaStore;
import io.dynalake.dataset.commit.SchemaToPin;
import io.dynalake.dataset.partition.TableFormat;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import io.dynalake.schema.ColumnType;
import io.dynalake.schema.Field;
import io.dynalake.schema.ItemSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the folders of Parquet files say of the items in them. */
class ParquetFoldersTest {
  private static final Field PK = field("pk", "PK", new ColumnType.Text(), AttributeType.S);
  private static final Field STATUS =
      field("status", "status", new ColumnType.Text(), AttributeType.S);
  private static final Field YEAR = field("year", "year", new ColumnType.Int64(), AttributeType.N);
  private static final ItemSchema SCHEMA = new ItemSchema(List.of(PK, STATUS, YEAR));

  private final Path root;

  ParquetFoldersTest(@TempDir Path folder) {
    this.root = folder.resolve("lake");
  }

  @Test
  void bringsBackAttributesThatFoldersCarryAndNoDerivedColumns() throws IOException {
    pin(
        TableFormat.PARQUET,
        List.of("status=status", "year=year", "updated=day(updatedAt)", "pk_bucket=bucket(16, PK)"),
        Map.of("", SCHEMA));
    write("status=a%2Fb/year=2024/updated=2024-01-01/pk_bucket=3/x.parquet");
    write("status=__HIVE_DEFAULT_PARTITION__/year=7/updated=2024-01-01/pk_bucket=3/y.parquet");
    Files.createDirectories(root.resolve("_dynalake/quarantine"));
    Files.writeString(root.resolve("_dynalake/quarantine/z.parquet"), "no item");

    String first = "1 {\"PK\":{\"S\":\"x\"},\"status\":{\"S\":\"a/b\"},\"year\":{\"N\":\"2024\"}}";
    assertThat(read("")).containsExactly("1 {\"PK\":{\"S\":\"y\"},\"year\":{\"N\":\"7\"}}", first);
    // From wherever a part of the dataset is named.
    assertThat(read("/status=a%2Fb/year=2024")).containsExactly(first);
    assertThat(read("/*/*/*/*/x.parquet")).containsExactly(first);
  }

  @Test
  void knowsTheSchemaOfEachEntity() throws IOException {
    Field id = field("pk", "Id", new ColumnType.Text(), AttributeType.N);
    pin(
        TableFormat.PARQUET,
        List.of("status=status"),
        Map.of("ORDER", SCHEMA, "USER", new ItemSchema(List.of(id, STATUS))));
    write("ORDER/status=new/5.parquet");
    write("USER/status=new/6.parquet");
    assertThat(read(""))
        .containsExactly(
            "1 {\"PK\":{\"S\":\"5\"},\"status\":{\"S\":\"new\"}}",
            "1 {\"Id\":{\"N\":\"6\"},\"status\":{\"S\":\"new\"}}");
    assertThat(read("/USER"))
        .containsExactly("1 {\"Id\":{\"N\":\"6\"},\"status\":{\"S\":\"new\"}}");
  }

  @Test
  void takesPartitionsFromElsewhereForAttributesUnlessFilesHaveThem() throws IOException {
    write("day=2024-01-01/year=2024/pk=other/x.parquet");
    assertThat(Inputs.read(new ParquetFormat(Inputs.types("year=number")), root))
        .containsExactly(
            "1 {\"pk\":{\"S\":\"x\"},\"day\":{\"S\":\"2024-01-01\"},\"year\":{\"N\":\"2024\"}}");
    // What lies above the place that is named says nothing.
    assertThat(read("/day=2024-01-01/year=2024")).containsExactly("1 {\"pk\":{\"S\":\"x\"}}");
  }

  @Test
  void refusesDatasetsWhoseFilesAreNoItems() throws IOException {
    pin(TableFormat.PARQUET, List.of("written_day=day(_written_at)"), Map.of("", SCHEMA));
    write("written_day=2024-01-01/x.parquet");
    assertThatThrownBy(() -> read(""))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("a change log; its rows are changes, not items;")
        .extracting(e -> ((JobException) e).code())
        .isEqualTo(ErrorCode.USAGE);
  }

  @Test
  void refusesIcebergTables() throws IOException {
    pin(TableFormat.ICEBERG, List.of(), Map.of("", SCHEMA));
    write("data/x.parquet");
    assertThatThrownBy(() -> read("/data"))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("an Iceberg table;");
  }

  private List<String> read(String below) {
    return Inputs.read(new ParquetFormat(ItemTypes.ANY), Path.of(root + below));
  }

  private void pin(TableFormat format, List<String> partitions, Map<String, ItemSchema> schemas) {
    PinnedDataset pinned = new PinnedDataset(1, format, partitions, schemas);
    SchemaStore.at(root.toString(), Inputs.CONF).install(new SchemaToPin(1, pinned.toJson()));
  }

  /** A file with one row, whose column pk is the file's name. */
  private void write(String path) throws IOException {
    Path file = root.resolve(path);
    MessageType type =
        MessageTypeParser.parseMessageType("message m { required binary pk (STRING); }");
    Files.createDirectories(file.getParent());
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withConf(Inputs.CONF)
            .withType(type)
            .build()) {
      String name = file.getFileName().toString().replace(".parquet", "");
      writer.write(new SimpleGroupFactory(type).newGroup().append("pk", name));
    }
  }

  private static Field field(String name, String attribute, ColumnType type, AttributeType seen) {
    return new Field(name, attribute, type, Set.of(seen));
  }
}
