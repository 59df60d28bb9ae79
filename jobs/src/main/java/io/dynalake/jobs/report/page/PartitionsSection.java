package io.dynalake.jobs.report.page;

import io.dynalake.jobs.progress.Quantity;
import io.dynalake.jobs.report.RunReport.Partition;
import java.util.Comparator;
import java.util.List;

/** The sizes of the partitions that were written, the largest first. */
record PartitionsSection(List<Partition> partitions) implements Section {
  private static final int MOST = 50;
  private static final int MOST_OPEN = 12;
  private static final int ENOUGH_FOR_SIZES = 8;

  PartitionsSection {
    partitions =
        partitions.stream()
            .sorted(
                Comparator.comparingLong(Partition::bytes)
                    .reversed()
                    .thenComparing(Partition::path))
            .toList();
  }

  @Override
  public String id() {
    return "partitions";
  }

  @Override
  public String title() {
    return "Partitions";
  }

  @Override
  public boolean isShown() {
    return !partitions.isEmpty();
  }

  @Override
  public void write(Html page) {
    page.element("p", summary());
    if (partitions.size() >= ENOUGH_FOR_SIZES) {
      SizeHistogram.draw(page, partitions.stream().mapToLong(Partition::bytes).toArray());
    }
    List<Partition> shown = partitions.subList(0, Math.min(partitions.size(), MOST));
    int open = Math.min(shown.size(), MOST_OPEN);
    boolean all = open == partitions.size();
    table(page, all ? "Partition" : "The " + open + " largest", shown.subList(0, open));
    if (shown.size() > open) {
      String next = "The next " + Quantity.count(shown.size() - open);
      page.open("details").element("summary", next);
      table(page, "Partition", shown.subList(open, shown.size()));
      page.close();
    }
    if (shown.size() < partitions.size()) {
      List<Partition> rest = partitions.subList(MOST, partitions.size());
      long bytes = rest.stream().mapToLong(Partition::bytes).sum();
      page.element(
          "p",
          "And "
              + Quantity.count(rest.size(), "partition")
              + " more with "
              + Quantity.bytes(bytes)
              + " together, in the JSON report.",
          "class",
          "note");
    }
  }

  private void table(Html page, String head, List<Partition> rows) {
    page.open("table", "class", "rows").open("thead").open("tr");
    page.element("th", head, "scope", "col", "class", "wide");
    for (String column : new String[] {"Items", "Files", "Size"}) {
      page.element("th", column, "scope", "col", "class", "number");
    }
    page.close().close().open("tbody");
    double largest = Math.max(partitions.get(0).bytes(), 1);
    for (Partition partition : rows) {
      page.open("tr").open("th", "scope", "row");
      page.name(partition.path().isEmpty() ? "(the dataset's root)" : partition.path());
      try (Svg svg = Svg.beside(page, 4)) {
        svg.bar(0, partition.bytes() / largest, 0, 4, "done");
      }
      page.close();
      page.element("td", Quantity.count(partition.items()), "class", "number");
      page.element("td", Quantity.count(partition.files()), "class", "number");
      page.element("td", Quantity.bytes(partition.bytes()), "class", "number").close();
    }
    page.close().close();
  }

  private String summary() {
    int count = partitions.size();
    long bytes = partitions.stream().mapToLong(Partition::bytes).sum();
    long files = partitions.stream().mapToLong(Partition::files).sum();
    String whole =
        Quantity.count(files, "file") + " in " + Quantity.count(count, "partition") + ", ";
    if (count == 1) {
      return whole + Quantity.bytes(bytes) + ".";
    }
    return whole
        + Quantity.bytes(bytes)
        + ": from "
        + Quantity.bytes(partitions.get(count - 1).bytes())
        + " to "
        + Quantity.bytes(partitions.get(0).bytes())
        + ", "
        + Quantity.bytes(partitions.get(count / 2).bytes())
        + " in the median.";
  }
}
