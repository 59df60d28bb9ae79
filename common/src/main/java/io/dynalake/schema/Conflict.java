package io.dynalake.schema;

import io.dynalake.item.AttributeType;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values of several types at one path, which is therefore a string.
 *
 * @param counts the number of values by type, NULL left out
 */
public record Conflict(AttributePath path, Map<AttributeType, Long> counts) {
  public Conflict {
    counts = new EnumMap<>(counts);
  }

  @Override
  public String toString() {
    return path
        + ": "
        + counts.entrySet().stream()
            .map(count -> count.getKey() + " " + count.getValue() + "×")
            .collect(Collectors.joining(", "))
        + "; written as string";
  }
}
