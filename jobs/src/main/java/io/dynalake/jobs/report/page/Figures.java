package io.dynalake.jobs.report.page;

import io.dynalake.jobs.progress.Quantity;
import java.util.Locale;

/** A list of numbers, each with its name and its unit. */
final class Figures {
  private final Html page;

  Figures(Html page) {
    this.page = page;
    page.open("dl", "class", "figures");
  }

  Figures count(String name, long value, String unit) {
    return text(name, Quantity.count(value), unit);
  }

  Figures decimal(String name, double value, String unit) {
    return text(name, String.format(Locale.ROOT, "%,.1f", value), unit);
  }

  /**
   * @param unit or what else is to be said of it; "" for nothing
   */
  Figures text(String name, String value, String unit) {
    page.open("div").element("dt", name).open("dd").element("b", value);
    if (!unit.isEmpty()) {
      page.text(" ").element("small", unit);
    }
    page.close().close();
    return this;
  }

  void close() {
    page.close();
  }
}
