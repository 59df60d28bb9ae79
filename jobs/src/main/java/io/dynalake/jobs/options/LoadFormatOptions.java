package io.dynalake.jobs.options;

import io.dynalake.jobs.options.LoadFormatArguments.Format;
import io.dynalake.jobs.options.SchemaArguments.TypePin;
import io.dynalake.load.read.CsvSyntax;
import io.dynalake.load.read.Empties;
import io.dynalake.load.read.ItemTypes;
import io.dynalake.schema.AttributePath;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the files of a load are written, as typed. */
final class LoadFormatOptions {
  @Option(
      names = "--format",
      paramLabel = "csv|json|dynamodb-json|parquet|export",
      description =
          "json: an object per line, or an array of objects. dynamodb-json: an item per line, also"
              + " the dead letters of a load. export: a full export of DynamoDB's, or a landing.")
  private @Nullable String format;

  @Option(
      names = "--type",
      paramLabel = "PATH=TYPE",
      description =
          "Type of an attribute: string, number, boolean, binary (base64), set<string>,"
              + " set<number>, set<binary>, list, map, or S, N and so on; lines[].sku=string below"
              + " the top. May be repeated.")
  private List<String> types = new ArrayList<>();

  @Option(
      names = "--types-from",
      paramLabel = "URI",
      description =
          "Take types from a schema: a dataset, a file of its _dynalake/schema, or what the job"
              + " schema prints as JSON.")
  private @Nullable String typesFrom;

  @Option(
      names = "--infer",
      description =
          "Read all CSV first: columns of nothing but plain numbers become N, of nothing but true"
              + " and false BOOL. 007 and 1e5 are text.")
  private boolean infer;

  @Option(
      names = "--empty",
      paramLabel = "drop|null|keep",
      description =
          "Empty values of CSV and nulls of CSV and JSON. drop: the item has no such attribute."
              + " null: NULL. keep: an empty string stays one, null is NULL. Default: drop.")
  private @Nullable String empty;

  @Option(
      names = "--delimiter",
      paramLabel = "C",
      description = "Character between values of CSV; tab for a tab. Default: a comma.")
  private @Nullable String delimiter;

  @Option(
      names = "--quote",
      paramLabel = "C",
      description = "Character around values of CSV; none if there is none. Default: \".")
  private @Nullable String quote;

  @Option(
      names = "--null",
      paramLabel = "TEXT",
      description = "What stands for null in CSV, unquoted, e.g. \\N. Default: nothing does.")
  private @Nullable String nullText;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "Encoding of CSV without a byte order mark. Default: UTF-8.")
  private @Nullable String encoding;

  @Option(
      names = "--header",
      paramLabel = "LIST",
      description =
          "Attributes of the columns, for CSV whose first line is none. E.g. pk,sk,total.")
  private List<String> header = new ArrayList<>();

  LoadFormatArguments arguments(OptionValues values, Problems problems) {
    Format chosen = Format.CSV;
    if (format == null) {
      problems.add(
          "--format: missing; it says how the files are written; give csv, json, dynamodb-json,"
              + " parquet or export");
    } else {
      chosen = values.choice("--format", format, Format.class);
      requireFitting(chosen, problems);
    }
    return new LoadFormatArguments(
        chosen,
        pins(values, problems),
        values.optional(typesFrom),
        infer,
        empty == null ? Empties.DROP : values.choice("--empty", empty, Empties.class),
        csv(problems));
  }

  /** Refuses what says something that the format has not. */
  private void requireFitting(Format chosen, Problems problems) {
    Set<String> unfit = new LinkedHashSet<>();
    if (chosen == Format.DYNAMODB_JSON || chosen == Format.EXPORT) {
      addIf(!types.isEmpty(), "--type", unfit);
      addIf(typesFrom != null, "--types-from", unfit);
    }
    if (chosen != Format.CSV && chosen != Format.JSON) {
      addIf(empty != null, "--empty", unfit);
    }
    if (chosen != Format.CSV) {
      addIf(infer, "--infer", unfit);
      addIf(delimiter != null, "--delimiter", unfit);
      addIf(quote != null, "--quote", unfit);
      addIf(nullText != null, "--null", unfit);
      addIf(encoding != null, "--encoding", unfit);
      addIf(!header.isEmpty(), "--header", unfit);
    }
    String name = OptionValues.typed(chosen);
    unfit.forEach(
        option ->
            problems.add(option + ": it says nothing of --format " + name + "; leave it out"));
  }

  private static void addIf(boolean given, String option, Set<String> options) {
    if (given) {
      options.add(option);
    }
  }

  private List<TypePin> pins(OptionValues values, Problems problems) {
    List<TypePin> pins = values.types("--type", types);
    Set<AttributePath> paths = new HashSet<>();
    for (TypePin pin : pins) {
      problems
          .value("--type", () -> AttributePath.parse(pin.path()))
          .ifPresent(
              path -> {
                problems.check("--type", () -> ItemTypes.parse(path, pin.type()));
                if (!paths.add(path)) {
                  problems.add("--type: the type of " + path + " is given twice; keep one of them");
                }
              });
    }
    return pins;
  }

  private CsvSyntax csv(Problems problems) {
    char between = character("--delimiter", delimiter, ',', problems);
    boolean unquoted = quote != null && quote.strip().toLowerCase(Locale.ROOT).equals("none");
    Character around = unquoted ? null : character("--quote", quote, '"', problems);
    if (around != null && around == between) {
      problems.add("--quote: it is the --delimiter too; give another character, or none");
      around = null;
    }
    String charset = Optional.ofNullable(encoding).map(String::strip).orElse("UTF-8");
    if (!isKnown(charset)) {
      problems.add(
          "--encoding: '" + charset + "' is no encoding; give e.g. UTF-8, ISO-8859-1 or UTF-16LE");
      charset = "UTF-8";
    }
    return new CsvSyntax(between, around, nullText, charset, names(problems));
  }

  private List<String> names(Problems problems) {
    Set<String> names = new LinkedHashSet<>();
    for (String text : header) {
      problems
          .value("--header", () -> AttributePath.parseNames(text))
          .ifPresent(
              some ->
                  some.forEach(
                      name -> {
                        if (!names.add(name)) {
                          problems.add(
                              "--header: '" + name + "' comes twice; give each column its name");
                        }
                      }));
    }
    return List.copyOf(names);
  }

  private static char character(
      String option, @Nullable String typed, char usual, Problems problems) {
    if (typed == null) {
      return usual;
    }
    String text = typed.equals("\\t") || typed.equalsIgnoreCase("tab") ? "\t" : typed;
    if (text.length() != 1 || text.equals("\n") || text.equals("\r")) {
      problems.add(option + ": '" + typed + "' is not one character; give e.g. , ; | or tab");
      return usual;
    }
    return text.charAt(0);
  }

  private static boolean isKnown(String charset) {
    try {
      return Charset.isSupported(charset);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
