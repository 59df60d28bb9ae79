package io.dynalake.jobs.report.page;

import io.dynalake.jobs.progress.Quantity;
import java.util.Map;

/** Items that were read and not written, by reason; what was in them is not told. */
record LeftOutSection(LeftOut leftOut) implements Section {
  private static final int MOST = 20;

  @Override
  public String id() {
    return "left-out";
  }

  @Override
  public String title() {
    return "Items left out";
  }

  @Override
  public boolean isShown() {
    return !leftOut.filtered().isEmpty() || !leftOut.quarantined().isEmpty();
  }

  @Override
  public void write(Html page) {
    counts(page, "Filtered, because", "aside", leftOut.filtered());
    counts(page, "Quarantined, because", "bad", leftOut.quarantined());
    if (!leftOut.quarantine().isEmpty()) {
      page.open("p", "class", "note").text("The quarantined items are kept, whole, in ");
      page.element("code", Shown.visible(leftOut.quarantine(), 300)).text(".").close();
    }
    if (!leftOut.named().isEmpty()) {
      page.element("h3", "The first malformed items").open("ol");
      for (String named : leftOut.named().subList(0, Math.min(leftOut.named().size(), MOST))) {
        page.open("li").element("bdi", Shown.message(named)).close();
      }
      page.close();
    }
  }

  private static void counts(Html page, String head, String css, Map<String, Long> counts) {
    if (counts.isEmpty()) {
      return;
    }
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    page.open("table", "class", "rows").open("thead").open("tr");
    page.element("th", head, "scope", "col", "class", "wide");
    page.element("th", "Items", "scope", "col", "class", "number").close().close().open("tbody");
    counts.entrySet().stream()
        .limit(MOST)
        .forEach(
            reason -> {
              page.open("tr").open("th", "scope", "row");
              page.element("bdi", Shown.message(reason.getKey()));
              try (Svg svg = Svg.beside(page, 4)) {
                svg.bar(0, (double) reason.getValue() / all, 0, 4, css);
              }
              page.close().element("td", Quantity.count(reason.getValue()), "class", "number");
              page.close();
            });
    page.close().close();
  }
}
