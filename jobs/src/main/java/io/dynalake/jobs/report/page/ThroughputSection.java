package io.dynalake.jobs.report.page;

import io.dynalake.jobs.progress.PhaseSamples;
import io.dynalake.jobs.progress.PhaseSamples.Sample;
import io.dynalake.jobs.progress.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each phase did a second, and how that changed. */
record ThroughputSection(List<PhaseSamples> phases, Optional<TimeAxis> axis) implements Section {
  /** Of one phase that came many times. */
  private static final int MOST_BARS = 100;

  @Override
  public String id() {
    return "throughput";
  }

  @Override
  public String title() {
    return "Throughput";
  }

  @Override
  public boolean isShown() {
    return phases.stream().anyMatch(phase -> phase.last().items() > 0 || phase.last().parts() > 0);
  }

  @Override
  public void write(Html page) {
    TimeAxis time = axis.orElseThrow();
    table(page, time);
    RateChart chart = new RateChart(time, phases);
    chart.draw(page, "Items a second", Sample::items, rate -> Quantity.count(rate));
    chart.draw(page, "Bytes a second", Sample::bytes, rate -> Quantity.bytes(rate));
    page.element(
        "p",
        "Counted while tasks report, each of them now and then, so short peaks are evened out."
            + " Bytes are those of stored data files, and those of JSON where items come out of"
            + " the shuffle.",
        "class",
        "note");
  }

  private void table(Html page, TimeAxis time) {
    Map<String, List<PhaseSamples>> byName = new LinkedHashMap<>();
    for (PhaseSamples phase : phases) {
      byName.computeIfAbsent(phase.phase(), name -> new ArrayList<>()).add(phase);
    }
    page.open("table", "class", "rows").open("thead").open("tr");
    page.element("th", "Phase", "scope", "col", "class", "wide");
    for (String head : new String[] {"Time", "Items/s", "Bytes/s"}) {
      page.element("th", head, "scope", "col", "class", "number");
    }
    page.close().close().open("tbody");
    byName.forEach((name, same) -> row(page, name, same, time));
    page.close().close();
  }

  private static void row(Html page, String name, List<PhaseSamples> same, TimeAxis axis) {
    double seconds = 0;
    long items = 0;
    long bytes = 0;
    for (PhaseSamples phase : same) {
      seconds += phase.seconds();
      items += phase.last().items();
      bytes += phase.last().bytes();
    }
    page.open("tr").open("th", "scope", "row").text(name);
    if (same.size() > 1) {
      page.text(" ").element("small", Quantity.count(same.size()) + " times");
    }
    try (Svg svg = Svg.beside(page, 6)) {
      svg.bar(0, 1, 0, 6, "track");
      for (PhaseSamples phase : same.subList(0, Math.min(same.size(), MOST_BARS))) {
        svg.bar(axis.at(phase.started()), axis.at(phase.ended()), 0, 6, "done");
      }
    }
    page.close();
    page.element("td", Quantity.seconds(seconds), "class", "number");
    double span = Math.max(seconds, 1e-3);
    String itemRate = items == 0 ? "–" : Quantity.count(Math.round(items / span));
    page.element("td", itemRate, "class", "number");
    String byteRate = bytes == 0 ? "–" : Quantity.bytes(Math.round(bytes / span));
    page.element("td", byteRate, "class", "number").close();
  }
}
