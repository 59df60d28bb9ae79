package io.dynalake.jobs.runs;

import static io.dynalake.jobs.progress.Quantity.bytes;
import static io.dynalake.jobs.progress.Quantity.count;
import static io.dynalake.jobs.progress.Quantity.seconds;

import io.dynalake.ledger.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Runs as tables; all of them end with a line feed. */
public final class RunsText {
  private static final int MOST_FAILED = 5;

  private RunsText() {}

  /** A line per run. */
  public static String list(List<RunView> runs) {
    if (runs.isEmpty()) {
      return "no runs\n";
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("RUN", "JOB", "STARTED", "TIME", "READ", "WRITTEN", "STATE", "TARGET"));
    for (RunView run : runs) {
      rows.add(
          List.of(
              run.runId(),
              Shown.text(run.job()),
              Shown.time(run.started()),
              seconds(run.seconds()),
              counted(run.counts(), "read"),
              counted(run.counts(), "written"),
              run.stateText(),
              Shown.text(run.target())));
    }
    return lines(Shown.columns(rows, List.of(3, 4, 5)));
  }

  private static String counted(Map<String, Long> counts, String name) {
    return Optional.ofNullable(counts.get(name)).map(n -> count(n)).orElse("-");
  }

  /** All there is to say of a run. */
  public static String show(RunDetails details) {
    RunView run = details.run();
    RunDetails.Parts parts = details.parts();
    List<List<String>> rows = new ArrayList<>();
    row(rows, "source", Shown.text(run.source()));
    row(rows, "target", Shown.text(run.target()));
    row(rows, "started", Shown.time(run.started()) + ", " + seconds(run.seconds()) + " in all");
    row(rows, "heartbeat", Shown.time(run.heartbeat()) + " by " + Shown.text(run.owner()));
    Optional.ofNullable(run.ended()).ifPresent(ended -> row(rows, "ended", Shown.time(ended)));
    Optional.ofNullable(details.landed()).ifPresent(landed -> row(rows, "landed", parts(landed)));
    if (parts.total() > 0) {
      row(rows, "parts", parts(parts));
      row(rows, "rate", rate(details));
    }
    Optional.ofNullable(details.secondsLeft())
        .ifPresent(left -> row(rows, "left", "about " + seconds(left)));
    run.counts().forEach((name, n) -> row(rows, "items " + Shown.text(name), count(n)));
    Optional.ofNullable(run.failure()).ifPresent(why -> row(rows, "failure", text(why)));
    row(rows, "options", Shown.command(run.options()));
    List<String> lines = new ArrayList<>();
    lines.add(run.job() + " " + run.runId() + ": " + run.stateText());
    Shown.columns(rows, List.of()).forEach(line -> lines.add("  " + line));
    slowest(lines, details);
    failed(lines, details);
    return lines(lines);
  }

  private static String rate(RunDetails details) {
    return count((long) details.itemsPerSecond())
        + " items/s, "
        + bytes((long) details.bytesPerSecond())
        + "/s; worked at for "
        + seconds(details.activeSeconds());
  }

  private static String parts(RunDetails.Parts parts) {
    return count(parts.completed())
        + " of "
        + count(parts.total(), parts.noun())
        + " completed, "
        + count(parts.failed())
        + " failed, "
        + count(parts.inProgress())
        + " in progress, "
        + count(parts.pending())
        + " pending; "
        + count(parts.items(), "item")
        + ", "
        + bytes(parts.bytes());
  }

  private static void slowest(List<String> lines, RunDetails details) {
    if (details.slowest().isEmpty()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (PartView part : details.slowest()) {
      rows.add(
          List.of(
              seconds(part.seconds()),
              count(part.items(), "item"),
              bytes(part.bytes()),
              part.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
              Shown.text(part.id())));
    }
    lines.add("  slowest " + details.parts().noun() + "s:");
    Shown.columns(rows, List.of(0, 1, 2)).forEach(line -> lines.add("    " + line));
  }

  private static void failed(List<String> lines, RunDetails details) {
    List<PartView> failed = details.failed();
    if (failed.isEmpty()) {
      return;
    }
    lines.add("  failed " + details.parts().noun() + "s:");
    for (PartView part : failed.subList(0, Math.min(failed.size(), MOST_FAILED))) {
      PartView.Try last = part.attempts().get(part.attempts().size() - 1);
      lines.add("    " + Shown.text(part.id()) + ": " + text(last));
    }
    String runId = details.run().runId();
    lines.add(
        failed.size() > MOST_FAILED
            ? "    and "
                + count(failed.size() - MOST_FAILED)
                + " more: dynalake runs failed "
                + runId
            : "    all attempts: dynalake runs failed " + runId);
  }

  /** Each failed part with each of its attempts. */
  public static String failed(RunDetails details) {
    RunDetails.Parts parts = details.parts();
    List<String> lines = new ArrayList<>();
    lines.add(
        details.run().runId()
            + ": "
            + count(parts.failed())
            + " of "
            + count(parts.total(), parts.noun())
            + " failed");
    for (PartView part : details.failed()) {
      lines.add("  " + Shown.text(part.id()) + "  (" + Shown.text(part.location()) + ")");
      List<List<String>> rows = new ArrayList<>();
      for (PartView.Try attempt : part.attempts()) {
        rows.add(
            List.of(
                "attempt " + attempt.number(),
                Shown.time(attempt.started()),
                seconds(attempt.seconds()),
                text(attempt)));
      }
      Shown.columns(rows, List.of(2)).forEach(line -> lines.add("    " + line));
    }
    return lines(lines);
  }

  private static String text(PartView.Try attempt) {
    String code = Optional.ofNullable(attempt.code()).orElse("");
    return Shown.text((code + " " + Optional.ofNullable(attempt.message()).orElse("")).strip());
  }

  private static String text(Failure why) {
    return Shown.text(why.code() + " " + why.message());
  }

  private static void row(List<List<String>> rows, String name, String value) {
    rows.add(List.of(name, value));
  }

  private static String lines(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
