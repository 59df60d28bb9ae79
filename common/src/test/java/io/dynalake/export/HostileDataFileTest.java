package io.dynalake.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.dynalake.testsupport.export.ExportWriter;
import io.dynalake.testsupport.export.FileQuirk;
import io.dynalake.testsupport.export.LineContent;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files that become big: memory stays bounded, and the message says what it was. */
class HostileDataFileTest {
  private static final int MB = 1 << 20;
  private static final String ITEM = "{\"Item\":{\"pk\":{\"S\":\"a\"}}}";

  private final Path bucket;
  private final Configuration conf = new Configuration(false);
  private final RecordedItems recorded = new RecordedItems();
  private long storedBytes;

  HostileDataFileTest(@TempDir Path bucket) {
    this.bucket = bucket;
  }

  private DataFile file(long itemCount, LineContent content, FileQuirk... quirks) {
    ExportWriter.in(bucket).content(itemCount, content, quirks).write();
    return Exports.open(bucket.toString(), conf).files().get(0);
  }

  private FileCounts read(DataFile file) {
    ReadOptions counting = ReadOptions.VERIFY.progress(bytes -> storedBytes += bytes);
    return DataFileReader.read(file, conf, recorded, counting);
  }

  private static void repeat(OutputStream out, char c, int megabytes) throws java.io.IOException {
    byte[] block = new byte[MB];
    Arrays.fill(block, (byte) c);
    for (int i = 0; i < megabytes; i++) {
      out.write(block);
    }
  }

  @Test
  void dropsALineOf200MegabytesInBoundedMemory() {
    DataFile file =
        file(
            3,
            out -> {
              out.write((ITEM + "\n{\"Item\":{\"pk\":{\"S\":\"").getBytes(UTF_8));
              repeat(out, 'x', 200);
              out.write(("\"}}}\n" + ITEM + "\n").getBytes(UTF_8));
            });
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    FileCounts counts = read(file);

    // The buffer doubles until it holds the 32 MB that a line may have: 64 MB in all, and as much
    // again for copies. Whoever keeps the line as text allocates 400 MB at least.
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(128L * MB);
    assertThat(counts.items()).isEqualTo(2);
    assertThat(counts.decodedBytes()).isGreaterThan(200L * MB);
    assertThat(recorded.lines).containsExactly(ITEM, ITEM);
    assertThat(recorded.bad).hasSize(1);
    assertThat(recorded.bad.get(0).line()).isEqualTo(2);
    assertThat(recorded.bad.get(0).reason()).isEqualTo("the line is longer than 32 MB");
    assertThat(recorded.bad.get(0).text()).hasSize(MB).startsWith("{\"Item\":{\"pk\":{\"S\":\"xx");
    assertThat(recorded.bad.get(0).complete()).isFalse();
  }

  @Test
  void skipsAKnownOverlongLine() {
    DataFile file =
        file(
            2,
            out -> {
              repeat(out, 'x', 40);
              out.write(("\n" + ITEM + "\n").getBytes(UTF_8));
            });

    FileCounts counts =
        DataFileReader.read(file, conf, recorded, ReadOptions.VERIFY.skipping(1).maxBadItems(1));

    assertThat(counts.items()).isEqualTo(1);
    assertThat(counts.badItems()).isEqualTo(1);
    assertThat(recorded.bad).isEmpty();
  }

  /** A member of 16 MB of zeros, many times over: 1.5 GB from 1.5 MB. */
  @Test
  void refusesAGzipBombOfOneLine() throws Exception {
    DataFile file = file(1, out -> {}, FileQuirk.NO_MD5);
    Path member = bucket.resolve("member.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(member))) {
      repeat(out, '\0', 16);
    }
    byte[] bytes = Files.readAllBytes(member);
    try (OutputStream out =
        Files.newOutputStream(Path.of(file.location().substring("file:".length())))) {
      for (int i = 0; i < 96; i++) {
        out.write(bytes);
      }
    }

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadFileException.class)
        .hasMessageStartingWith(file.key() + ": line 1: more than 1073741824 bytes without an end")
        .hasMessageContaining("gzip bomb");
    assertThat(recorded.bad).hasSize(1);
  }

  @Test
  void refusesAGzipBombOfItemsAtTheFirstThatIsNotPromised() {
    byte[] items = (ITEM + "\n").repeat(1_000).getBytes(UTF_8);
    DataFile file =
        file(
            2_500,
            out -> {
              for (int i = 0; i < 5_000; i++) {
                out.write(items);
              }
            });
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadFileException.class)
        .hasMessage(file.key() + ": it has more items than the 2500 that the manifest promises");
    assertThat(recorded.lines).hasSize(2_500);
    assertThat(storedBytes).isLessThan(file.size() / 2);
  }

  @Test
  void refusesAGzipBombOfBlankLines() {
    DataFile file = file(1, out -> repeat(out, '\n', 300));

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadFileException.class)
        .hasMessage(file.key() + ": it has more than 1000 blank lines");
    assertThat(storedBytes).isLessThan(file.size() / 2);
  }

  @Test
  void refusesAnEndlessGzipHeader() throws Exception {
    DataFile file = file(1, out -> {}, FileQuirk.NO_MD5);
    byte[] header = new byte[4 * MB];
    Arrays.fill(header, (byte) 'n');
    System.arraycopy(new byte[] {0x1f, (byte) 0x8b, 8, 8}, 0, header, 0, 4);
    Files.write(Path.of(file.location().substring("file:".length())), header);

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadFileException.class)
        .hasMessage(file.key() + ": truncated gzip: the file ends in the middle");
  }
}
