package io.dynalake.jobs.options;

import io.dynalake.jobs.options.SchemaArguments.TypePin;
import io.dynalake.schema.AttributePath;
import io.dynalake.schema.ColumnNames;
import io.dynalake.schema.Numbers;
import io.dynalake.schema.ProfileOptions;
import io.dynalake.schema.TypingOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The typed options that say how attributes become columns; several jobs have them. */
final class SchemaOptions {
  @Option(
      names = "--select",
      paramLabel = "LIST",
      description = "Attributes to keep, separated by commas. Names with a comma: `a,b`.")
  private List<String> select = new ArrayList<>();

  @Option(names = "--drop", paramLabel = "LIST", description = "Attributes to leave out.")
  private List<String> drop = new ArrayList<>();

  @Option(
      names = "--type",
      paramLabel = "PATH=TYPE",
      description =
          "Pin the type of a column, e.g. total=decimal(38,4), updatedAt=timestamp,"
              + " tags=array<string>. May be repeated.")
  private List<String> types = new ArrayList<>();

  @Option(
      names = "--numbers",
      paramLabel = "auto|double|string",
      description = "Type of number columns; auto is exact. Default: ${DEFAULT-VALUE}.")
  private String numbers = "auto";

  @Option(
      names = "--map-path",
      paramLabel = "PATH",
      description = "A map whose keys are data: becomes a map column. May be repeated.")
  private List<String> mapPaths = new ArrayList<>();

  @Option(
      names = "--max-struct-fields",
      paramLabel = "N",
      description =
          "A map with more than N distinct keys becomes a map column. Default: ${DEFAULT-VALUE}.")
  private String maxStructFields = Integer.toString(ProfileOptions.DEFAULT_MAX_STRUCT_FIELDS);

  @Option(
      names = "--column-names",
      paramLabel = "preserve|athena",
      description =
          "athena: lower case, [a-z0-9_]. Names that differ only by case get a suffix in both."
              + " Default: ${DEFAULT-VALUE}.")
  private String columnNames = "preserve";

  SchemaArguments arguments(Problems problems) {
    OptionValues values = new OptionValues(problems);
    List<String> selected = ListSyntax.ofPaths(select);
    List<String> dropped = ListSyntax.ofPaths(drop);
    List<String> maps = ListSyntax.ofPaths(mapPaths);
    List<TypePin> pins = values.types("--type", types);
    selected.forEach(name -> problems.check("--select", () -> AttributePath.parseNames(name)));
    dropped.forEach(name -> problems.check("--drop", () -> AttributePath.parseNames(name)));
    maps.forEach(path -> problems.check("--map-path", () -> AttributePath.parse(path)));
    pins.forEach(
        pin -> problems.check("--type", () -> TypingOptions.parseTypes(List.of(pin.toString()))));
    if (!problems.mentions("--type")) {
      // Each for itself is right: what is left is a path that is pinned twice.
      problems.check(
          "--type", () -> TypingOptions.parseTypes(pins.stream().map(TypePin::toString).toList()));
    }
    selected.stream()
        .filter(dropped::contains)
        .forEach(
            both ->
                problems.add(
                    "--drop: '" + both + "' is also in --select; name it in one of the two"));
    return new SchemaArguments(
        selected,
        dropped,
        pins,
        values.choice("--numbers", numbers, Numbers.class),
        maps,
        (int) values.count("--max-struct-fields", maxStructFields, 1, Integer.MAX_VALUE),
        values.choice("--column-names", columnNames, ColumnNames.class));
  }
}
