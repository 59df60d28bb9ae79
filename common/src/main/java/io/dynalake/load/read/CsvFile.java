package io.dynalake.load.read;

import io.dynalake.error.ErrorCode;
import io.dynalake.export.BadFileException;
import io.dynalake.item.ItemParser;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** A CSV file with its header read. */
final class CsvFile implements Closeable {
  private static final int BUFFER = 64 << 10;

  private final CsvRecords records;
  private final List<String> columns;

  private CsvFile(CsvRecords records, List<String> columns) {
    this.records = records;
    this.columns = columns;
  }

  /**
   * Opens a file.
   *
   * @throws BadFileException if its header does not name the columns
   */
  static CsvFile open(InputFile file, CsvSyntax syntax, Configuration conf) {
    InputStream content = LineReader.content(file, conf);
    try {
      BufferedInputStream buffered = new BufferedInputStream(content, BUFFER);
      EscapingReader text =
          new EscapingReader(buffered, ByteOrderMark.skip(buffered, syntax.charset()));
      CsvRecords records = new CsvRecords(text, syntax);
      List<String> columns = syntax.header();
      if (columns.isEmpty() && records.next()) {
        columns = List.copyOf(records.values());
        requireNames(columns, records.problem());
      }
      return new CsvFile(records, columns);
    } catch (IOException e) {
      throw bad(file, e);
    }
  }

  static BadFileException bad(InputFile file, IOException e) {
    return new BadFileException(file.name(), String.valueOf(e.getMessage()), ErrorCode.BAD_DATA);
  }

  private static void requireNames(List<String> columns, String problem) throws IOException {
    if (!problem.isEmpty()) {
      throw new IOException("the header cannot be read; " + problem);
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i);
      if (name.isEmpty()) {
        throw noHeader("column " + (i + 1) + " has no name");
      }
      if (EscapingReader.hasEscapes(name)) {
        throw noHeader("the name of column " + (i + 1) + " has bytes of another encoding");
      }
      if (!names.add(name)) {
        throw noHeader("two columns are called \"" + ItemParser.shown(name) + '"');
      }
    }
  }

  private static IOException noHeader(String problem) {
    return new IOException(
        "the header does not name the attributes: "
            + problem
            + "; correct it, or name them by --header where the file has no header");
  }

  CsvRecords records() {
    return records;
  }

  /** The names of the columns; none if the file is empty. */
  List<String> columns() {
    return columns;
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
