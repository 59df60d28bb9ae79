package io.dynalake.jobs.options;

import io.dynalake.error.JobException;
import io.dynalake.schema.AttributePath;
import io.dynalake.schema.ColumnNames;
import io.dynalake.schema.Numbers;
import io.dynalake.schema.ProfileOptions;
import io.dynalake.schema.TypingOptions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How attributes become columns. Attribute paths are text in the syntax of the command line.
 *
 * @param select top-level attributes to keep, as typed; empty: all
 * @param drop attributes to leave out
 * @param types columns whose type is given
 * @param mapPaths maps whose keys are data
 * @param maxStructFields a map with more distinct keys becomes a map column
 */
public record SchemaArguments(
    List<String> select,
    List<String> drop,
    List<TypePin> types,
    Numbers numbers,
    List<String> mapPaths,
    int maxStructFields,
    ColumnNames columnNames) {

  public SchemaArguments {
    select = List.copyOf(select);
    drop = List.copyOf(drop);
    types = List.copyOf(types);
    mapPaths = List.copyOf(mapPaths);
    if (maxStructFields < 1) {
      throw new IllegalArgumentException("structs of at most " + maxStructFields + " fields");
    }
  }

  /**
   * What a profile of the items has to look at.
   *
   * @param pinnedMaps paths of maps whose keys are data by the dataset's pinned schema
   * @throws JobException of USAGE if a path cannot be read
   */
  public ProfileOptions profileOptions(Set<AttributePath> pinnedMaps) {
    Set<AttributePath> maps = new LinkedHashSet<>(pinnedMaps);
    mapPaths.forEach(text -> maps.add(AttributePath.parse(text)));
    return new ProfileOptions(names(select), names(drop), maps, maxStructFields);
  }

  /**
   * How the profile becomes columns.
   *
   * @throws JobException of USAGE if a path or type cannot be read
   */
  public TypingOptions typingOptions() {
    List<String> pins = types.stream().map(TypePin::toString).toList();
    return new TypingOptions(TypingOptions.parseTypes(pins), numbers, columnNames, List.of());
  }

  private static Set<String> names(List<String> texts) {
    Set<String> names = new LinkedHashSet<>();
    texts.forEach(text -> names.addAll(AttributePath.parseNames(text)));
    return names;
  }

  /** A column, by the path of its attribute, and the type it is to have. */
  public record TypePin(String path, String type) {
    @Override
    public String toString() {
      return path + "=" + type;
    }
  }
}
