package io.dynalake.load.read;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.LineBlocks;
import io.dynalake.item.MalformedItemException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;

/**
 * Reads one array of objects in plain JSON, its elements cut out by brackets and quotes: so an
 * element that cannot be read is refused with its text, and the next one follows.
 */
final class JsonArrayReader extends ItemReader {
  private static final int MOST = LineBlocks.MAX_LINE;

  private final BufferedInputStream in;
  private final JsonItem json;
  private final ByteArrayOutputStream element = new ByteArrayOutputStream(1024);
  private long number;

  JsonArrayReader(InputFile file, BufferedInputStream in, JsonItem json) {
    super(file);
    this.in = in;
    this.json = json;
  }

  @Override
  boolean read() throws IOException {
    if (number == 0) {
      int c = in.read();
      while (c != '[') {
        c = in.read();
      }
    }
    number++;
    int end = cut();
    boolean none = element.size() == 0 && number == 1 && end == ']';
    if (!none) {
      take(element.toByteArray());
    }
    if (end == ',') {
      return true;
    }
    if (space(in.read()) >= 0) {
      throw new IOException("there is text behind the array");
    }
    return false;
  }

  private void take(byte[] bytes) {
    if (bytes.length > MOST) {
      refuse(number, "the element is longer than " + (MOST >> 20) + " MB", bytes);
      return;
    }
    try {
      ready(number, json.item(bytes, 0, bytes.length));
    } catch (MalformedItemException e) {
      refuse(number, e.reason(), bytes);
    }
  }

  /** Reads an element, without the white space around it; returns what stands behind it. */
  private int cut() throws IOException {
    element.reset();
    int depth = 0;
    int c = space(in.read());
    while (c >= 0) {
      if (depth == 0 && (c == ',' || c == ']')) {
        return c;
      }
      keep(c);
      if (c == '"') {
        string();
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      }
      c = depth == 0 ? space(in.read()) : in.read();
    }
    throw new EOFException("the array does not end; it breaks off in element " + number);
  }

  private void string() throws IOException {
    for (int c = in.read(); c >= 0; c = in.read()) {
      keep(c);
      if (c == '"') {
        return;
      }
      if (c == '\\') {
        keep(in.read());
      }
    }
  }

  /** Of an element that is too long, just so much that it shows. */
  private void keep(int c) {
    if (element.size() <= MOST) {
      element.write(c);
    }
  }

  private int space(int first) throws IOException {
    int c = first;
    while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      c = in.read();
    }
    return c;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new JobException(
          ErrorCode.SERVICE, file().location() + ": it cannot be closed; " + e, e);
    }
  }
}
