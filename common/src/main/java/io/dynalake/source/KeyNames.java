package io.dynalake.source;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * The key attributes that changes name.
 *
 * @param names of all of them, sorted
 * @param alike whether every change names all of them
 */
public record KeyNames(List<String> names, boolean alike) implements Serializable {
  private static final int MOST = 4;

  static final KeyNames NONE = new KeyNames(List.of(), true);

  public KeyNames {
    names = List.copyOf(names);
  }

  KeyNames and(KeyNames other) {
    if (names.isEmpty() || other.names.isEmpty()) {
      return names.isEmpty() ? other : this;
    }
    // Of those that differ, a few say enough.
    List<String> all =
        Stream.concat(names.stream(), other.names.stream())
            .distinct()
            .sorted()
            .limit(MOST)
            .toList();
    return new KeyNames(all, alike && other.alike && names.equals(other.names));
  }

  /**
   * The key attributes.
   *
   * @param location of the export, for the message
   * @throws JobException (BAD_DATA) if changes have different ones, as of different tables
   */
  public List<String> require(String location) {
    if (!alike) {
      throw new JobException(
          ErrorCode.BAD_DATA,
          location
              + ": its changes have different key attributes, among them "
              + String.join(", ", names)
              + ", so they are of different tables; copy the export again");
    }
    return names;
  }
}
