package io.dynalake.export;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a data file as they are stored, through a buffer of 64 KB. What fails here is the
 * file system: so whatever else throws IOException above it means damaged data.
 */
final class StoredBytes implements Closeable {
  private static final int SIZE = 64 << 10;

  /** Bytes from {@link #position} to {@link #limit} are next. */
  final byte[] buffer = new byte[SIZE];

  int position;
  int limit;

  private final InputStream in;
  private final String location;
  private final @Nullable MessageDigest digest;
  private long count;

  StoredBytes(InputStream in, String location, @Nullable MessageDigest digest) {
    this.in = in;
    this.location = location;
    this.digest = digest;
  }

  /** Makes at least one byte available, unless the file is at its end. */
  boolean fill() {
    if (position < limit) {
      return true;
    }
    int read;
    try {
      do {
        read = in.read(buffer, 0, SIZE);
      } while (read == 0);
    } catch (IOException e) {
      throw failure(e);
    }
    position = 0;
    limit = Math.max(read, 0);
    if (read > 0) {
      count += read;
      if (digest != null) {
        digest.update(buffer, 0, read);
      }
    }
    return read > 0;
  }

  /** Whether the file begins like gzip. */
  boolean beginsWithGzip() {
    if (!fill()) {
      return false;
    }
    // Streams may give a single byte first.
    while (limit < 2 && fillOneMore()) {}
    return limit >= 2 && (buffer[0] & 0xff) == 0x1f && (buffer[1] & 0xff) == 0x8b;
  }

  private boolean fillOneMore() {
    try {
      int read = in.read(buffer, limit, 1);
      if (read <= 0) {
        return false;
      }
      if (digest != null) {
        digest.update(buffer, limit, read);
      }
      limit += read;
      count += read;
      return true;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Bytes read so far. */
  long count() {
    return count;
  }

  /** Base64 of the MD5 of all bytes read so far; once. */
  String md5() {
    if (digest == null) {
      throw new IllegalStateException("no MD5 was computed");
    }
    return Base64.getEncoder().encodeToString(digest.digest());
  }

  private JobException failure(IOException e) {
    return new JobException(
        ErrorCode.SERVICE,
        location + ": reading failed; " + e + "; run the job again when the file system answers",
        e);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }
}
