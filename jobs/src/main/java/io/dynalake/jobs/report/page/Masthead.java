package io.dynalake.jobs.report.page;

import java.util.List;

/**
 * What a page begins with.
 *
 * @param job which job it was
 * @param tone "done", "partial" or "failed"
 * @param state in a word or two
 * @param headline the outcome as a sentence
 * @param facts what ran, from where to where, and when
 * @param figures the numbers that tell most
 */
record Masthead(
    String job,
    String tone,
    String state,
    String headline,
    List<Fact> facts,
    List<Figure> figures) {

  /** A name and what it stands for, which may come from data. */
  record Fact(String name, String value) {}

  /**
   * A number.
   *
   * @param note what else is to be said of it, "" for nothing
   */
  record Figure(String name, String value, String note) {}

  Masthead {
    facts = facts.stream().filter(fact -> !fact.value().isEmpty()).toList();
    figures = List.copyOf(figures);
  }

  void write(Html page) {
    page.open("header");
    page.open("p", "class", "kicker").text("Dynalake " + job + " ");
    page.element("span", state, "class", "state " + tone).close();
    page.element("h1", headline);
    page.open("dl", "class", "facts");
    for (Fact fact : facts) {
      page.open("div").element("dt", fact.name());
      page.open("dd").element("bdi", Shown.visible(fact.value(), 200)).close().close();
    }
    page.close();
    if (!figures.isEmpty()) {
      Figures shown = new Figures(page);
      figures.forEach(figure -> shown.text(figure.name(), figure.value(), figure.note()));
      shown.close();
    }
    page.close();
  }
}
