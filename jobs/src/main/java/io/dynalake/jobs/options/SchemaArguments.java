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
   * @throws JobException of USAGE if a path cannot be read
   */
  public ProfileOptions profileOptions() {
    return new ProfileOptions(names(select), names(drop), paths(mapPaths), maxStructFields);
  }

  /**
   * How the profile becomes columns.
   *
   * @param keyAttributes attributes that come first; empty where the table's key is unknown
   * @throws JobException of USAGE if a path or type cannot be read
   */
  public TypingOptions typingOptions(List<String> keyAttributes) {
    List<String> pins = types.stream().map(TypePin::toString).toList();
    return new TypingOptions(TypingOptions.parseTypes(pins), numbers, columnNames, keyAttributes);
  }

  private static Set<String> names(List<String> texts) {
    Set<String> names = new LinkedHashSet<>();
    texts.forEach(text -> names.addAll(AttributePath.parseNames(text)));
    return names;
  }

  private static Set<AttributePath> paths(List<String> texts) {
    Set<AttributePath> paths = new LinkedHashSet<>();
    texts.forEach(text -> paths.add(AttributePath.parse(text)));
    return paths;
  }

  /** A column, by the path of its attribute, and the type it is to have. */
  public record TypePin(String path, String type) {
    @Override
    public String toString() {
      return path + "=" + type;
    }
  }
}
