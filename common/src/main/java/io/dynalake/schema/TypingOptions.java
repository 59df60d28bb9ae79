package io.dynalake.schema;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a user decides about types and names.
 *
 * @param types types that are pinned, by path
 * @param keyAttributes top-level attributes that come first, in this order, where they exist
 */
public record TypingOptions(
    Map<AttributePath, ColumnType> types,
    Numbers numbers,
    ColumnNames columnNames,
    List<String> keyAttributes) {
  public static final TypingOptions DEFAULT =
      new TypingOptions(Map.of(), Numbers.AUTO, ColumnNames.PRESERVE, List.of());

  public TypingOptions {
    types = Map.copyOf(types);
    keyAttributes = List.copyOf(keyAttributes);
  }

  /**
   * Reads pinned types: {@code path=type}, several of them separated by commas.
   *
   * @throws JobException (USAGE) if a path or type cannot be read, or a path comes twice
   */
  public static Map<AttributePath, ColumnType> parseTypes(List<String> texts) {
    Map<AttributePath, ColumnType> types = new LinkedHashMap<>();
    for (String text : texts) {
      PathParser parser = new PathParser(text);
      do {
        AttributePath path = parser.path();
        if (!parser.skip("=")) {
          throw parser.error("'=' and a type are missing behind " + path);
        }
        ColumnType type = TypeText.parse("type of " + path, parser.upToComma());
        if (types.put(path, type) != null) {
          throw new JobException(
              ErrorCode.USAGE, "type of " + path + ": it is given twice; keep one of them");
        }
      } while (parser.skip(","));
    }
    return types;
  }

  /** The pinned types in the order of their paths' texts. */
  Map<AttributePath, ColumnType> sortedTypes() {
    TreeMap<AttributePath, ColumnType> sorted =
        new TreeMap<>(Comparator.comparing(AttributePath::toString));
    sorted.putAll(types);
    return sorted;
  }
}
