package io.dynalake.load.read;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Takes CSV apart as RFC 4180 says, with any delimiter and quote; blank lines are passed over. It
 * knows of each record its text, its line and what was quoted, and goes on behind one that is
 * malformed: that is why it is not a library's parser, which ends the file there.
 */
final class CsvRecords implements Closeable {
  /** Characters of a record; an item has 400 KB at most. */
  static final int MOST = 16 << 20;

  private static final int END = -1;
  private static final int NO_QUOTE = -2;
  private static final int NONE = -3;

  private final EscapingReader in;
  private final int delimiter;
  private final int quote;
  private final List<String> values = new ArrayList<>();
  private final BitSet quoted = new BitSet();
  private final StringBuilder value = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private String problem = "";
  private long line;
  private long nextLine = 1;
  private int peeked = NONE;
  private boolean carriageReturn;

  CsvRecords(EscapingReader in, CsvSyntax syntax) {
    this.in = in;
    delimiter = syntax.delimiter();
    quote = syntax.quoteOrNull() == null ? NO_QUOTE : syntax.quoteOrNull();
  }

  /**
   * Reads the next record.
   *
   * @return false at the end
   * @throws IOException if nothing behind this can be made out, since a quote does not close
   */
  boolean next() throws IOException {
    values.clear();
    quoted.clear();
    text.setLength(0);
    problem = "";
    int c = take();
    while (c == '\n') {
      c = take();
    }
    line = nextLine;
    if (c == END) {
      return false;
    }
    boolean more = true;
    while (more) {
      more = value(c);
      c = more ? take() : END;
    }
    if (text.length() > MOST) {
      problem = "the record is longer than " + MOST + " characters";
    }
    return true;
  }

  /** The values of the record. */
  List<String> values() {
    return values;
  }

  /** Whether a value stood in quotes. */
  boolean isQuoted(int index) {
    return quoted.get(index);
  }

  /** The record as it is in the file, without its line end. */
  String text() {
    return text.toString();
  }

  /** Number of the line that the record begins in, from 1. */
  long line() {
    return line;
  }

  /** What is wrong with the record; "" if nothing is. */
  String problem() {
    return problem;
  }

  /** Reads a value that begins with {@code first}; returns whether there is another one. */
  private boolean value(int first) throws IOException {
    value.setLength(0);
    int c = first;
    if (c == quote) {
      keep(c);
      quoted.set(values.size());
      c = quoted();
      if (c != delimiter && c != '\n' && c != END) {
        problem = "column " + (values.size() + 1) + ": there is text behind the closing quote";
      }
    }
    while (c != delimiter && c != '\n' && c != END) {
      keep(c);
      append(c);
      c = take();
    }
    values.add(value.toString());
    if (c == delimiter) {
      keep(c);
      return true;
    }
    return false;
  }

  /** Reads what is in quotes; returns what stands behind them. */
  private int quoted() throws IOException {
    long opened = nextLine;
    while (true) {
      int c = raw();
      if (c == END) {
        problem = "column " + (values.size() + 1) + ": the quote does not close";
        return END;
      }
      keep(c);
      if (c == quote) {
        int behind = take();
        if (behind != quote) {
          return behind;
        }
        keep(behind);
      }
      append(c);
      if (text.length() > MOST) {
        throw new IOException(
            "the quote that opens in line "
                + opened
                + " does not close within "
                + MOST
                + " characters; where records begin behind it cannot be told; correct the file, or"
                + " give another --quote");
      }
    }
  }

  /** Of a record that is too long, just so much that it shows. */
  private void keep(int c) {
    if (text.length() <= MOST) {
      text.append((char) c);
    }
  }

  private void append(int c) {
    if (value.length() <= MOST) {
      value.append((char) c);
    }
  }

  /** The next character, line ends of all kinds as '\n'. */
  private int take() throws IOException {
    int c = raw();
    if (c != '\r') {
      return c;
    }
    int behind = raw();
    if (behind != '\n') {
      peeked = behind;
    }
    return '\n';
  }

  /** The next character as it is; counts lines. */
  private int raw() throws IOException {
    int c = peeked;
    if (c != NONE) {
      peeked = NONE;
      return c;
    }
    c = in.read();
    if (c == '\r' || (c == '\n' && !carriageReturn)) {
      nextLine++;
    }
    carriageReturn = c == '\r';
    return c;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
