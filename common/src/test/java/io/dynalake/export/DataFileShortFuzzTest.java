package io.dynalake.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.dynalake.item.MapSink;
import io.dynalake.item.SkipSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;

/** Reads any bytes as a data file: gzip, gzip of anything, and plain text. */
class DataFileShortFuzzTest {
  private static final Configuration HADOOP = new Configuration();

  @FuzzTest(maxDuration = "15s")
  void endsInCountsOrInABadFile(byte[] data) throws IOException {
    check("data/a.json.gz", data);
    check("data/a.json", data);
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(data);
    }
    check("data/a.json.gz", compressed.toByteArray());
  }

  private static void check(String key, byte[] stored) throws IOException {
    Path path = Files.createTempFile("fuzz", ".bin");
    try {
      Files.write(path, stored);
      DataFile file = new DataFile(key, path.toUri().toString(), stored.length, null, null);
      Counter counter = new Counter();
      FileCounts counts = DataFileReader.read(file, HADOOP, counter, ReadOptions.VERIFY);
      assertThat(counts.items()).isEqualTo(counter.items);
      assertThat(counts.badItems()).isEqualTo(counter.bad);
      assertThat(counts.storedBytes()).isEqualTo(stored.length);
    } catch (BadFileException e) {
      assertThat(e.key()).isEqualTo(key);
      assertThat(e.reason()).isNotEmpty();
    } finally {
      Files.delete(path);
    }
  }

  private static final class Counter implements ItemConsumer {
    private long items;
    private long bad;

    @Override
    public MapSink beginItem() {
      return SkipSink.INSTANCE;
    }

    @Override
    public void endItem(byte[] block, int lineStart, int lineEnd) {
      items++;
    }

    @Override
    public void dropItem(BadItem item) {
      bad++;
    }
  }
}
