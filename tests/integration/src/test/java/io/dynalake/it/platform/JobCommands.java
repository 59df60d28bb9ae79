package io.dynalake.it.platform;

import io.dynalake.error.JobException;
import io.dynalake.jobs.options.JobCommand;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command lines of all jobs. */
final class JobCommands {
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

  private JobCommands() {}

  static List<JobCommand<?>> all() {
    List<JobCommand<?>> all = new ArrayList<>();
    for (Field field : JobCommand.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == JobCommand.class) {
        try {
          all.add((JobCommand<?>) field.get(null));
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    return all;
  }

  private static JobCommand<?> of(String job) {
    return all().stream()
        .filter(command -> command.name().equals(job))
        .findFirst()
        .orElseThrow(() -> new AssertionError(job + ": there is no such job"));
  }

  /** Fails unless the job takes all of these options with these values. */
  static void requireTaken(String job, List<String> arguments) {
    var unused = of(job).read(arguments, file -> Map.of(), () -> "20240511T040000-000000");
  }

  /** Those of the options that the job does not know, and Glue's it does not let pass. */
  static List<String> unknown(String job, Map<String, String> options) {
    List<String> typed = new ArrayList<>(List.of("--JOB_NAME=any"));
    options.forEach((name, value) -> typed.add(name + "=" + value));
    try {
      requireTaken(job, typed);
      return List.of();
    } catch (JobException e) {
      // Others are said when a run starts.
      return String.valueOf(e.getMessage())
          .lines()
          .filter(line -> line.contains("no such option"))
          .toList();
    }
  }

  /** The options that the help of any job shows. */
  static Set<String> options() {
    Set<String> options = new TreeSet<>();
    for (JobCommand<?> command : all()) {
      Matcher matcher = OPTION.matcher(command.help());
      while (matcher.find()) {
        options.add(matcher.group());
      }
    }
    return options;
  }
}
