package io.dynalake.jobs.options;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The command line of one job.
 *
 * @param <A> the job's arguments
 */
public final class JobCommand<A> {
  public static final JobCommand<BackfillArguments> BACKFILL =
      new JobCommand<>("backfill", BackfillOptions::new);
  public static final JobCommand<ExportArguments> EXPORT =
      new JobCommand<>("export", ExportOptions::new);
  public static final JobCommand<ApplyArguments> APPLY =
      new JobCommand<>("apply", ApplyOptions::new);
  public static final JobCommand<LoadArguments> LOAD = new JobCommand<>("load", LoadOptions::new);
  public static final JobCommand<ArchiveArguments> ARCHIVE =
      new JobCommand<>("archive", ArchiveOptions::new);
  public static final JobCommand<CompareArguments> COMPARE =
      new JobCommand<>("compare", CompareOptions::new, List.of("left", "right"), true);
  public static final JobCommand<SchemaJobArguments> SCHEMA =
      new JobCommand<>("schema", SchemaJobOptions::new, List.of(), false);
  public static final JobCommand<RunsArguments> RUNS =
      new JobCommand<>("runs", RunsOptions::new, List.of("action", "run"), false);

  private final String name;
  private final Supplier<? extends JobOptions<A>> options;

  /** Whether it moves or compares data, so that there is something to count. */
  private final boolean counts;

  /** Names of the options that words before all options stand for. */
  private final List<String> words;

  private JobCommand(String name, Supplier<? extends JobOptions<A>> options) {
    this(name, options, List.of(), true);
  }

  private JobCommand(
      String name, Supplier<? extends JobOptions<A>> options, List<String> words, boolean counts) {
    this.name = requireNonNull(name, "name");
    this.options = requireNonNull(options, "options");
    this.words = List.copyOf(words);
    this.counts = counts;
  }

  /**
   * What was asked of a job.
   *
   * @param common how it is to tell what it does
   * @param options those that were given, from the command line and from the file, each as {@code
   *     --name=value}
   * @param notices what the user should know although the run goes on
   */
  public record Request<A>(
      A arguments, CommonArguments common, List<String> options, List<String> notices) {
    public Request {
      options = List.copyOf(options);
      notices = List.copyOf(notices);
    }
  }

  public String name() {
    return name;
  }

  /** The first line of its help. */
  public String summary() {
    return String.join(" ", spec().usageMessage().description());
  }

  public String help() {
    CommandLine line = commandLine(options.get());
    line.getCommandSpec().usageMessage().synopsisHeading("Usage: dynalake ");
    return line.getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  /** Whether help is wanted, however wrong the other options may be. */
  public boolean asksForHelp(List<String> args) {
    return args.contains("--help") || args.contains("-h");
  }

  /**
   * Reads a command line, and the file of options that it may name.
   *
   * @param confFiles the properties of a file, by its location as typed
   * @throws io.dynalake.error.JobException that names every option that is wrong
   */
  public Request<A> read(
      List<String> args,
      Function<String, Map<String, String>> confFiles,
      Supplier<String> newRunId) {
    Problems problems = new Problems();
    JobOptions<A> typed = options.get();
    CommonOptions common = new CommonOptions();
    MetricsOptions metrics = new MetricsOptions();
    CommandLine line = commandLine(typed, common, metrics);
    CommandSpec spec = line.getCommandSpec();
    TypedOptions given = TypedOptions.ofCommandLine(withoutWords(args), spec, problems);
    if (given.first("conf-file").isPresent()) {
      String file = given.first("conf-file").orElseThrow();
      given = given.over(TypedOptions.ofFile(confFiles.apply(file), file, spec, problems));
    }
    line.parseArgs(given.tokens());
    A arguments = typed.arguments(problems, newRunId);
    OptionValues values = new OptionValues(problems);
    var telling = new CommonArguments(common.logFormat(values), metrics.arguments(values));
    problems.raise(name);
    return new Request<>(arguments, telling, List.of(given.tokens()), given.notices());
  }

  /** Those of other options, each as {@code --name=value}, that this job has too. */
  public List<String> known(List<String> others) {
    CommandSpec spec = spec();
    return others.stream()
        .filter(option -> spec.findOption(option.split("=", 2)[0]) != null)
        .toList();
  }

  /** The words as the options they stand for. */
  private List<String> withoutWords(List<String> args) {
    List<String> options = new ArrayList<>(args);
    for (int i = 0; i < Math.min(words.size(), args.size()) && !args.get(i).startsWith("-"); i++) {
      options.set(i, "--" + words.get(i) + "=" + args.get(i));
    }
    return options;
  }

  /** As picocli sees it. */
  CommandSpec spec() {
    return commandLine(options.get()).getCommandSpec();
  }

  private CommandLine commandLine(JobOptions<?> options) {
    return commandLine(options, new CommonOptions(), new MetricsOptions());
  }

  private CommandLine commandLine(
      JobOptions<?> options, CommonOptions common, MetricsOptions metrics) {
    CommandLine line = new CommandLine(options);
    line.addMixin("common", common);
    if (counts) {
      line.addMixin("metrics", metrics);
    }
    return line;
  }
}
