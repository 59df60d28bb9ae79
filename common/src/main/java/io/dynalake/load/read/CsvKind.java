package io.dynalake.load.read;

import io.dynalake.item.AttributeType;
import io.dynalake.item.DynamoNumber;
import io.dynalake.item.MalformedItemException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What all values of a column are. */
enum CsvKind {
  NUMBER(AttributeType.N),
  BOOL(AttributeType.BOOL),
  TEXT(AttributeType.S);

  /**
   * So "007", "+1", "1e5" and "-0", which would come back otherwise, stay text; "9.90" does not.
   */
  private static final Pattern PLAIN =
      Pattern.compile("0|-?[1-9][0-9]*|0\\.[0-9]+|-0\\.[0-9]*[1-9][0-9]*|-?[1-9][0-9]*\\.[0-9]+");

  private final AttributeType type;

  CsvKind(AttributeType type) {
    this.type = type;
  }

  AttributeType type() {
    return type;
  }

  static CsvKind of(String value) {
    if (value.equals("true") || value.equals("false")) {
      return BOOL;
    }
    return PLAIN.matcher(value).matches() && isInRange(value) ? NUMBER : TEXT;
  }

  private static boolean isInRange(String number) {
    byte[] ascii = number.getBytes(StandardCharsets.US_ASCII);
    try {
      new DynamoNumber().parse(ascii, 0, ascii.length);
      return true;
    } catch (MalformedItemException e) {
      return false;
    }
  }

  CsvKind and(String value) {
    // Most columns are text, which nothing changes.
    return this == TEXT ? TEXT : and(of(value));
  }

  CsvKind and(CsvKind other) {
    return this == other ? this : TEXT;
  }
}
