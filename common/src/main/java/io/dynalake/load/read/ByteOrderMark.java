package io.dynalake.load.read;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The character U+FEFF in front of a text, which tells how it is encoded. */
final class ByteOrderMark {
  private ByteOrderMark() {}

  /**
   * Passes over the mark of UTF-8; returns the index behind it.
   *
   * @throws IOException if there is one of UTF-16
   */
  static int skipUtf8(byte[] bytes, int start, int end) throws IOException {
    int first = end - start > 1 ? (bytes[start] & 0xff) << 8 | (bytes[start + 1] & 0xff) : 0;
    if (first == 0xfeff || first == 0xfffe) {
      throw new IOException("it is UTF-16; JSON is UTF-8; convert it");
    }
    boolean marked = first == 0xefbb && end - start > 2 && (bytes[start + 2] & 0xff) == 0xbf;
    return marked ? start + 3 : start;
  }

  /** Passes over a mark; returns the encoding that it tells, or else the one that is given. */
  static Charset skip(BufferedInputStream in, Charset given) throws IOException {
    in.mark(3);
    byte[] bytes = in.readNBytes(3);
    int first = bytes.length > 1 ? (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff) : 0;
    int length = 0;
    Charset charset = given;
    if (first == 0xefbb && bytes.length == 3 && (bytes[2] & 0xff) == 0xbf) {
      length = 3;
      charset = StandardCharsets.UTF_8;
    } else if (first == 0xfeff || first == 0xfffe) {
      length = 2;
      charset = first == 0xfeff ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    }
    in.reset();
    in.skipNBytes(length);
    return charset;
  }
}
