package io.dynalake.testsupport.duckdb;

import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A type of DuckDB, which turns what the JDBC driver returns into plain values. */
sealed interface DuckType {
  /** Without the driver's own classes. */
  @Nullable Object plain(@Nullable Object value) throws SQLException;

  record Scalar() implements DuckType {
    @Override
    public @Nullable Object plain(@Nullable Object value) throws SQLException {
      if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
        return ((Number) value).longValue();
      } else if (value instanceof Blob blob) {
        return ByteBuffer.wrap(blob.getBytes(1, (int) blob.length()));
      } else if (value instanceof byte[] bytes) {
        return ByteBuffer.wrap(bytes);
      } else if (value instanceof OffsetDateTime time) {
        return time.toInstant();
      } else if (value instanceof Timestamp time) {
        return time.toInstant();
      }
      return value;
    }
  }

  record ListOf(DuckType element) implements DuckType {
    @Override
    public @Nullable Object plain(@Nullable Object value) throws SQLException {
      if (value == null) {
        return null;
      }
      List<@Nullable Object> list = new ArrayList<>();
      for (Object each : (@Nullable Object[]) ((Array) value).getArray()) {
        list.add(element.plain(each));
      }
      return list;
    }
  }

  /** With names from the type's text: the driver cuts those with characters beyond U+FFFF. */
  record StructOf(Map<String, DuckType> fields) implements DuckType {
    @Override
    public @Nullable Object plain(@Nullable Object value) throws SQLException {
      if (value == null) {
        return null;
      }
      @Nullable Object[] values = ((Struct) value).getAttributes();
      Map<String, @Nullable Object> struct = new LinkedHashMap<>();
      int next = 0;
      for (Map.Entry<String, DuckType> field : fields.entrySet()) {
        struct.put(field.getKey(), field.getValue().plain(values[next++]));
      }
      return struct;
    }
  }

  record MapOf(DuckType entry) implements DuckType {
    @Override
    public @Nullable Object plain(@Nullable Object value) throws SQLException {
      if (value == null) {
        return null;
      }
      Map<Object, @Nullable Object> map = new LinkedHashMap<>();
      for (Map.Entry<?, ?> each : ((Map<?, ?>) value).entrySet()) {
        map.put(String.valueOf(each.getKey()), entry.plain(each.getValue()));
      }
      return map;
    }
  }

  /** Reads the text of {@code DESCRIBE}, such as {@code STRUCT(a BIGINT, "b c" VARCHAR[])}. */
  static DuckType parse(String text) {
    return new Parser(text).type();
  }

  /** One reading of one text. */
  final class Parser {
    private final String text;
    private int at;

    private Parser(String text) {
      this.text = text;
    }

    private DuckType type() {
      DuckType type;
      if (skip("STRUCT(")) {
        Map<String, DuckType> fields = new LinkedHashMap<>();
        do {
          String name = name();
          skip(" ");
          fields.put(name, type());
        } while (skip(", "));
        skip(")");
        type = new StructOf(fields);
      } else if (skip("MAP(")) {
        type();
        skip(", ");
        type = new MapOf(type());
        skip(")");
      } else {
        scalar();
        type = new Scalar();
      }
      while (skip("[]")) {
        type = new ListOf(type);
      }
      return type;
    }

    private void scalar() {
      int depth = 0;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (depth == 0 && (c == ',' || c == ')' || c == '[')) {
          return;
        }
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        at++;
      }
    }

    private String name() {
      int start = at;
      if (!skip("\"")) {
        at = text.indexOf(' ', at);
        return text.substring(start, at);
      }
      StringBuilder name = new StringBuilder();
      while (true) {
        if (skip("\"\"")) {
          name.append('"');
        } else if (skip("\"")) {
          return name.toString();
        } else {
          name.append(text.charAt(at++));
        }
      }
    }

    private boolean skip(String expected) {
      boolean there = text.startsWith(expected, at);
      at += there ? expected.length() : 0;
      return there;
    }
  }
}
