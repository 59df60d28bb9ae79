package io.dynalake.jobs.options;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options of one job as typed, by canonical name without dashes: spellings unified, foreign
 * arguments left out, everything unknown noted. What remains is sure to be accepted by the job's
 * option classes.
 *
 * @param values in the order typed; a flag has the single value "true" or "false"
 * @param notices what the user should know although the run goes on
 */
record TypedOptions(Map<String, List<String>> values, List<String> notices) {
  private static final Pattern OPTION =
      Pattern.compile("--[A-Za-z][A-Za-z0-9_-]*(=.*)?", Pattern.DOTALL);

  static TypedOptions ofCommandLine(List<String> args, CommandSpec spec, Problems problems) {
    boolean underGlue =
        args.stream().anyMatch(a -> OPTION.matcher(a).matches() && name(a).equals("job-name"));
    Reader reader = new Reader(spec, problems, "", underGlue);
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (!OPTION.matcher(arg).matches()) {
        problems.add(
            "'" + arg + "': is not an option; options begin with '--'; quote values with spaces");
        continue;
      }
      int equals = arg.indexOf('=');
      String value = equals < 0 ? null : arg.substring(equals + 1);
      boolean valueFollows =
          value == null && i + 1 < args.size() && !OPTION.matcher(args.get(i + 1)).matches();
      if (valueFollows && reader.takes(name(arg), args.get(i + 1))) {
        value = args.get(++i);
      }
      reader.add(equals < 0 ? arg : arg.substring(0, equals), value);
    }
    return reader.result();
  }

  /** Options of a file; {@code origin} names it in messages. */
  static TypedOptions ofFile(
      Map<String, String> properties, String origin, CommandSpec spec, Problems problems) {
    Reader reader = new Reader(spec, problems, origin + ": ", false);
    properties.forEach(
        (key, value) -> {
          if (GlueNames.canonical(key).equals("conf-file")) {
            problems.add(origin + ": conf-file: a file of options names no other; leave it out");
          } else {
            reader.add("--" + (key.startsWith("--") ? key.substring(2) : key), value);
          }
        });
    return reader.result();
  }

  /** These options, and those of {@code others} that are not among them. */
  TypedOptions over(TypedOptions others) {
    Map<String, List<String>> merged = new LinkedHashMap<>(values);
    others.values().forEach(merged::putIfAbsent);
    List<String> allNotices = new ArrayList<>(notices);
    allNotices.addAll(others.notices());
    return new TypedOptions(merged, allNotices);
  }

  Optional<String> first(String name) {
    return Optional.ofNullable(values.get(name)).map(v -> v.get(0));
  }

  /** As an option parser takes them; a value is joined to its name, so it may begin with '-'. */
  String[] tokens() {
    return values.entrySet().stream()
        .flatMap(o -> o.getValue().stream().map(v -> "--" + o.getKey() + "=" + v))
        .toArray(String[]::new);
  }

  /** For the log: {@code --target=lake --dry-run=true}. */
  @Override
  public String toString() {
    return String.join(" ", tokens());
  }

  private static String name(String arg) {
    int equals = arg.indexOf('=');
    return GlueNames.canonical(equals < 0 ? arg : arg.substring(0, equals));
  }

  /** Sorts options one by one into known, foreign and unknown. */
  private static final class Reader {
    private final CommandSpec spec;
    private final Problems problems;
    private final String origin;
    private final boolean underGlue;
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final List<String> notices = new ArrayList<>();

    Reader(CommandSpec spec, Problems problems, String origin, boolean underGlue) {
      this.spec = spec;
      this.problems = problems;
      this.origin = origin;
      this.underGlue = underGlue;
    }

    /** A flag takes only true or false as its value, since Glue cannot pass a bare flag. */
    boolean takes(String name, String next) {
      OptionSpec option = spec.findOption("--" + name);
      return option == null || !isFlag(option) || isBoolean(next);
    }

    void add(String typed, @Nullable String value) {
      String name = GlueNames.canonical(typed);
      OptionSpec option = spec.findOption("--" + name);
      if (option != null) {
        add(typed, name, option, value);
      } else if (GlueNames.withoutEffect(name).isPresent()) {
        notices.add(origin + typed + ": " + GlueNames.withoutEffect(name).orElseThrow());
      } else if (GlueNames.isOfGlue(name, underGlue)) {
        notices.add(origin + typed + ": ignored; it is an argument of AWS Glue");
      } else if (GlueNames.isOfSpark(name)) {
        problems.add(origin + typed + ": an option of Spark; give it before the job's name");
      } else {
        String hint =
            Suggestion.among(optionNames(), name)
                .map(s -> "did you mean --" + s + "?")
                .orElse("see the list of options");
        problems.add(origin + typed + ": there is no such option; " + hint);
      }
    }

    private void add(String typed, String name, OptionSpec option, @Nullable String value) {
      if (isFlag(option)) {
        if (value != null && !isBoolean(value)) {
          problems.add(origin + typed + ": '" + value + "' is neither true nor false");
        } else if (values.put(name, List.of(value == null ? "true" : value.strip())) != null) {
          addTwice(typed);
        }
      } else if (value == null) {
        problems.add(origin + "--" + name + ": its value is missing; give " + option.paramLabel());
      } else if (option.isMultiValue()) {
        values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
      } else if (values.put(name, List.of(value)) != null) {
        addTwice(typed);
      }
    }

    private void addTwice(String typed) {
      problems.add(origin + typed + ": given more than once; give it once");
    }

    private Set<String> optionNames() {
      return spec.options().stream()
          .map(o -> o.longestName().substring(2))
          .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isFlag(OptionSpec option) {
      return option.arity().max() == 0;
    }

    private static boolean isBoolean(String text) {
      String stripped = text.strip();
      return stripped.equalsIgnoreCase("true") || stripped.equalsIgnoreCase("false");
    }

    TypedOptions result() {
      return new TypedOptions(values, notices);
    }
  }
}
