package io.dynalake.jobs;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.jobs.metrics.EmfLines;
import io.dynalake.jobs.metrics.RunMeters;
import io.dynalake.jobs.options.CommonArguments.LogFormat;
import io.dynalake.jobs.options.CommonArguments.Metrics;
import io.dynalake.jobs.options.JobCommand;
import io.dynalake.jobs.options.JobCommand.Request;
import io.dynalake.jobs.options.RunArguments;
import io.dynalake.jobs.options.Suggestion;
import io.dynalake.jobs.progress.Progress;
import io.dynalake.jobs.progress.SampledProgress;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Finds the job that a command line names and runs it. {@link #run(String...)} is the way in for
 * Glue scripts and notebooks: it never ends the process.
 */
public final class Dynalake {
  private static final Logger LOG = LoggerFactory.getLogger(Dynalake.class);
  private static final DateTimeFormatter RUN_TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final List<Entry<?>> jobs;

  Dynalake(List<Entry<?>> jobs) {
    this.jobs = List.copyOf(jobs);
  }

  /** A job and how it is called. */
  record Entry<A>(JobCommand<A> command, Job<A> job) {
    void run(List<String> args, PrintStream out, Supplier<Progress> progress) {
      Request<A> request = read(args);
      if (request.common().logFormat() == LogFormat.JSON) {
        JsonLog.begin();
      }
      try (SampledProgress shown = new SampledProgress(progress.get())) {
        run(request, out, shown);
      }
    }

    /** As part of another job. */
    void run(List<String> args, JobContext context) {
      String other = MDC.get(SparkStart.RUN);
      try {
        run(read(args), context.out(), context.progress());
      } finally {
        MDC.put(SparkStart.RUN, other);
      }
    }

    private Request<A> read(List<String> args) {
      return command.read(args, ConfFile::read, Dynalake::newRunId);
    }

    /** From here on the lines of the log bear the run's name, if it has one. */
    private void named(Request<A> request) {
      MDC.put(SparkStart.RUN, runId(request));
      LOG.info("{} {}", command.name(), String.join(" ", request.options()));
      request.notices().forEach(LOG::info);
    }

    private String runId(Request<A> request) {
      return request.arguments() instanceof RunArguments named ? named.run().id() : "";
    }

    private void run(Request<A> request, PrintStream out, SampledProgress progress) {
      List<String> effective = new ArrayList<>(List.of(command.name()));
      effective.addAll(request.options());
      RunMeters meters = new RunMeters();
      named(request);
      Optional<EmfLines> lines =
          request.common().metrics() == Metrics.EMF
              ? Optional.of(EmfLines.begin(command.name(), runId(request), meters, out))
              : Optional.empty();
      int exitCode = ErrorCode.BUG.exitCode();
      try (SampledProgress.Alongside counted = progress.alongside(meters)) {
        job.run(request.arguments(), new JobContext(out, progress, meters, effective));
        exitCode = 0;
      } catch (Exception e) {
        JobException failure = SparkFailures.unwrap(e);
        exitCode = failure.code().exitCode();
        throw failure;
      } finally {
        meters.ended(exitCode);
        lines.ifPresent(EmfLines::ended);
      }
    }
  }

  /**
   * Runs a job, with its name first: {@code run("backfill", "--export", uri, "--target", uri)}.
   *
   * @throws JobException if the job was not done completely; its code says why
   */
  public static void run(String... args) {
    try {
      all().execute(args, System.out, System.err);
    } finally {
      MDC.remove(SparkStart.RUN);
    }
  }

  /**
   * Runs a job: {@code run("backfill", options)}. For Python, which passes lists, not arrays.
   *
   * @throws JobException if the job was not done completely; its code says why
   */
  public static void run(String job, List<String> options) {
    List<String> args = new ArrayList<>(List.of(job));
    args.addAll(options);
    run(args.toArray(String[]::new));
  }

  /** Runs a job, prints what went wrong, if anything, and returns the exit code. */
  static int run(String[] args, PrintStream out, PrintStream err) {
    return all().exitCode(args, out, err);
  }

  private static Dynalake all() {
    return new Dynalake(
        List.of(
            new Entry<>(JobCommand.BACKFILL, new BackfillJob()),
            new Entry<>(JobCommand.EXPORT, new ExportJob()),
            new Entry<>(JobCommand.APPLY, new ApplyJob()),
            new Entry<>(JobCommand.LOAD, new LoadJob()),
            new Entry<>(JobCommand.ARCHIVE, new ArchiveJob(Dynalake::another)),
            new Entry<>(JobCommand.COMPARE, new CompareJob()),
            new Entry<>(JobCommand.SCHEMA, new SchemaJob()),
            new Entry<>(JobCommand.RUNS, new RunsJob(Dynalake::another))));
  }

  /** Runs a job for another one. */
  private static void another(List<String> command, JobContext context) {
    all().job(command.get(0)).run(command.subList(1, command.size()), context);
  }

  int exitCode(String[] args, PrintStream out, PrintStream err) {
    try {
      execute(args, out, err);
      return 0;
    } catch (RuntimeException | Error e) {
      if (e instanceof JobException known) {
        LOG.debug("The job ended with {}", known.code(), e);
        tell(known.getMessage(), err);
        return known.code().exitCode();
      }
      LOG.error("The job ended by an error that is not its input's", e);
      tell("dynalake: this is a bug; " + e + "; please report it with the log", err);
      return ErrorCode.BUG.exitCode();
    } finally {
      MDC.remove(SparkStart.RUN);
    }
  }

  private static void tell(@Nullable String failure, PrintStream err) {
    if (JsonLog.isOn()) {
      LOG.error(failure);
    } else {
      err.println(failure);
    }
  }

  private void execute(String[] args, PrintStream out, PrintStream err) {
    String first = args.length == 0 ? "" : args[0];
    List<String> options = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
    switch (first) {
      case "" -> throw new JobException(ErrorCode.USAGE, "dynalake: no job is named\n" + usage());
      case "--help", "-h", "help" -> out.print(usage());
      case "--version", "-V" -> out.println("dynalake " + version());
      default -> {
        Entry<?> entry = job(first);
        if (entry.command().asksForHelp(options)) {
          out.print(entry.command().help());
        } else {
          entry.run(options, out, () -> Terminal.progress(err));
        }
      }
    }
  }

  private Entry<?> job(String name) {
    for (Entry<?> entry : jobs) {
      if (entry.command().name().equals(name)) {
        return entry;
      }
    }
    List<String> names = jobs.stream().map(entry -> entry.command().name()).toList();
    String hint =
        Suggestion.among(names, name)
            .map(suggestion -> "did you mean " + suggestion + "?")
            .orElse("the jobs are " + String.join(", ", names));
    throw new JobException(
        ErrorCode.USAGE,
        name.startsWith("-")
            ? name + ": an option before the job; a job's name comes first; " + hint
            : name + ": there is no such job; " + hint);
  }

  private String usage() {
    String lines =
        jobs.stream()
            .map(
                entry ->
                    String.format("  %-10s %s", entry.command().name(), entry.command().summary()))
            .collect(Collectors.joining("\n"));
    return """
        Usage: dynalake JOB --option value ...
        Moves data between Amazon DynamoDB and a data lake.

        Jobs
        %s

        `dynalake JOB --help` lists the job's options, `dynalake --version` says which this is.

        Exit codes
          0   done, or already done
        %s

        Example
          dynalake backfill --export exports/orders --target lake/orders \\
              --partition-by 'day(updatedAt)'
        """
        .formatted(lines, exitCodes());
  }

  private static String exitCodes() {
    return Arrays.stream(ErrorCode.values())
        .map(code -> "  " + code.exitCode() + "  " + code.meaning())
        .collect(Collectors.joining("\n"));
  }

  private static String version() {
    return Optional.ofNullable(Dynalake.class.getPackage().getImplementationVersion())
        .orElse("(not packaged)");
  }

  /** Sorts by time; the random part tells apart runs that begin in the same second. */
  private static String newRunId() {
    int random = ThreadLocalRandom.current().nextInt(1 << 24);
    return RUN_TIME.format(Instant.now()) + String.format(Locale.ROOT, "-%06x", random);
  }
}
