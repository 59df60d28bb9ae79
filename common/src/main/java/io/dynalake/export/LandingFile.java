package io.dynalake.export;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.fs.Path;

/** One data file while it is written: gzip, a line per item, counted and summed up on the way. */
final class LandingFile implements AutoCloseable {
  /**
   * Of compression, which costs more than all else that is done to a page. Pages of orders, and of
   * random items: level 1 took 195 and 146 MB/s of one core and made them 4.5 and 3.4 times
   * smaller, level 3 148 and 105 MB/s for 5.1 and 3.7, level 6 71 and 41 MB/s for 5.8 and 4.1.
   */
  private static final int LEVEL = 1;

  private static final byte[] BEFORE = "{\"Item\":".getBytes(ISO_8859_1);
  private static final byte[] AFTER = "}\n".getBytes(ISO_8859_1);
  private static final int BUFFER = 128 << 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Gzip as java.util.zip writes it, which is as the service does, at the level of choice. */
  private static final class Gzip extends GZIPOutputStream {
    Gzip(OutputStream out) throws IOException {
      super(out, 64 << 10);
      def.setLevel(LEVEL);
    }
  }

  /** Counts and digests what is stored. */
  private static final class Stored extends DigestOutputStream {
    private long bytes;

    Stored(OutputStream out) {
      super(out, Manifest.md5());
    }

    @Override
    public void write(int b) throws IOException {
      super.write(b);
      bytes++;
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      super.write(b, off, len);
      bytes += len;
    }
  }

  private final Path path;
  private final Stored stored;
  private final OutputStream gzip;
  // Lines come together here: the deflater is native code, and a call for each part costs more.
  private final byte[] buffer = new byte[BUFFER];
  private int buffered;
  private long items;

  LandingFile(LandingStorage storage, Path folder) throws IOException {
    path = new Path(folder, name());
    stored = new Stored(storage.create(path));
    gzip = new Gzip(stored);
  }

  /** As the service makes them: 128 random bits in lower-case base32. */
  private static String name() {
    BigInteger bits = new BigInteger(128, RANDOM);
    char[] name = new char[26];
    for (int i = 25; i >= 0; i--) {
      name[i] = "abcdefghijklmnopqrstuvwxyz234567".charAt(bits.intValue() & 31);
      bits = bits.shiftRight(5);
    }
    return new String(name) + ".json.gz";
  }

  Path path() {
    return path;
  }

  /** Adds an item: its attributes as DynamoDB JSON without a line break. */
  void add(byte[] bytes, int start, int end) throws IOException {
    int length = BEFORE.length + end - start + AFTER.length;
    if (length > BUFFER - buffered) {
      flush();
    }
    if (length > BUFFER) {
      gzip.write(BEFORE);
      gzip.write(bytes, start, end - start);
      gzip.write(AFTER);
    } else {
      append(BEFORE, 0, BEFORE.length);
      append(bytes, start, end);
      append(AFTER, 0, AFTER.length);
    }
    items++;
  }

  private void append(byte[] bytes, int start, int end) {
    System.arraycopy(bytes, start, buffer, buffered, end - start);
    buffered += end - start;
  }

  private void flush() throws IOException {
    gzip.write(buffer, 0, buffered);
    buffered = 0;
  }

  /** Bytes stored so far; what is in buffers comes on top. */
  long bytes() {
    return stored.bytes;
  }

  /** Ends the file. */
  LandedFile finish() throws IOException {
    flush();
    gzip.close();
    byte[] md5 = stored.getMessageDigest().digest();
    MessageDigest ofParts = Manifest.md5();
    return new LandedFile(
        path.getName(),
        items,
        stored.bytes,
        Base64.getEncoder().encodeToString(md5),
        HexFormat.of().formatHex(ofParts.digest(md5)) + "-1");
  }

  @Override
  public void close() throws IOException {
    gzip.close();
  }
}
