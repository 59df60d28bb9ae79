package io.dynalake.it.input;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dynalake.error.ErrorCode;
import io.dynalake.testsupport.export.LineContent;
import io.dynalake.testsupport.export.WrittenExport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files that decode into much; the heap of this JVM is 1 GiB for all tests together. */
final class HostileFilesIT {
  private static final int MEGABYTE = 1 << 20;
  private static final List<String> GOOD = List.of("{\"pk\":{\"S\":\"a\"}}");

  private final Lake lake;

  HostileFilesIT(@TempDir Path folder) {
    lake = new Lake(folder);
  }

  private static void repeat(OutputStream out, byte filler, int megabytes) throws IOException {
    byte[] block = new byte[MEGABYTE];
    Arrays.fill(block, filler);
    for (int i = 0; i < megabytes; i++) {
      out.write(block);
    }
  }

  /** An item with a string of so many megabytes, then a proper item. */
  private static LineContent longLine(int megabytes) {
    return out -> {
      out.write("{\"Item\":{\"pk\":{\"S\":\"long\"},\"text\":{\"S\":\"".getBytes(US_ASCII));
      repeat(out, (byte) 'x', megabytes);
      out.write("\"}}}\n{\"Item\":{\"pk\":{\"S\":\"behind\"}}}\n".getBytes(US_ASCII));
    };
  }

  @Test
  void refusesLineOf200Megabytes() {
    WrittenExport export = lake.export().file(GOOD).content(2, longLine(200)).write();
    lake.backfill(export)
        .failed(ErrorCode.BAD_DATA)
        .contains(export.keys().get(1) + ", line 1: the line is longer than ");
    assertThat(lake.dataFiles()).isEmpty();
  }

  @Test
  void quarantinesTheBeginningOfALineThatIsTooLong() throws IOException {
    WrittenExport export = lake.export().file(GOOD).content(2, longLine(200)).write();
    lake.backfill(export, "--max-bad-items", "1", "--run-id", "r1").done();
    assertThat(lake.values("pk")).containsExactly("a", "behind");
    JsonNode kept = Lake.json(lake.metadata("quarantine/r1"));
    assertThat(kept.at("/complete").asBoolean()).isFalse();
    assertThat(kept.at("/item").asText()).startsWith("{\"Item\":{\"pk\":{\"S\":\"long\"}");
    assertThat(kept.at("/item").asText().length()).isLessThanOrEqualTo(MEGABYTE);
  }

  @Test
  void stopsReadingAGzipBombOfOneLine() throws IOException {
    WrittenExport export =
        lake.export().file(GOOD).content(1, out -> repeat(out, (byte) '{', 1500)).write();
    assertThat(Files.size(export.dataFiles().get(1))).isLessThan(2 * MEGABYTE);
    lake.backfill(export, "--max-bad-items", "1000000")
        .failed(ErrorCode.BAD_DATA)
        .contains(export.keys().get(1))
        .contains("without an end; this looks like a gzip bomb");
    assertThat(lake.dataFiles()).isEmpty();
  }

  @Test
  void stopsReadingAGzipBombOfManyLines() {
    WrittenExport export =
        lake.export().file(GOOD).content(3, out -> repeat(out, (byte) '\n', 300)).write();
    lake.backfill(export, "--max-bad-items", "1000000")
        .failed(ErrorCode.BAD_DATA)
        .contains(export.keys().get(1) + ": it has more than ")
        .contains(" blank lines");
    assertThat(lake.dataFiles()).isEmpty();
  }

  @Test
  void stopsReadingAFileOfMoreItemsThanPromised() {
    byte[] line = "{\"Item\":{\"pk\":{\"S\":\"a\"}}}\n".getBytes(US_ASCII);
    LineContent million =
        out -> {
          for (int i = 0; i < 1_000_000; i++) {
            out.write(line);
          }
        };
    WrittenExport export = lake.export().file(GOOD).content(7, million).write();
    lake.backfill(export)
        .failed(ErrorCode.BAD_DATA)
        .contains(export.keys().get(1) + ": it has more items than the 7 that the manifest");
    assertThat(lake.dataFiles()).isEmpty();
  }
}
