package io.dynalake.jobs.report.page;

import io.dynalake.jobs.progress.Quantity;
import io.dynalake.jobs.report.RunReport.Items;

/** Where the items that were read went: a sum, and the same as a bar. */
record ItemsSection(Items items) implements Section {
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
    return items.read() > 0;
  }

  @Override
  public void write(Html page) {
    page.open("table", "class", "sum");
    page.open("thead", "class", "unseen").open("tr");
    for (String head : new String[] {"Items", "Number", "Share"}) {
      page.element("th", head, "scope", "col");
    }
    page.close().close().open("tbody");
    row(page, "", "read", items.read());
    row(page, "done", "written", items.written());
    row(page, "aside", "filtered", items.filtered());
    row(page, "bad", "quarantined", items.quarantined());
    page.close().close();
    try (Svg svg = Svg.beside(page, 14)) {
      double read = items.read();
      double written = items.written() / read;
      double filtered = written + items.filtered() / read;
      double quarantined = filtered + items.quarantined() / read;
      if (items.written() > 0) {
        svg.bar(0, written, 0, 14, "done");
      }
      if (items.filtered() > 0) {
        svg.bar(written, filtered, 0, 14, "aside");
      }
      if (items.quarantined() > 0) {
        svg.bar(filtered, quarantined, 0, 14, "bad");
      }
    }
    long missing = items.read() - items.written() - items.filtered() - items.quarantined();
    page.element(
        "p",
        missing == 0
            ? "The sum holds: every item that was read is accounted for."
            : "The run ended before the sum was made: "
                + Quantity.count(missing)
                + " of the items read were neither written nor left out.",
        "class",
        "note");
  }

  private void row(Html page, String key, String what, long count) {
    page.open("tr").open("th", "scope", "row");
    if (!key.isEmpty()) {
      page.element("i", "", "class", "key " + key);
    }
    page.text(what).close();
    page.element("td", Quantity.count(count), "class", "number");
    String share = key.isEmpty() ? "" : Quantity.percent(count, items.read());
    page.element("td", share, "class", "number soft").close();
  }
}
