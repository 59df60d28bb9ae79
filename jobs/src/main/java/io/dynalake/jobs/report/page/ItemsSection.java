package io.dynalake.jobs.report.page;

import io.dynalake.jobs.progress.Quantity;
import io.dynalake.jobs.report.LoadReport;
import io.dynalake.jobs.report.RunReport;
import java.util.List;

/**
 * Where the items that were read went: a sum, and the same as a bar.
 *
 * @param shares in the order of the bar
 */
record ItemsSection(long read, List<Share> shares) implements Section {
  /**
   * @param key its colour
   * @param what happened to these items
   */
  record Share(String key, String what, long items) {}

  static ItemsSection of(RunReport.Items items) {
    return new ItemsSection(
        items.read(),
        List.of(
            new Share("done", "written", items.written()),
            new Share("aside", "filtered", items.filtered()),
            new Share("bad", "quarantined", items.quarantined())));
  }

  static ItemsSection of(LoadReport.Items items) {
    return new ItemsSection(
        items.read(),
        List.of(
            new Share("done", "written", items.written()),
            new Share("aside", "left as they are in the table", items.present()),
            new Share("aside", "superseded by a later one", items.superseded()),
            new Share("bad", "refused", items.refused())));
  }

  @Override
  public String id() {
    return "items";
  }

  @Override
  public String title() {
    return "Items";
  }

  @Override
  public boolean isShown() {
    return read > 0;
  }

  @Override
  public void write(Html page) {
    page.open("table", "class", "sum");
    page.open("thead", "class", "unseen").open("tr");
    for (String head : new String[] {"Items", "Number", "Share"}) {
      page.element("th", head, "scope", "col");
    }
    page.close().close().open("tbody");
    row(page, new Share("", "read", read));
    shares.forEach(share -> row(page, share));
    page.close().close();
    long sum = 0;
    try (Svg svg = Svg.beside(page, 14)) {
      for (Share share : shares) {
        double from = (double) sum / read;
        sum += share.items();
        if (share.items() > 0) {
          svg.bar(from, (double) sum / read, 0, 14, share.key());
        }
      }
    }
    page.element(
        "p",
        sum == read
            ? "The sum holds: every item that was read is accounted for."
            : "The run ended before the sum was made: "
                + Quantity.count(read - sum)
                + " of the items read were neither written nor left out.",
        "class",
        "note");
  }

  private void row(Html page, Share share) {
    page.open("tr").open("th", "scope", "row");
    if (!share.key().isEmpty()) {
      page.element("i", "", "class", "key " + share.key());
    }
    page.text(share.what()).close();
    page.element("td", Quantity.count(share.items()), "class", "number");
    String percent = share.key().isEmpty() ? "" : Quantity.percent(share.items(), read);
    page.element("td", percent, "class", "number soft").close();
  }
}
