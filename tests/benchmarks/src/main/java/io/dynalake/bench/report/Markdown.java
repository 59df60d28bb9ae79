package io.dynalake.bench.report;

import io.dynalake.bench.data.DataSet;
import io.dynalake.bench.data.Export;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Results as Markdown that can be pasted into a document.
 *
 * @param cores of the machine
 */
public record Markdown(int cores) {

  /** A result with its title, the sizes of its data, and a table. */
  public String section(Result result) {
    StringBuilder text = new StringBuilder("### " + result.title() + "\n\n");
    for (Export export : result.entries().stream().map(Entry::export).distinct().toList()) {
      text.append("- ").append(sizes(export)).append('\n');
    }
    int rounds = result.first().runs().size();
    text.append("- ").append(rounds).append(rounds == 1 ? " round" : " rounds, median (min–max)");
    text.append("\n\n").append(table(result));
    return text.toString();
  }

  private static String sizes(Export export) {
    DataSet data = export.data();
    return String.format(
        Locale.ROOT,
        "%s: %,d items, %,.0f MB of JSON in %s, %,.0f MB as stored",
        data.shape(),
        data.items(),
        export.jsonBytes() / 1e6,
        data.files() == 1 ? "one gzip file" : data.files() + " gzip files",
        export.storedBytes() / 1e6);
  }

  private String table(Result result) {
    List<Metric> metrics = new ArrayList<>(List.of(Metric.WALL, Metric.CPU, Metric.PEAK_MEMORY));
    for (Metric metric : List.of(Metric.WORK, Metric.PLANNING, Metric.CONVERSION)) {
      if (result.ratios().contains(metric)) {
        metrics.add(metric);
      }
    }
    if (result.ratios().contains(Metric.LEDGER)) {
      metrics.addAll(List.of(Metric.LEDGER, Metric.LEDGER_SHARE));
    }
    boolean live = false;
    for (Metric metric : List.of(Metric.SCAN, Metric.LOAD)) {
      if (result.ratios().contains(metric)) {
        metrics.addAll(List.of(Metric.SERVER_CPU, metric));
        live = true;
      }
    }
    List<String> header = new ArrayList<>(List.of(""));
    metrics.forEach(metric -> header.add(metric.heading()));
    if (live) {
      header.add("items/s");
    }
    header.add("CPU s per million items");
    header.add("JSON MB/s per core");
    for (Metric metric : result.ratios()) {
      String name = metric.heading().replaceFirst(",.*", "");
      header.add(result.first().label() + " ÷ this, " + name);
    }
    StringBuilder table = new StringBuilder(row(header));
    table.append("|---".repeat(header.size())).append("|\n");
    for (Entry entry : result.entries()) {
      table.append(row(cells(entry, metrics, result)));
    }
    return table.toString();
  }

  private List<String> cells(Entry entry, List<Metric> metrics, Result result) {
    List<String> cells = new ArrayList<>(List.of(entry.label()));
    metrics.forEach(metric -> cells.add(entry.spread(metric).text(metric.fractionDigits())));
    if (metrics.contains(Metric.SERVER_CPU)) {
      cells.add(entry.itemsPerSecond().text(0));
    }
    cells.add(entry.cpuPerMillionItems().text(2));
    cells.add(entry.speedPerCore(cores).text(0));
    for (Metric metric : result.ratios()) {
      boolean itself = entry.equals(result.first());
      cells.add(itself ? "" : result.first().ratio(entry, metric).text(2));
    }
    return cells;
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
