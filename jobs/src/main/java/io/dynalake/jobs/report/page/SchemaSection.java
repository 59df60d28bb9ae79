package io.dynalake.jobs.report.page;

import io.dynalake.jobs.progress.Quantity;
import io.dynalake.jobs.report.RunReport.Conflict;
import io.dynalake.jobs.report.RunReport.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns with what was seen of each, and where types changed or contradicted each other. */
record SchemaSection(Schema schema, List<DatasetColumns> datasets) implements Section {
  private static final int MOST_ROWS = 1_000;
  private static final int MOST_OPEN = 60;
  private static final int MOST_LINES = 100;
  private static final int DEEPEST = 6;
  private static final int LONGEST_ATTRIBUTE = 40;

  @Override
  public String id() {
    return "schema";
  }

  @Override
  public String title() {
    return "Schema";
  }

  @Override
  public boolean isShown() {
    return datasets.stream().anyMatch(dataset -> !dataset.columns().isEmpty());
  }

  @Override
  public void write(Html page) {
    String version = schema.version() == 0 ? "" : "Version " + schema.version() + ", ";
    page.element(
        "p",
        version
            + Quantity.count(schema.columns().size(), "column")
            + ", "
            + Quantity.count(schema.changes().size(), "change")
            + ", "
            + Quantity.count(schema.conflicts().size(), "attribute")
            + " of mixed types.");
    changes(page);
    conflicts(page);
    if (!schema.changes().isEmpty() || !schema.conflicts().isEmpty()) {
      page.element("h3", "Columns");
    }
    int left = MOST_ROWS;
    for (DatasetColumns dataset : datasets) {
      left -= dataset(page, dataset, left);
    }
  }

  private void changes(Html page) {
    if (schema.changes().isEmpty()) {
      return;
    }
    page.element("h3", "Changes").open("ul");
    for (String change : first(schema.changes())) {
      page.open("li").element("bdi", Shown.message(change)).close();
    }
    page.close();
    more(page, schema.changes().size());
  }

  private void conflicts(Html page) {
    if (schema.conflicts().isEmpty()) {
      return;
    }
    page.element("h3", "Attributes of mixed types");
    page.open("table", "class", "rows").open("thead").open("tr");
    page.element("th", "Attribute", "scope", "col", "class", "wide");
    page.element("th", "Types seen", "scope", "col").element("th", "Column", "scope", "col");
    page.close().close().open("tbody");
    Map<String, String> counts = countsOfColumns();
    for (Conflict conflict : first(schema.conflicts())) {
      String types = String.join(", ", conflict.dynamodbTypes());
      page.open("tr").open("th", "scope", "row").name(conflict.path()).close();
      page.element("td", counts.getOrDefault(conflict.path(), types), "class", "seen");
      page.open("td", "class", "seen").element("code", conflict.type()).close().close();
    }
    page.close().close();
    more(page, schema.conflicts().size());
  }

  /** What was seen of top-level attributes, by the path that a conflict names. */
  private Map<String, String> countsOfColumns() {
    Map<String, String> counts = new HashMap<>();
    for (DatasetColumns dataset : datasets) {
      String prefix = dataset.entity().isEmpty() ? "" : dataset.entity() + "/";
      for (ColumnRow row : dataset.columns()) {
        if (row.depth() == 0) {
          counts.put(prefix + row.attribute(), seen(row.seen()));
        }
      }
    }
    return counts;
  }

  private static <T> List<T> first(List<T> entries) {
    return entries.subList(0, Math.min(entries.size(), MOST_LINES));
  }

  private static void more(Html page, int size) {
    if (size > MOST_LINES) {
      String text = "And " + Quantity.count(size - MOST_LINES) + " more, in the JSON report.";
      page.element("p", text, "class", "note");
    }
  }

  /** Returns how many rows it wrote. */
  private static int dataset(Html page, DatasetColumns dataset, int most) {
    if (!dataset.entity().isEmpty()) {
      page.open("h3").text("Entity ").name(dataset.entity()).close();
    }
    List<ColumnRow> rows = dataset.columns();
    int shown = Math.min(rows.size(), most);
    int open = Math.min(shown, MOST_OPEN);
    table(page, rows.subList(0, open));
    if (shown > open) {
      page.open("details").element("summary", Quantity.count(shown - open, "more row"));
      table(page, rows.subList(open, shown));
      page.close();
    }
    int left = rows.size() - shown + dataset.left();
    if (left > 0) {
      String text = Quantity.count(left) + " columns and fields are not shown.";
      page.element("p", text, "class", "note");
    }
    return shown;
  }

  private static void table(Html page, List<ColumnRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    page.open("table", "class", "rows columns").open("thead").open("tr");
    page.element("th", "Column and type", "scope", "col", "class", "wide");
    page.element("th", "Values seen", "scope", "col");
    page.element("th", "Present", "scope", "col", "class", "number");
    page.close().close().open("tbody");
    rows.forEach(row -> row(page, row));
    page.close().close();
  }

  private static void row(Html page, ColumnRow row) {
    page.open("tr").open("th", "scope", "row", "class", "d" + Math.min(row.depth(), DEEPEST));
    page.name(row.name()).text(" ").element("code", Shown.name(row.type()));
    if (!row.name().equals(row.attribute())) {
      page.open("small").text(" of attribute ");
      page.element("bdi", Shown.name(row.attribute(), LONGEST_ATTRIBUTE)).close();
    }
    page.close().element("td", seen(row.seen()), "class", "seen").open("td", "class", "number");
    page.text(Quantity.percent(row.present(), row.outOf()));
    try (Svg svg = Svg.beside(page, 4)) {
      svg.bar(0, 1, 0, 4, "track");
      if (row.present() > 0) {
        svg.bar(0, (double) row.present() / Math.max(row.outOf(), 1), 0, 4, "done");
      }
    }
    page.close().close();
  }

  /** "S 3,999 N 1", or only "S" where all are of one type. */
  private static String seen(Map<String, Long> counts) {
    if (counts.size() == 1) {
      return counts.keySet().iterator().next();
    }
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (type, count) -> {
          text.append(text.length() == 0 ? "" : ", ").append(type).append('\u00a0');
          text.append(Quantity.count(count));
        });
    return text.toString();
  }
}
