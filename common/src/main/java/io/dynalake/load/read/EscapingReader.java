package io.dynalake.load.read;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes text. A byte that is none of the encoding becomes the half of a surrogate pair, U+DC80 to
 * U+DCFF, which no text has otherwise: so it is neither lost nor taken for something else, and does
 * not end the reading.
 */
final class EscapingReader implements Closeable {
  private static final char FIRST = '\udc00';
  private static final int SIZE = 32 << 10;

  private final InputStream in;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(SIZE).flip();
  private final CharBuffer chars = CharBuffer.allocate(SIZE).flip();
  private boolean ended;

  EscapingReader(InputStream in, Charset charset) {
    this.in = in;
    decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** The next character, or -1. */
  int read() throws IOException {
    return chars.hasRemaining() || fill() ? chars.get() : -1;
  }

  private boolean fill() throws IOException {
    chars.clear();
    while (chars.position() == 0) {
      CoderResult result = decoder.decode(bytes, chars, ended);
      if (result.isError()) {
        for (int i = 0; i < result.length(); i++) {
          chars.put((char) (FIRST + (bytes.get() & 0xff)));
        }
      } else if (result.isUnderflow()) {
        if (ended) {
          break;
        }
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = count < 0;
        bytes.position(bytes.position() + Math.max(0, count)).flip();
      }
    }
    chars.flip();
    return chars.hasRemaining();
  }

  /** Whether there is a byte in a text that is none of its encoding. */
  static boolean hasEscapes(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)) {
        i++;
      } else if (Character.isLowSurrogate(c)) {
        return true;
      }
    }
    return false;
  }

  /** The text as UTF-8, with bytes that are none of its encoding as they were. */
  static byte[] bytes(String text) {
    if (!hasEscapes(text)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c >= FIRST && c < FIRST + 0x100) {
                out.write(c - FIRST);
              } else {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
              }
            });
    return out.toByteArray();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
