package io.dynalake.schema;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Column types as text, in the words of SQL. */
final class TypeText {
  static final String SUPPORTED =
      "string, bigint, decimal(p,s), double, boolean, binary, timestamp, date, array<…>,"
          + " map<string,…>";

  private static final Pattern DECIMAL =
      Pattern.compile("(?:decimal|numeric)\\s*\\(\\s*(\\d{1,9})\\s*(?:,\\s*(\\d{1,9})\\s*)?\\)");
  private static final Pattern ARRAY = Pattern.compile("array\\s*<(.*)>", Pattern.DOTALL);
  private static final Pattern MAP =
      Pattern.compile("map\\s*<\\s*string\\s*,(.*)>", Pattern.DOTALL);

  private TypeText() {}

  /** The type as Spark and Athena write it, names in backticks. */
  static String of(ColumnType type) {
    if (type instanceof ColumnType.Decimal decimal) {
      return "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
    }
    if (type instanceof ColumnType.ListOf list) {
      return "array<" + of(list.element()) + ">";
    }
    if (type instanceof ColumnType.MapOf map) {
      return "map<string," + of(map.value()) + ">";
    }
    if (type instanceof ColumnType.Struct struct) {
      return struct.fields().stream()
          .map(field -> quote(field.name()) + ":" + of(field.type()))
          .collect(Collectors.joining(",", "struct<", ">"));
    }
    return scalar(type);
  }

  static String quote(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  private static String scalar(ColumnType type) {
    if (type instanceof ColumnType.Text) {
      return "string";
    }
    if (type instanceof ColumnType.Int64) {
      return "bigint";
    }
    if (type instanceof ColumnType.Float64) {
      return "double";
    }
    if (type instanceof ColumnType.Bool) {
      return "boolean";
    }
    // binary, timestamp, date
    return type.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a type. Lists are taken for lists, not sets.
   *
   * @param subject what the type is for, as messages begin
   * @throws JobException (USAGE) if the text is no type that a column can be given
   */
  static ColumnType parse(String subject, String text) {
    String type = text.strip().toLowerCase(Locale.ROOT);
    Matcher decimal = DECIMAL.matcher(type);
    if (decimal.matches()) {
      return decimal(subject, text, decimal);
    }
    Matcher array = ARRAY.matcher(type);
    if (array.matches()) {
      return new ColumnType.ListOf(parse(subject, array.group(1)), AttributeType.L);
    }
    Matcher map = MAP.matcher(type);
    if (map.matches()) {
      return new ColumnType.MapOf(parse(subject, map.group(1)));
    }
    return switch (type) {
      case "string" -> new ColumnType.Text();
      case "bigint", "long" -> new ColumnType.Int64();
      case "double" -> new ColumnType.Float64();
      case "boolean" -> new ColumnType.Bool();
      case "binary" -> new ColumnType.Binary();
      case "timestamp" -> new ColumnType.Timestamp();
      case "date" -> new ColumnType.Date();
      case "decimal", "numeric" ->
          throw new JobException(
              ErrorCode.USAGE,
              subject + ": '" + text + "' needs precision and scale, for example decimal(38,4)");
      default ->
          throw new JobException(
              ErrorCode.USAGE,
              subject
                  + ": '"
                  + text.strip()
                  + "' is not a type that can be pinned; the types are "
                  + SUPPORTED
                  + (type.startsWith("struct")
                      ? "; pin the fields of a struct one by one, for example address.zip=string"
                      : ""));
    };
  }

  private static ColumnType decimal(String subject, String text, Matcher decimal) {
    int precision = Integer.parseInt(decimal.group(1));
    int scale = decimal.group(2) == null ? 0 : Integer.parseInt(decimal.group(2));
    if (precision < 1 || precision > 38 || scale > precision) {
      throw new JobException(
          ErrorCode.USAGE,
          subject
              + ": '"
              + text.strip()
              + "' cannot be; the precision is 1 to 38 and the scale 0 to the precision");
    }
    return new ColumnType.Decimal(precision, scale);
  }
}
