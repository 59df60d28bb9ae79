package io.dynalake.load.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.dataset.PinnedDataset;
import io.dynalake.dataset.commit.SchemaStore;
import io.dynalake.dataset.commit.SchemaToPin;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import io.dynalake.schema.ColumnType;
import io.dynalake.schema.Field;
import io.dynalake.schema.ItemSchema;
import io.dynalake.schema.PinnedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaFileTest {
  private static final ItemSchema SCHEMA =
      new ItemSchema(
          List.of(new Field("tags", "Tags", new ColumnType.Text(), Set.of(AttributeType.SS))));

  private final Path folder;

  SchemaFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void readsADatasetsSchemaByItsFolderItsFileOrWhatIsPrinted() throws IOException {
    pin(Map.of("", SCHEMA));
    Path printed =
        Files.writeString(folder.resolve("s.json"), new PinnedSchema(1, SCHEMA).toJson());
    for (Path place : List.of(folder, folder.resolve("_dynalake/schema/v0001.json"), printed)) {
      assertThat(SchemaFile.types(place.toString(), Inputs.CONF).field("Tags").type())
          .contains(AttributeType.SS);
    }
  }

  @Test
  void refusesWhatIsNoSchemaOrSeveral() throws IOException {
    refuses(folder, ErrorCode.INPUT_MISSING, "there is no schema; give a dataset,");
    refuses(folder.resolve("x.json"), ErrorCode.INPUT_MISSING, "there is no schema;");
    Path other = Files.writeString(folder.resolve("y.json"), "{\"a\":1}");
    refuses(other, ErrorCode.BAD_DATA, "this is not a schema that was pinned;");
    pin(Map.of("A", SCHEMA, "B", SCHEMA));
    refuses(folder, ErrorCode.USAGE, "it has the schemas of several entities, A, B;");
  }

  private static void refuses(Path place, ErrorCode code, String message) {
    assertThatThrownBy(() -> SchemaFile.types(place.toString(), Inputs.CONF))
        .isInstanceOf(JobException.class)
        .hasMessageContaining(message)
        .extracting(e -> ((JobException) e).code())
        .isEqualTo(code);
  }

  private void pin(Map<String, ItemSchema> schemas) {
    String json = new PinnedDataset(1, List.of(), schemas).toJson();
    SchemaStore.at(folder.toString(), Inputs.CONF).install(new SchemaToPin(1, json));
  }
}
