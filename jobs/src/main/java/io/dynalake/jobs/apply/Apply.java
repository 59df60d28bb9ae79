package io.dynalake.jobs.apply;

import io.dynalake.changes.Applied;
import io.dynalake.changes.Sources;
import io.dynalake.changes.StateTable;
import io.dynalake.changes.TableIdentity;
import io.dynalake.changes.Window;
import io.dynalake.changes.WindowPlan;
import io.dynalake.changes.WindowReader;
import io.dynalake.dataset.commit.DatasetLayout;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.Export;
import io.dynalake.export.FullExport;
import io.dynalake.export.IncrementalExport;
import io.dynalake.jobs.JobContext;
import io.dynalake.jobs.SparkFailures;
import io.dynalake.jobs.SparkStart;
import io.dynalake.jobs.options.ApplyArguments;
import io.dynalake.jobs.report.ApplyReport;
import io.dynalake.jobs.report.ReportFile;
import io.dynalake.jobs.report.RunReport.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** One run of the job {@code apply}. */
public final class Apply {
  /** Of a full export, as stored; its Parquet takes about as much. */
  private static final long BUCKET = 64L << 20;

  private static final int LEAST_BUCKETS = 4;
  private static final int MOST_BUCKETS = 4096;

  private final ApplyArguments arguments;
  private final JobContext context;
  private final SparkStart start;
  private final Optional<Follow> follow;
  private final long began = System.nanoTime();
  private final List<ApplyReport.Commit> commits = new ArrayList<>();
  private final List<String> schemaChanges = new ArrayList<>();

  private Apply(ApplyArguments arguments, JobContext context, SparkStart start) {
    this.arguments = arguments;
    this.context = context;
    this.start = start;
    this.follow =
        arguments.sources().table().map(table -> new Follow(arguments, table, context, start));
  }

  /**
   * @throws JobException if it was not done completely; the windows before the one that failed are
   *     in the dataset
   */
  public static void run(ApplyArguments arguments, JobContext context) {
    try (SparkStart start =
        SparkStart.begin("dynalake apply " + arguments.run().id(), context.meters())) {
      new Apply(arguments, context, start).run();
    } catch (Exception e) {
      throw SparkFailures.unwrap(e);
    }
  }

  private void run() {
    Optional<TableIdentity> followed = follow.map(Follow::identity);
    Found found = Found.open(arguments, start.hadoop());
    // What there is decides how many buckets a new dataset gets.
    int buckets = buckets(found);
    SparkSession session = start.newSession();
    try (StateTable table =
        Tables.open(arguments, session, start.hadoop(), buckets, context.progress()::note)) {
      Optional<TableIdentity> known = table.applied().map(Applied::table).or(() -> followed);
      if (follow.isPresent() && !arguments.dryRun()) {
        follow.orElseThrow().export(found.sources(known), table);
        found = Found.open(arguments, start.hadoop());
      }
      Sources sources = found.sources(known);
      context.meters().table(sources.table().arn());
      if (arguments.dryRun()) {
        context.progress().close();
        context.out().print(plan(sources, table));
        return;
      }
      WindowPlan plan = bringIn(sources, table, reader(session));
      report(plan, table);
    }
  }

  private int buckets(Found found) {
    long bytes =
        Stream.concat(found.named().stream(), found.lying().stream())
            .filter(FullExport.class::isInstance)
            .mapToLong(Export::storedBytes)
            .max()
            .orElse(0);
    int usual = (int) Math.max(LEAST_BUCKETS, Math.min(MOST_BUCKETS, bytes / BUCKET + 1));
    return arguments.target().buckets().orElse(usual);
  }

  private WindowPlan bringIn(Sources sources, StateTable table, WindowReader reader) {
    boolean begins = table.needsBase() && table.applied().isEmpty();
    FullExport base = begins ? base(sources) : null;
    Optional<Instant> reached =
        base == null ? table.applied().map(Applied::to) : Optional.of(Sources.time(base));
    WindowPlan plan = plan(sources, reached);
    if (base != null) {
      List<String> keys = keys(sources, table, reader);
      if (keys.isEmpty() && base.itemCount().orElse(1) > 0) {
        throw new JobException(
            ErrorCode.USAGE,
            "--key: missing; no change tells the key attributes of the items of "
                + base.location()
                + "; name them, the partition key first");
      }
      context.progress().note("begins with the items of " + base.location());
      Sources.secondInDoubt(base).ifPresent(context.progress()::note);
      WindowReader.Items items = reader.items(base, keys);
      Applied start = new Applied(Sources.time(base), sources.table(), keys, nameOf(base));
      StateTable.Result result = table.bootstrap(items.rows(), items.schema(), start);
      commits.add(
          new ApplyReport.Commit(
              base.location(),
              "",
              start.to().toString(),
              items.count(),
              items.badItems(),
              0,
              result.files(),
              result.bytes(),
              result.replaced()));
    }
    for (WindowPlan.Step step : plan.steps()) {
      if (step instanceof WindowPlan.Apply apply) {
        bringIn(sources.export(apply.window()), apply, sources, table, reader);
      }
    }
    return plan;
  }

  private void bringIn(
      IncrementalExport export,
      WindowPlan.Apply step,
      Sources sources,
      StateTable table,
      WindowReader reader) {
    Window window = step.window();
    context.progress().note("window from " + window.from() + " to " + window.to());
    Applied before =
        table
            .applied()
            .orElseGet(() -> new Applied(window.from(), sources.table(), given(), window.name()));
    WindowReader.Changes changes = reader.changes(export, table.schema(), before.keys());
    StateTable.Result result =
        table.apply(changes.rows(), changes.schema(), before.after(window, changes.keys()));
    schemaChanges.addAll(changes.schemaChanges());
    commits.add(
        new ApplyReport.Commit(
            export.location(),
            window.from().toString(),
            window.to().toString(),
            changes.count(),
            changes.badItems(),
            step.gap().toSeconds(),
            result.files(),
            result.bytes(),
            result.replaced()));
  }

  private WindowReader reader(SparkSession session) {
    DatasetLayout layout = DatasetLayout.at(arguments.target().location(), start.hadoop());
    return new WindowReader(
        session,
        start.hadoop(),
        new WindowReader.Settings(
            arguments.reading().schema().profileOptions(Set.of()),
            arguments.reading().schema().typingOptions(),
            arguments.reading().badItems(),
            arguments.reading().zone(),
            layout.quarantine(arguments.run().id()).toString()));
  }

  private static FullExport base(Sources sources) {
    return sources
        .base()
        .orElseThrow(
            () ->
                new JobException(
                    ErrorCode.USAGE,
                    "--export: the dataset is empty, and changes alone do not make the items; give"
                        + " a full export too, which it begins with"));
  }

  private WindowPlan plan(Sources sources, Optional<Instant> reached) {
    return WindowPlan.of(
        sources.windows().stream().map(Window::of).toList(), reached, arguments.allowed());
  }

  /** As the user names them, else the table or the dataset, else the changes. */
  private List<String> keys(Sources sources, StateTable table, WindowReader reader) {
    List<String> known = table.applied().map(Applied::keys).orElseGet(this::given);
    if (!known.isEmpty()) {
      return known;
    }
    return sources.windows().stream()
        .filter(window -> window.itemCount().orElse(1) > 0)
        .map(reader::keys)
        .filter(keys -> !keys.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private List<String> given() {
    return arguments.reading().keys().isEmpty()
        ? follow.map(Follow::keys).orElse(List.of())
        : arguments.reading().keys();
  }

  private static String nameOf(FullExport export) {
    return export.exportArn().isEmpty() ? export.location() : export.exportArn();
  }

  private String plan(Sources sources, StateTable table) {
    StringBuilder text = new StringBuilder("dry run: nothing is written\n");
    Optional<Instant> reached = table.applied().map(Applied::to);
    if (reached.isEmpty() && table.needsBase()) {
      FullExport base = base(sources);
      reached = Optional.of(Sources.time(base));
      text.append("begin  ").append(reached.orElseThrow()).append("  ").append(base.location());
      text.append('\n');
    }
    for (WindowPlan.Step step : plan(sources, reached).steps()) {
      Window window = step.window();
      Duration gap = step instanceof WindowPlan.Apply apply ? apply.gap() : Duration.ZERO;
      text.append(step instanceof WindowPlan.Apply ? "apply  " : "skip   ");
      text.append(window.from()).append(" to ").append(window.to()).append("  ");
      text.append(window.location());
      text.append(gap.isZero() ? "" : "  after a gap of " + gap.toSeconds() + " seconds");
      text.append('\n');
    }
    return text.toString();
  }

  private void report(WindowPlan plan, StateTable table) {
    String target =
        DatasetLayout.at(arguments.target().location(), start.hadoop()).root().toString();
    ApplyReport report =
        new ApplyReport(
            arguments.run().id(),
            "apply",
            commits.isEmpty() ? Status.ALREADY_DONE : Status.COMPLETED,
            target,
            arguments.target().format().name().toLowerCase(Locale.ROOT),
            commits,
            plan.steps().stream()
                .filter(WindowPlan.Skip.class::isInstance)
                .map(step -> step.window().location())
                .toList(),
            table.applied().map(applied -> applied.to().toString()).orElse(""),
            schemaChanges,
            Math.round((System.nanoTime() - began) / 1e6) / 1e3);
    context.meters().tell(report.figures());
    DatasetLayout layout = DatasetLayout.at(arguments.target().location(), start.hadoop());
    String json = report.toJson();
    String written =
        ReportFile.write(json, layout.report(arguments.run().id()).toString(), start.hadoop());
    if (arguments.records().report().isPresent()) {
      written = ReportFile.write(json, arguments.records().report().orElseThrow(), start.hadoop());
    }
    context.progress().close();
    context.out().print(report.summary(List.of(written)));
  }
}
