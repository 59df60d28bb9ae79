package io.dynalake.dataset.catalog;

import io.dynalake.dataset.partition.HiveNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Partition directories such as {@code day=2024-05-01/shop=a%2Fb} in the words of catalogs. */
final class PartitionKeys {
  private PartitionKeys() {}

  /** The name that a catalog lists the partition by: its columns are in lower case. */
  static String name(String directory) {
    List<String> segments = new ArrayList<>();
    for (String segment : directory.split("/", -1)) {
      int equals = segment.indexOf('=');
      String value = HiveNames.value(segment);
      segments.add(
          column(segment)
              + segment.charAt(equals)
              + (value == null ? HiveNames.NULL_VALUE : HiveNames.escape(value)));
    }
    return String.join("/", segments);
  }

  /** The partition for SQL: {@code (`day`='2024-05-01', `shop`=null)}. */
  static String sql(String directory) {
    List<String> values = new ArrayList<>();
    for (String segment : directory.split("/", -1)) {
      String value = HiveNames.value(segment);
      values.add("`" + column(segment) + "`=" + (value == null ? "null" : literal(value)));
    }
    return "(" + String.join(", ", values) + ")";
  }

  /** A literal of Spark's SQL, which takes a backslash for an escape. */
  static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static String column(String segment) {
    return segment.substring(0, segment.indexOf('=')).toLowerCase(Locale.ROOT);
  }
}
