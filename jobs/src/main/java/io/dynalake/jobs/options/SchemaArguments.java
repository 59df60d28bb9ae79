package io.dynalake.jobs.options;

import java.util.List;

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
    NumberTypes numbers,
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

  /** The type of number columns that nothing pins. */
  public enum NumberTypes {
    AUTO,
    DOUBLE,
    STRING
  }

  /** How attribute names become column names. */
  public enum ColumnNames {
    PRESERVE,
    ATHENA
  }

  /** A column, by the path of its attribute, and the type it is to have. */
  public record TypePin(String path, String type) {}
}
