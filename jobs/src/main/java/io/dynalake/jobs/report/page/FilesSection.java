package io.dynalake.jobs.report.page;

import io.dynalake.jobs.progress.Quantity;
import io.dynalake.jobs.report.RunReport;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The data files of the source: by state, over time, and one by one where they are few. */
final class FilesSection implements Section {
  /** As many are shown one by one. */
  static final int FEW = 24;

  private static final int SLOWEST = 10;

  private final Map<String, Long> states;
  private final List<FileRow> timed;

  private final Optional<TimeAxis> axis;

  /**
   * @param axis of the whole run; empty if nothing is known of its times
   */
  FilesSection(RunReport.Files files, List<FileRow> rows, Optional<TimeAxis> axis) {
    this.axis = axis;
    this.states = states(files, rows);
    this.timed = rows.stream().filter(FileRow::isTimed).toList();
  }

  private static Map<String, Long> states(RunReport.Files files, List<FileRow> rows) {
    Map<String, Long> states = new TreeMap<>(Comparator.comparingInt(FilesSection::rank));
    if (rows.size() >= files.total()) {
      rows.forEach(row -> states.merge(row.state(), 1L, Long::sum));
      return states;
    }
    states.put("COMPLETED", files.completed());
    states.put("SKIPPED", files.skipped());
    states.put("FAILED", files.failed());
    states.put("PENDING", files.total() - files.completed() - files.failed() - files.skipped());
    states.values().removeIf(count -> count <= 0);
    return states;
  }

  private static int rank(String state) {
    return List.of("COMPLETED", "SKIPPED", "FAILED", "IN_PROGRESS", "PENDING").indexOf(state);
  }

  @Override
  public String id() {
    return "files";
  }

  @Override
  public String title() {
    return "Data files";
  }

  @Override
  public boolean isShown() {
    return !states.isEmpty();
  }

  @Override
  public void write(Html page) {
    long total = states.values().stream().mapToLong(Long::longValue).sum();
    page.open("ul", "class", "legend");
    states.forEach(
        (state, count) -> {
          page.open("li").element("i", "", "class", "key " + css(state));
          page.element("b", Quantity.count(count)).text(" " + shown(state)).close();
        });
    page.close();
    try (Svg svg = Svg.beside(page, 14)) {
      double from = 0;
      for (Map.Entry<String, Long> state : states.entrySet()) {
        double to = from + (double) state.getValue() / total;
        svg.bar(from, to, 0, 14, css(state.getKey()));
        from = to;
      }
    }
    if (!timed.isEmpty()) {
      times(page, axis.orElseThrow());
    }
  }

  private void times(Html page, TimeAxis axis) {
    if (timed.size() <= FEW) {
      rows(page, axis, "File", timed);
      return;
    }
    FileTimeline.draw(page, axis, timed);
    double[] seconds = timed.stream().mapToDouble(FileRow::seconds).sorted().toArray();
    page.element(
        "p",
        "A file took "
            + time(seconds[seconds.length / 2])
            + " in the median, "
            + time(seconds[(int) (seconds.length * 0.95)])
            + " at the 95th percentile and "
            + time(seconds[seconds.length - 1])
            + " at most.",
        "class",
        "note");
    List<FileRow> slowest =
        timed.stream()
            .sorted(Comparator.comparingDouble(FileRow::seconds).reversed())
            .limit(SLOWEST)
            .toList();
    rows(page, axis, "Slowest files", slowest);
  }

  private static void rows(Html page, TimeAxis axis, String head, List<FileRow> files) {
    page.open("table", "class", "rows").open("thead").open("tr");
    page.element("th", head, "scope", "col", "class", "wide");
    for (String column : new String[] {"Items", "Size", "Time"}) {
      page.element("th", column, "scope", "col", "class", "number");
    }
    page.close().close().open("tbody");
    for (FileRow file : files) {
      page.open("tr").open("th", "scope", "row").name(FileName.of(file.id()));
      if (file.isFailed()) {
        page.text(" ").element("small", "failed", "class", "bad");
      }
      try (Svg svg = Svg.beside(page, 6)) {
        svg.bar(0, 1, 0, 6, "track");
        double from = axis.at(file.started().orElseThrow());
        // Also of a file that was read in vain, for the run failed by others.
        String css = file.isFailed() ? "bad" : file.state().equals("COMPLETED") ? "done" : "aside";
        svg.bar(from, axis.at(file.ended().orElseThrow()), 0, 6, css);
      }
      page.close();
      page.element("td", Quantity.count(file.items()), "class", "number");
      page.element("td", Quantity.bytes(file.bytes()), "class", "number");
      page.element("td", time(file.seconds()), "class", "number").close();
    }
    page.close().close();
  }

  /** Small files take milliseconds. */
  private static String time(double seconds) {
    return seconds < 1 ? Math.round(seconds * 1e3) + " ms" : Quantity.seconds(seconds);
  }

  private static String css(String state) {
    return switch (state) {
      case "COMPLETED" -> "done";
      case "FAILED" -> "bad";
      case "SKIPPED" -> "aside";
      default -> "track";
    };
  }

  private static String shown(String state) {
    return switch (state) {
      case "COMPLETED" -> "completed";
      case "FAILED" -> "failed";
      case "SKIPPED" -> "there before";
      case "IN_PROGRESS" -> "in progress";
      case "PENDING" -> "still to do";
      default -> Shown.name(state);
    };
  }
}
