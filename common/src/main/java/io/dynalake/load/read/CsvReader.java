package io.dynalake.load.read;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import io.dynalake.item.DynamoJsonSink;
import io.dynalake.item.MalformedItemException;
import io.dynalake.item.MapSink;
import io.dynalake.item.ValueSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the records of a CSV file, an attribute in each column. */
final class CsvReader extends ItemReader {
  /** Records that are read at a time. */
  private static final int SOME = 100;

  private final CsvFile csv;
  private final CsvFormat format;
  private final TypedValues typed = new TypedValues();
  private final DynamoJsonSink written = new DynamoJsonSink();
  private final List<String> columns;
  private final List<byte[]> names;
  private final List<ItemTypes> types;

  CsvReader(InputFile file, CsvFile csv, CsvFormat format) {
    super(file);
    this.csv = csv;
    this.format = format;
    columns = csv.columns();
    names = columns.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toList();
    types = columns.stream().map(format.types()::field).toList();
  }

  @Override
  boolean read() throws IOException {
    CsvRecords records = csv.records();
    for (int i = 0; i < SOME; i++) {
      if (!records.next()) {
        return false;
      }
      try {
        ready(records.line(), item(records));
      } catch (MalformedItemException e) {
        refuse(records.line(), e.reason(), EscapingReader.bytes(records.text()));
      }
    }
    return true;
  }

  private byte[] item(CsvRecords records) {
    List<String> values = records.values();
    if (!records.problem().isEmpty()) {
      throw new MalformedItemException(records.problem());
    }
    if (values.size() != columns.size()) {
      throw new MalformedItemException(
          "values and columns differ in number: " + values.size() + " and " + columns.size());
    }
    MapSink item = written.beginItem();
    for (int i = 0; i < values.size(); i++) {
      try {
        value(values.get(i), records.isQuoted(i), i, item);
      } catch (MalformedItemException e) {
        throw JsonValues.of(columns.get(i), e);
      }
    }
    written.endItem();
    return written.toBytes();
  }

  private void value(String value, boolean quoted, int column, MapSink item) {
    ItemTypes type = types.get(column);
    boolean isNull = format.syntax().isNull(value, quoted);
    if (!isNull && !value.isEmpty()) {
      if (EscapingReader.hasEscapes(value)) {
        throw new MalformedItemException("bytes that are not " + format.syntax().encoding());
      }
      typed.text(value, type, attribute(column, item));
    } else if (format.empties() == Empties.NULL || (isNull && format.empties() == Empties.KEEP)) {
      attribute(column, item).nullValue();
    } else if (format.empties() == Empties.KEEP
        && type.type().orElse(AttributeType.S) == AttributeType.S) {
      TypedValues.string("", attribute(column, item));
    }
  }

  private ValueSink attribute(int column, MapSink item) {
    byte[] name = names.get(column);
    return item.attribute(name, 0, name.length);
  }

  @Override
  public void close() {
    try {
      csv.close();
    } catch (IOException e) {
      throw new JobException(
          ErrorCode.SERVICE, file().location() + ": it cannot be closed; " + e, e);
    }
  }
}
