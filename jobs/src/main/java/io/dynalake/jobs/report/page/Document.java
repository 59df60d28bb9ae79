package io.dynalake.jobs.report.page;

import java.util.List;

/** The frame of a page: its policy, style and script, its headings and the links to them. */
final class Document {
  private static final int LEAST_FOR_LINKS = 3;

  private Document() {}

  /**
   * The page of a run.
   *
   * @param title for windows and bookmarks
   * @param report the file name of the report in JSON, beside the page
   */
  static String of(String title, Masthead head, List<Section> sections, String report) {
    Inline style = Inline.resource("page.css");
    Inline script = Inline.resource("page.js");
    Html page = new Html();
    page.verbatim("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
    page.leaf("meta", "charset", "utf-8");
    page.leaf("meta", "http-equiv", "Content-Security-Policy", "content", policy(style, script));
    page.leaf("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.leaf("meta", "name", "color-scheme", "content", "light dark");
    page.leaf("meta", "name", "referrer", "content", "no-referrer");
    page.element("title", Shown.visible(title, 120));
    page.open("style").verbatim(style.text()).close().close();
    page.open("body");
    head.write(page);
    List<Section> shown = sections.stream().filter(Section::isShown).toList();
    if (shown.size() >= LEAST_FOR_LINKS) {
      links(page, shown);
    }
    page.open("main");
    for (Section section : shown) {
      String heading = section.id() + "-title";
      page.open("section", "id", section.id(), "aria-labelledby", heading);
      page.element("h2", section.title(), "id", heading);
      section.write(page);
      page.close();
    }
    page.close();
    page.open("footer").open("p").text("The same in figures: ");
    page.element("a", report, "href", href(report)).text(". Times are in UTC. ");
    page.text("KB, MB and GB are powers of 1,024.").close().close();
    page.open("script").verbatim(script.text()).close();
    return page.close().close().verbatim("\n").toString();
  }

  /** Nothing is loaded or run but these two. */
  private static String policy(Inline style, Inline script) {
    return "default-src 'none'; style-src "
        + style.source()
        + "; script-src "
        + script.source()
        + "; base-uri 'none'; form-action 'none'";
  }

  private static void links(Html page, List<Section> sections) {
    page.open("nav", "aria-label", "Sections").open("ul");
    for (Section section : sections) {
      page.open("li").element("a", section.title(), "href", "#" + section.id()).close();
    }
    page.close().close();
  }

  /** A file name as a relative reference, in which a colon would end a scheme. */
  private static String href(String fileName) {
    return "./" + fileName.replace("%", "%25").replace("#", "%23").replace("?", "%3F");
  }
}
