package io.dynalake.jobs;

import io.dynalake.jobs.options.SchemaArguments;
import io.dynalake.schema.AttributePath;
import io.dynalake.schema.ColumnNames;
import io.dynalake.schema.Numbers;
import io.dynalake.schema.ProfileOptions;
import io.dynalake.schema.TypingOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings of profiles and types for what was typed. */
public final class SchemaSettings {
  private SchemaSettings() {}

  /**
   * @param mapPaths that a pinned schema has besides those given
   */
  public static ProfileOptions profile(SchemaArguments arguments, Set<AttributePath> mapPaths) {
    Set<AttributePath> maps = new HashSet<>(mapPaths);
    arguments.mapPaths().forEach(path -> maps.add(AttributePath.parse(path)));
    return new ProfileOptions(
        names(arguments.select()), names(arguments.drop()), maps, arguments.maxStructFields());
  }

  public static TypingOptions typing(SchemaArguments arguments) {
    return new TypingOptions(
        TypingOptions.parseTypes(
            arguments.types().stream().map(pin -> pin.path() + "=" + pin.type()).toList()),
        switch (arguments.numbers()) {
          case AUTO -> Numbers.AUTO;
          case DOUBLE -> Numbers.DOUBLE;
          case STRING -> Numbers.STRING;
        },
        switch (arguments.columnNames()) {
          case PRESERVE -> ColumnNames.PRESERVE;
          case ATHENA -> ColumnNames.ATHENA;
        },
        List.of());
  }

  private static Set<String> names(List<String> paths) {
    return paths.stream().map(SchemaSettings::name).collect(Collectors.toSet());
  }

  /** The name of a top-level attribute from its path, without the backticks it may have. */
  private static String name(String path) {
    return AttributePath.parse(path).attribute();
  }
}
