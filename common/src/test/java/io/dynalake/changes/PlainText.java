package io.dynalake.changes;

import io.dynalake.testsupport.export.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/** Items of a table and rows of a dataset as text that is equal if they are. */
final class PlainText {
  private static final Set<String> SETS = Set.of("ss", "ns", "bs");

  private PlainText() {}

  static String of(Value.MapOf item) {
    Map<String, String> attributes = new TreeMap<>();
    item.attributes().forEach((name, value) -> put(attributes, name, value(value)));
    return attributes.toString();
  }

  private static void put(Map<String, String> attributes, String name, @Nullable String text) {
    if (text != null) {
      attributes.put(name, text);
    }
  }

  private static @Nullable String value(Value value) {
    if (value instanceof Value.Text text) {
      return text.text();
    } else if (value instanceof Value.Decimal decimal) {
      return decimal.canonical();
    } else if (value instanceof Value.Binary binary) {
      return binary.base64();
    } else if (value instanceof Value.Bool bool) {
      return "" + bool.value();
    } else if (value instanceof Value.MapOf map) {
      return of(map);
    } else if (value instanceof Value.ListOf list) {
      return texts(list.elements()).toString();
    } else if (value instanceof Value.SetOf set) {
      return texts(set.elements()).stream().sorted().toList().toString();
    }
    return null;
  }

  private static List<String> texts(List<Value> values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add("" + value(value)));
    return texts;
  }

  /** But for the columns that are the dataset's own. */
  static String of(Row row) {
    return of(row, List.of(row.schema().fieldNames()));
  }

  /** These columns alone. */
  static String of(Row row, List<String> names) {
    Map<String, String> columns = new TreeMap<>();
    for (int i = 0; i < row.length(); i++) {
      String name = row.schema().apply(i).name();
      if (names.contains(name) && !name.startsWith("_") && !row.isNullAt(i)) {
        columns.put(name, column(row, i));
      }
    }
    return columns.toString();
  }

  private static String column(Row row, int i) {
    StructField field = row.schema().apply(i);
    if (!(field.dataType() instanceof ArrayType)) {
      return text(row.get(i));
    }
    List<String> texts = row.getList(i).stream().map(PlainText::text).toList();
    return (SETS.contains(field.name()) ? texts.stream().sorted().toList() : texts).toString();
  }

  private static String text(@Nullable Object value) {
    if (value instanceof BigDecimal number) {
      return new Value.Decimal(number).canonical();
    } else if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    } else if (value instanceof Row row) {
      return of(row);
    }
    return "" + value;
  }
}
