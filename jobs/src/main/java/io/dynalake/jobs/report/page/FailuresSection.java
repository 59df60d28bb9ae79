package io.dynalake.jobs.report.page;

import io.dynalake.jobs.progress.Quantity;
import io.dynalake.jobs.report.RunReport.Failure;
import java.util.ArrayList;
import java.util.List;

/**
 * What went wrong: with the run as a whole, and file by file.
 *
 * @param errors of the report
 * @param files all that is known of; those that failed say more than the report
 */
record FailuresSection(List<Failure> errors, List<FileRow> files) implements Section {
  private static final int MOST = 100;
  private static final int MOST_OPEN = 8;
  private static final int LONGEST_KEY = 200;

  @Override
  public String id() {
    return "failures";
  }

  @Override
  public String title() {
    return "What went wrong";
  }

  @Override
  public boolean isShown() {
    return !errors.isEmpty();
  }

  @Override
  public void write(Html page) {
    for (Failure error : errors) {
      if (error.file().isEmpty()) {
        page.element("p", Shown.visible(error.message(), 4_000), "class", "error");
      }
    }
    List<Row> rows = rows();
    if (rows.isEmpty()) {
      return;
    }
    int shown = Math.min(rows.size(), MOST);
    int open = Math.min(shown, MOST_OPEN);
    table(page, rows.subList(0, open));
    if (shown > open) {
      page.open("details").element("summary", Quantity.count(shown - open, "more file"));
      table(page, rows.subList(open, shown));
      page.close();
    }
    if (rows.size() > shown) {
      String more = "And " + Quantity.count(rows.size() - shown) + " more, in the JSON report.";
      page.element("p", more, "class", "note");
    }
  }

  private static void table(Html page, List<Row> rows) {
    page.open("table", "class", "rows").open("thead").open("tr");
    page.element("th", "File", "scope", "col", "class", "wide");
    page.element("th", "Attempts", "scope", "col", "class", "number");
    page.close().close().open("tbody");
    for (Row row : rows) {
      page.open("tr")
          .open("th", "scope", "row")
          .element("bdi", Shown.name(row.file(), LONGEST_KEY));
      page.open("p", "class", "reason");
      if (!row.code().isEmpty()) {
        page.element("code", row.code()).text(" ");
      }
      page.element("bdi", Shown.message(row.message())).close().close();
      page.element("td", Quantity.count(row.attempts()), "class", "number").close();
    }
    page.close().close();
  }

  private record Row(String file, String code, String message, int attempts) {}

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (FileRow file : files) {
      if (file.isFailed()) {
        rows.add(
            new Row(
                file.id(),
                file.errorCode().orElse(""),
                file.message().orElse(""),
                file.attempts()));
      }
    }
    if (rows.isEmpty()) {
      for (Failure error : errors) {
        if (!error.file().isEmpty()) {
          rows.add(new Row(error.file(), "", error.message(), 1));
        }
      }
    }
    return rows;
  }
}
