package io.dynalake.jobs.report.page;

import io.dynalake.jobs.progress.Quantity;
import java.util.List;

/** What was unusual but did no harm. */
record WarningsSection(List<String> warnings) implements Section {
  private static final int MOST = 50;

  @Override
  public String id() {
    return "warnings";
  }

  @Override
  public String title() {
    return "Warnings";
  }

  @Override
  public boolean isShown() {
    return !warnings.isEmpty();
  }

  @Override
  public void write(Html page) {
    page.open("ul");
    for (String warning : warnings.subList(0, Math.min(warnings.size(), MOST))) {
      page.open("li").element("bdi", Shown.message(warning)).close();
    }
    page.close();
    if (warnings.size() > MOST) {
      String more = "And " + Quantity.count(warnings.size() - MOST) + " more, in the JSON report.";
      page.element("p", more, "class", "note");
    }
  }
}
