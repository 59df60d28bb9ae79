package io.dynalake.jobs.options;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Text of options as values. What cannot be read is noted as a problem, and a stand-in is returned
 * so that the remaining options are checked too; the stand-in never leaves a command line with
 * problems.
 */
final class OptionValues {
  private static final Pattern SIZE =
      Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kmgt]?)(?:i?b)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})([smhdSMHD])");
  private static final Pattern ISO_DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern DAY_FIRST_DATE = Pattern.compile("\\d{2}-\\d{2}-\\d{4}");
  private static final DateTimeFormatter DAY_FIRST =
      DateTimeFormatter.ofPattern("dd-MM-uuuu", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final Problems problems;

  OptionValues(Problems problems) {
    this.problems = problems;
  }

  /** A URI or a path that has to be there. */
  String requiredLocation(String option, @Nullable String text, String what) {
    if (text == null && problems.mentions(option)) {
      return "";
    }
    if (text == null || text.isBlank()) {
      problems.add(option + ": missing; it says " + what + "; give a URI or a path");
      return "";
    }
    return text.strip();
  }

  /** Empty where nothing, or nothing but space, was typed. */
  Optional<String> optional(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(t -> !t.isEmpty());
  }

  /** One of an enum's values; case, '-' and '_' make no difference. */
  <E extends Enum<E>> E choice(String option, String text, Class<E> type) {
    String wanted = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
    E[] values = type.getEnumConstants();
    for (E value : values) {
      if (value.name().equals(wanted)) {
        return value;
      }
    }
    String known = Arrays.stream(values).map(OptionValues::typed).collect(Collectors.joining(", "));
    problems.add(option + ": '" + text + "' is not one of its values; give one of " + known);
    return values[0];
  }

  /** An enum's value as users type it. */
  static String typed(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  long count(String option, String text, long least, long most) {
    try {
      long value = Long.parseLong(text.strip());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Reported below, as a number out of range is.
    }
    problems.add(option + ": '" + text + "' is not a whole number from " + least + " to " + most);
    return least;
  }

  Optional<Double> decimal(String option, String text) {
    try {
      return Optional.of(new BigDecimal(text.strip()).doubleValue());
    } catch (NumberFormatException e) {
      problems.add(option + ": '" + text + "' is not a number");
      return Optional.empty();
    }
  }

  /** A time such as 30s, 90m, 2h or 1d, or in ISO-8601. */
  Optional<Duration> duration(String option, String text) {
    Matcher m = TIME.matcher(text.strip());
    try {
      return Optional.of(
          m.matches()
              ? Duration.parse(
                  m.group(2).equalsIgnoreCase("d")
                      ? "P" + m.group(1) + "D"
                      : "PT" + m.group(1) + m.group(2))
              : Duration.parse(text.strip()));
    } catch (DateTimeParseException e) {
      problems.add(option + ": '" + text + "' is not a time; give e.g. 30s, 90m, 2h or 1d");
      return Optional.empty();
    }
  }

  /** Bytes; 256MB, 256M and 256MiB are all 256 × 1024 × 1024, as in Spark's configuration. */
  long size(String option, String text) {
    Matcher m = SIZE.matcher(text.strip());
    if (m.matches()) {
      int power = " kmgt".indexOf(m.group(2).isEmpty() ? " " : m.group(2).toLowerCase(Locale.ROOT));
      BigDecimal bytes =
          new BigDecimal(m.group(1)).multiply(BigDecimal.valueOf(1L << (10 * power)));
      if (bytes.compareTo(BigDecimal.ONE) >= 0
          && bytes.compareTo(BigDecimal.valueOf(1L << 50)) <= 0) {
        return bytes.longValue();
      }
    }
    problems.add(
        option + ": '" + text + "' is not a size; give bytes with an optional unit, e.g. 256MB");
    return 1;
  }

  ZoneId zone(String option, String text) {
    try {
      return ZoneId.of(text.strip());
    } catch (DateTimeException e) {
      problems.add(
          option + ": '" + text + "' is not a time zone; give e.g. UTC, Europe/Berlin or +02:00");
      return ZoneOffset.UTC;
    }
  }

  /** A date (the start of that day in {@code zone}), a local time of {@code zone} or an instant. */
  Optional<Instant> instant(String option, @Nullable String typed, ZoneId zone) {
    Optional<String> given = optional(typed);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    String text = given.orElseThrow();
    try {
      return Optional.of(instant(text, zone));
    } catch (DateTimeParseException e) {
      problems.add(
          option
              + ": '"
              + text
              + "' is not a date; give yyyy-MM-dd, dd-MM-yyyy or an ISO-8601 instant such as"
              + " 2024-05-31T22:00:00Z");
      return Optional.empty();
    }
  }

  private static Instant instant(String text, ZoneId zone) {
    if (ISO_DATE.matcher(text).matches()) {
      return LocalDate.parse(text).atStartOfDay(zone).toInstant();
    }
    if (DAY_FIRST_DATE.matcher(text).matches()) {
      return LocalDate.parse(text, DAY_FIRST).atStartOfDay(zone).toInstant();
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return LocalDateTime.parse(text).atZone(zone).toInstant();
    }
  }

  String runId(String option, String text) {
    if (!RUN_ID.matcher(text).matches()) {
      problems.add(
          option
              + ": '"
              + text
              + "' cannot name a run; it becomes part of file names; give at most 100 letters,"
              + " digits, '.', '_' or '-', beginning with a letter or digit");
    }
    return text;
  }

  /** {@code path=type}, cut at the last '=' since a path may hold one and a type does not. */
  List<SchemaArguments.TypePin> types(String option, List<String> texts) {
    return ListSyntax.ofTypes(texts).stream().flatMap(pin -> type(option, pin).stream()).toList();
  }

  private Optional<SchemaArguments.TypePin> type(String option, String pin) {
    int cut = pin.lastIndexOf('=');
    if (cut < 1 || cut == pin.length() - 1) {
      problems.add(
          option + ": '" + pin + "' names no type; give path=type, e.g. total=decimal(38,4)");
      return Optional.empty();
    }
    return Optional.of(
        new SchemaArguments.TypePin(pin.substring(0, cut).strip(), pin.substring(cut + 1).strip()));
  }
}
