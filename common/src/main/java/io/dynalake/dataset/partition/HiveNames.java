package io.dynalake.dataset.partition;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Directory names {@code column=value} that Hive, Spark, Athena and DuckDB take apart again. */
public final class HiveNames {
  /** Stands for NULL, and for the empty string, which Hive cannot tell from it. */
  public static final String NULL_VALUE = "__HIVE_DEFAULT_PARTITION__";

  /** A directory name, in bytes: the limit of ext4, XFS and HDFS. */
  static final int MAX_NAME_BYTES = 255;

  /**
   * What Spark's ExternalCatalogUtils and Hive's FileUtils escape, and NUL, which no local file
   * system takes.
   */
  private static final BitSet ESCAPED = new BitSet(128);

  static {
    ESCAPED.set(0, 0x20);
    "\"#%'*/:=?\\\u007f{[]^".chars().forEach(ESCAPED::set);
  }

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private HiveNames() {}

  /** Replaces every special character by % and its two hexadecimal digits. */
  public static String escape(String text) {
    int first = 0;
    while (first < text.length() && !ESCAPED.get(text.charAt(first))) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 8).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      if (ESCAPED.get(c)) {
        escaped.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** The reverse of {@link #escape}; a % without two hexadecimal digits behind it stays. */
  public static String unescape(String name) {
    if (name.indexOf('%') < 0) {
      return name;
    }
    StringBuilder text = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '%' && i + 2 < name.length()) {
        int high = Character.digit(name.charAt(i + 1), 16);
        int low = Character.digit(name.charAt(i + 2), 16);
        if (high >= 0 && low >= 0) {
          text.append((char) (high << 4 | low));
          i += 2;
          continue;
        }
      }
      text.append(c);
    }
    return text.toString();
  }

  /** The value in a directory name {@code column=value}; null for {@link #NULL_VALUE}. */
  public static @Nullable String value(String directory) {
    String value = directory.substring(directory.indexOf('=') + 1);
    return value.equals(NULL_VALUE) ? null : unescape(value);
  }

  static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
