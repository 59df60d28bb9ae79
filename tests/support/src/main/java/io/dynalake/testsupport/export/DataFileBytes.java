package io.dynalake.testsupport.export;

import static io.dynalake.testsupport.export.FileQuirk.LONG_HEADER;
import static io.dynalake.testsupport.export.FileQuirk.MULTI_MEMBER;
import static io.dynalake.testsupport.export.FileQuirk.NOT_GZIP;
import static io.dynalake.testsupport.export.FileQuirk.PLAIN_JSON;
import static io.dynalake.testsupport.export.FileQuirk.TRAILER_CUT;
import static io.dynalake.testsupport.export.FileQuirk.TRAILING_GARBAGE;
import static io.dynalake.testsupport.export.FileQuirk.TRUNCATED;
import static io.dynalake.testsupport.export.FileQuirk.WRONG_CRC;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/** The stored bytes of a data file: like those of DynamoDB, or broken in a given way. */
final class DataFileBytes {
  private static final int EXTRA = 300;

  private DataFileBytes() {}

  static void write(Path file, LineContent content, Set<FileQuirk> quirks) throws IOException {
    try (OutputStream stored = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      if (quirks.contains(NOT_GZIP) || quirks.contains(PLAIN_JSON)) {
        content.writeTo(stored);
      } else if (quirks.contains(MULTI_MEMBER)) {
        try (OutputStream members = new Members(stored)) {
          content.writeTo(members);
        }
      } else {
        // Java writes what DynamoDB writes: no name, no time, operating system 255.
        GZIPOutputStream gzip = new GZIPOutputStream(stored, 1 << 16);
        content.writeTo(gzip);
        gzip.finish();
      }
    }
    if (quirks.contains(LONG_HEADER)) {
      lengthenHeader(file);
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      damage(bytes, quirks);
    }
  }

  private static void damage(RandomAccessFile bytes, Set<FileQuirk> quirks) throws IOException {
    if (quirks.contains(TRUNCATED)) {
      bytes.setLength(bytes.length() * 2 / 3);
    }
    if (quirks.contains(TRAILER_CUT)) {
      bytes.setLength(bytes.length() - 4);
    }
    if (quirks.contains(WRONG_CRC)) {
      bytes.seek(bytes.length() - 8);
      int crc = bytes.read();
      bytes.seek(bytes.length() - 8);
      bytes.write(crc ^ 1);
    }
    if (quirks.contains(TRAILING_GARBAGE)) {
      bytes.seek(bytes.length());
      bytes.write(new byte[] {'\n', 0, 'x'});
    }
  }

  /** Inserts extra field, name, comment and header CRC (RFC 1952) behind the ten bytes. */
  private static void lengthenHeader(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    byte[] names = "a.json\0c\0".getBytes(US_ASCII);
    byte[] header = Arrays.copyOf(bytes, 10 + 2 + EXTRA + names.length);
    header[3] = 2 | 4 | 8 | 16;
    Arrays.fill(header, 10, header.length, (byte) 'e');
    header[10] = (byte) (EXTRA & 0xff);
    header[11] = (byte) (EXTRA >>> 8);
    System.arraycopy(names, 0, header, 12 + EXTRA, names.length);
    CRC32 crc = new CRC32();
    crc.update(header);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(header);
      out.write((int) (crc.getValue() & 0xff));
      out.write((int) ((crc.getValue() >>> 8) & 0xff));
      out.write(bytes, 10, bytes.length - 10);
    }
  }

  /** Begins another gzip member after every 100 bytes, and an empty one after every tenth. */
  private static final class Members extends FilterOutputStream {
    private static final int SIZE = 100;
    private final byte[] pending = new byte[SIZE];
    private int length;
    private int members;

    Members(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      pending[length++] = (byte) b;
      if (length == SIZE) {
        member();
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      for (int i = 0; i < count; i++) {
        write(bytes[offset + i]);
      }
    }

    @Override
    public void close() throws IOException {
      member();
      out.flush();
    }

    private void member() throws IOException {
      GZIPOutputStream gzip = new GZIPOutputStream(out);
      gzip.write(pending, 0, length);
      gzip.finish();
      length = 0;
      if (++members % 10 == 0) {
        member();
      }
    }
  }
}
