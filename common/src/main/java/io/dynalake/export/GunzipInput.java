package io.dynalake.export;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decodes gzip (RFC 1952) of one member or many, to the very end of the file. Java's own
 * GZIPInputStream takes garbage behind a member for the end, and asks {@code available()} whether
 * there is another member, which streams from a network may answer wrongly; either would lose items
 * unseen.
 */
final class GunzipInput extends InputStream {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final StoredBytes stored;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] single = new byte[1];
  private boolean inMember;
  private boolean first = true;

  GunzipInput(StoredBytes stored) {
    this.stored = stored;
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (inMember || beginMember()) {
      int count;
      try {
        count = inflater.inflate(target, offset, length);
      } catch (DataFormatException e) {
        throw new ZipException("damaged gzip data: " + e.getMessage());
      }
      if (count > 0) {
        crc.update(target, offset, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsDictionary()) {
        throw new ZipException("damaged gzip data: it wants a dictionary");
      } else {
        feed();
      }
    }
    return -1;
  }

  private void feed() throws IOException {
    if (!stored.fill()) {
      throw truncated();
    }
    inflater.setInput(stored.buffer, stored.position, stored.limit - stored.position);
    stored.position = stored.limit;
  }

  private boolean beginMember() throws IOException {
    if (!first && !stored.fill()) {
      return false;
    }
    crc.reset();
    if (header() != 0x1f || header() != 0x8b) {
      throw new ZipException(first ? "not gzip" : "garbage behind the end of the gzip data");
    }
    first = false;
    if (header() != 8) {
      throw new ZipException("damaged gzip header: unknown compression");
    }
    int flags = header();
    if ((flags & 0xe0) != 0) {
      throw new ZipException("damaged gzip header: unknown flags");
    }
    skipHeader(6);
    if ((flags & EXTRA) != 0) {
      skipHeader(header() | header() << 8);
    }
    if ((flags & NAME) != 0) {
      skipHeaderText();
    }
    if ((flags & COMMENT) != 0) {
      skipHeaderText();
    }
    if ((flags & HEADER_CRC) != 0) {
      long expected = crc.getValue() & 0xffff;
      if ((header() | header() << 8) != expected) {
        throw new ZipException("damaged gzip header: wrong checksum");
      }
    }
    crc.reset();
    inflater.reset();
    inMember = true;
    return true;
  }

  private void endMember() throws IOException {
    stored.position = stored.limit - inflater.getRemaining();
    long expectedCrc = trailer();
    long expectedLength = trailer();
    if (expectedCrc != crc.getValue()) {
      throw new ZipException("damaged gzip data: wrong checksum (CRC)");
    }
    if (expectedLength != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new ZipException("damaged gzip data: wrong length");
    }
    inMember = false;
  }

  private int header() throws IOException {
    int b = next();
    crc.update(b);
    return b;
  }

  private void skipHeader(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      header();
    }
  }

  private void skipHeaderText() throws IOException {
    while (header() != 0) {}
  }

  /** Four bytes, the lowest first. */
  private long trailer() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private int next() throws IOException {
    if (!stored.fill()) {
      throw truncated();
    }
    return stored.buffer[stored.position++] & 0xff;
  }

  private static EOFException truncated() {
    return new EOFException("truncated gzip: the file ends in the middle");
  }

  @Override
  public void close() {
    inflater.end();
  }
}
