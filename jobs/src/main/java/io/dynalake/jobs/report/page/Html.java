package io.dynalake.jobs.report.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Builds markup. Tags close in their order, and every text and attribute value is escaped, so that
 * nothing from data becomes markup.
 */
final class Html {
  private static final Set<String> LINES =
      Set.of("section", "tr", "li", "p", "h2", "table", "div", "header", "nav", "figure", "style");

  private final StringBuilder out = new StringBuilder(1 << 15);
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Begins an element.
   *
   * @param attributes names and values in turn
   */
  Html open(String tag, String... attributes) {
    begin(tag, attributes);
    out.append('>');
    open.push(tag);
    return this;
  }

  /** Ends the element that was begun last. */
  Html close() {
    String tag = open.pop();
    out.append("</").append(tag).append('>');
    if (LINES.contains(tag)) {
      out.append('\n');
    }
    return this;
  }

  /** An element without content. */
  Html leaf(String tag, String... attributes) {
    begin(tag, attributes);
    out.append("/>");
    return this;
  }

  /** An element with text. */
  Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  Html text(String text) {
    Shown.escape(text, out);
    return this;
  }

  /** A name or path that comes from data: cut, and apart from the direction of what is around. */
  Html name(String name) {
    return element("bdi", Shown.name(name));
  }

  /** Style, script or declaration of our own, as it stands. */
  Html verbatim(String ours) {
    out.append(ours);
    return this;
  }

  private void begin(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      Shown.escape(attributes[i + 1], out);
      out.append('"');
    }
  }

  /** The document; all elements are closed. */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("still open: " + open);
    }
    return out.toString();
  }
}
