package io.dynalake.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that holds of reading holds where a thread of its own decodes. */
class DataFileReaderAheadTest extends DataFileReaderTest {
  DataFileReaderAheadTest(@TempDir Path folder) {
    super(folder);
  }

  @Override
  ReadOptions verify() {
    return ReadOptions.VERIFY.ahead(true);
  }

  @Test
  void deliversEveryByteOnceWhateverTheSizes() throws IOException {
    byte[] bytes = new byte[3 << 20];
    new Random(1).nextBytes(bytes);
    try (AheadInput ahead = new AheadInput(new ByteArrayInputStream(bytes), "f")) {
      byte[] read = new byte[bytes.length];
      int at = 0;
      Random sizes = new Random(2);
      while (at < read.length) {
        int count = ahead.read(read, at, Math.min(1 + sizes.nextInt(100_000), read.length - at));
        assertThat(count).isPositive();
        at += count;
      }
      assertThat(read).isEqualTo(bytes);
      assertThat(ahead.read()).isEqualTo(-1);
      assertThat(ahead.read()).isEqualTo(-1);
    }
  }

  @Test
  void throwsWhatTheStreamThrowsBehindWhatItGave() throws IOException {
    for (RuntimeException cause :
        new RuntimeException[] {
          new IllegalStateException("x"), new UncheckedIOException(new IOException("x"))
        }) {
      try (AheadInput ahead = new AheadInput(failing(1000, cause), "f")) {
        assertThat(ahead.readNBytes(1000)).hasSize(1000);
        assertThatThrownBy(ahead::read).isSameAs(cause);
        assertThat(ahead.read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void closesTheStreamAlthoughNobodyReads() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 7;
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            Arrays.fill(target, offset, offset + length, (byte) 7);
            return length;
          }

          @Override
          public void close() {
            closed.set(true);
          }
        };
    AheadInput ahead = new AheadInput(endless, "f");
    assertThat(ahead.read()).isEqualTo(7);
    ahead.close();
    assertThat(closed).isTrue();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("read ahead f"));
  }

  private static InputStream failing(int good, RuntimeException then) {
    return new InputStream() {
      private int given;

      @Override
      public int read() {
        if (given == good) {
          throw then;
        }
        given++;
        return 1;
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        if (given == good) {
          throw then;
        }
        int count = Math.min(length, good - given);
        given += count;
        return count;
      }
    };
  }
}
