package io.dynalake.source;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.schema.AttributePath;
import io.dynalake.schema.ColumnNames;
import io.dynalake.schema.Numbers;
import io.dynalake.schema.ProfileOptions;
import io.dynalake.schema.TypingOptions;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * The options of {@code spark.read().format("dynamodb-export")}: those of the command line that
 * concern reading, under the same names, in any spelling of several words ({@code mapPath}, {@code
 * map-path}, {@code MAP_PATH}).
 *
 * @param location of the export
 * @param maxBadItems malformed items that are left out, in the whole export if its schema is
 *     inferred, else in each data file; more fail the query
 * @param badFiles what becomes of data files that do not verify
 * @param zone of timestamps that name none
 * @param inferring the options given that only concern inference, to be told if there is none
 */
record SourceOptions(
    String location,
    ProfileOptions profile,
    TypingOptions typing,
    long maxBadItems,
    BadFiles badFiles,
    ZoneId zone,
    List<String> inferring) {

  /** What becomes of data files that do not verify. */
  enum BadFiles {
    FAIL,
    SKIP
  }

  private static final List<String> NAMES =
      List.of(
          "path",
          "select",
          "drop",
          "type",
          "numbers",
          "mapPath",
          "maxStructFields",
          "columnNames",
          "maxBadItems",
          "onBadFile",
          "timeZone");

  private static final Set<String> INFERENCE =
      Set.of("select", "drop", "type", "numbers", "mapPath", "maxStructFields", "columnNames");

  /**
   * @throws JobException of USAGE, naming every option that is unknown or wrong
   */
  static SourceOptions of(Map<String, String> options) {
    return new Reader(options).read();
  }

  /** Reads the options and collects what is wrong with them. */
  private static final class Reader {
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    Reader(Map<String, String> options) {
      options.forEach(
          (given, text) -> {
            String name = canonical(given);
            if (folded(given).equals("paths")) {
              problems.add(
                  "load() takes the location of one export; union the DataFrames of several");
            } else if (name.isEmpty()) {
              problems.add("there is no option " + given + "; " + suggestion(given));
            } else {
              texts.put(name, text);
            }
          });
    }

    SourceOptions read() {
      String location = texts.getOrDefault("path", "");
      if (location.isBlank() && problems.isEmpty()) {
        problems.add(
            "the location of an export is missing; name its folder in load(…) or option path");
      }
      Set<String> select =
          parse("select", Set.of(), t -> new HashSet<>(AttributePath.parseNames(t)));
      Set<String> drop = parse("drop", Set.of(), t -> new HashSet<>(AttributePath.parseNames(t)));
      Set<AttributePath> maps =
          parse("mapPath", Set.of(), t -> new HashSet<>(AttributePath.parseList(t)));
      int fields =
          parse(
              "maxStructFields",
              ProfileOptions.DEFAULT_MAX_STRUCT_FIELDS,
              t -> Math.toIntExact(count(t, 1)));
      TypingOptions typing =
          new TypingOptions(
              parse("type", Map.of(), t -> TypingOptions.parseTypes(List.of(t))),
              parse("numbers", Numbers.AUTO, t -> oneOf(Numbers.class, t)),
              parse("columnNames", ColumnNames.PRESERVE, t -> oneOf(ColumnNames.class, t)),
              List.of());
      long maxBadItems = parse("maxBadItems", 0L, t -> count(t, 0));
      BadFiles badFiles = parse("onBadFile", BadFiles.FAIL, t -> oneOf(BadFiles.class, t));
      ZoneId zone = parse("timeZone", ZoneId.of("UTC"), Reader::zone);
      if (!problems.isEmpty()) {
        throw new JobException(ErrorCode.USAGE, "dynamodb-export: " + String.join("; ", problems));
      }
      TreeSet<String> inferring = new TreeSet<>(texts.keySet());
      inferring.retainAll(INFERENCE);
      return new SourceOptions(
          location,
          new ProfileOptions(select, drop, maps, fields),
          typing,
          maxBadItems,
          badFiles,
          zone,
          List.copyOf(inferring));
    }

    private <T> T parse(String name, T otherwise, Function<String, T> parser) {
      String text = texts.get(name);
      if (text == null) {
        return otherwise;
      }
      try {
        return parser.apply(text.strip());
      } catch (JobException | IllegalArgumentException | ArithmeticException e) {
        problems.add("option " + name + ": " + e.getMessage());
        return otherwise;
      }
    }

    private static long count(String text, long least) {
      if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) < least) {
        throw new IllegalArgumentException(
            "'" + text + "' is not a whole number of at least " + least);
      }
      return Long.parseLong(text);
    }

    private static <E extends Enum<E>> E oneOf(Class<E> type, String text) {
      List<String> names = new ArrayList<>();
      for (E constant : type.getEnumConstants()) {
        String name = constant.name().toLowerCase(Locale.ROOT);
        if (name.equalsIgnoreCase(text)) {
          return constant;
        }
        names.add(name);
      }
      throw new IllegalArgumentException(
          "'" + text + "' is not one of " + String.join(", ", names));
    }

    private static ZoneId zone(String text) {
      try {
        return ZoneId.of(text);
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(
            "'" + text + "' is no time zone; write Europe/Berlin or +01:00", e);
      }
    }

    private static String folded(String name) {
      return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static String canonical(String given) {
      return NAMES.stream().filter(n -> folded(n).equals(folded(given))).findFirst().orElse("");
    }

    private static String suggestion(String given) {
      String nearest = "";
      int least = Math.max(2, given.length() / 3) + 1;
      for (String name : NAMES) {
        int distance = LevenshteinDistance.getDefaultInstance().apply(folded(given), folded(name));
        if (distance < least) {
          least = distance;
          nearest = name;
        }
      }
      return nearest.isEmpty()
          ? "there are " + String.join(", ", NAMES)
          : "did you mean " + nearest + "?";
    }
  }
}
