package io.dynalake.load.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.BadFileException;
import io.dynalake.testsupport.export.ExportQuirk;
import io.dynalake.testsupport.export.ExportWriter;
import io.dynalake.testsupport.export.FileQuirk;
import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.export.Value;
import io.dynalake.testsupport.export.WrittenExport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportFormatTest {
  private final Path bucket;

  ExportFormatTest(@TempDir Path bucket) {
    this.bucket = bucket;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void givesTheItemsOfJsonAndIon(boolean ion) {
    RandomItems random = new RandomItems(3);
    List<Value.MapOf> items = random.items(300);
    List<String> lines = items.stream().map(item -> item.members().toString()).toList();
    ExportWriter writer = ExportWriter.in(bucket).file(lines.subList(0, 200)).file(List.of());
    writer.file(lines.subList(200, 300));
    if (ion) {
      writer.with(ExportQuirk.ION);
    }
    WrittenExport export = writer.write();

    List<InputItem> read = Inputs.items(new ExportFormat(), export.folder().toString());
    assertThat(read).noneMatch(InputItem::isRefused);
    assertThat(read)
        .extracting(item -> Value.parseItem(new String(item.json(), StandardCharsets.UTF_8)))
        .containsExactlyElementsOf(items);
    assertThat(read.get(199).position()).isEqualTo(200);
    assertThat(read.get(200).position()).isEqualTo(1);
    assertThat(read.get(200).file()).isEqualTo("file:" + export.dataFiles().get(2));
  }

  @Test
  void takesTheTextOfItemsAsItIs() {
    String odd = "{\"pk\":{\"S\":\"\\u00e9\\/\"},\"n\":{\"N\":\"1.00\"}}";
    WrittenExport export = ExportWriter.in(bucket).file(List.of(odd)).write();
    assertThat(Inputs.read(new ExportFormat(), export.folder())).containsExactly("1 " + odd);
  }

  @Test
  void refusesMalformedItems() {
    WrittenExport export =
        ExportWriter.in(bucket)
            .file(List.of("{\"pk\":{\"S\":\"a\"},\"pk\":{\"S\":\"b\"}}", "{\"pk\":{\"S\":\"c\"}}"))
            .write();
    assertThat(Inputs.read(new ExportFormat(), export.folder()))
        .containsExactly(
            "1 an attribute name occurs twice in a map"
                + " ~ {\"Item\":{\"pk\":{\"S\":\"a\"},\"pk\":{\"S\":\"b\"}}}",
            "2 {\"pk\":{\"S\":\"c\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"WRONG_MD5", "COUNT_TOO_HIGH", "MISSING"})
  void givesNoItemOfAFileThatDoesNotVerify(String quirk) {
    List<String> items = List.of("{\"pk\":{\"S\":\"a\"}}");
    WrittenExport export = ExportWriter.in(bucket).file(items, FileQuirk.valueOf(quirk)).write();
    InputFormat format = new ExportFormat();
    InputFile file = format.files(export.folder().toString(), Inputs.CONF).get(0);
    try (ItemReader reader = format.open(file, Inputs.CONF)) {
      assertThatThrownBy(reader::hasNext)
          .isInstanceOf(BadFileException.class)
          .hasMessageStartingWith("AWSDynamoDB/");
    }
  }

  @Test
  void refusesIncrementalExports() {
    WrittenExport export =
        ExportWriter.in(bucket).with(ExportQuirk.INCREMENTAL).lines(List.of()).write();
    assertThatThrownBy(() -> new ExportFormat().files(export.folder().toString(), Inputs.CONF))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("an incremental export holds changes, not items; ")
        .hasMessageContaining("apply")
        .extracting(e -> ((JobException) e).code())
        .isEqualTo(ErrorCode.USAGE);
  }
}
