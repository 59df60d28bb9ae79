package io.dynalake.jobs.report.page;

import io.dynalake.jobs.progress.Quantity;
import io.dynalake.jobs.report.Acquired;
import io.dynalake.jobs.report.Acquired.Landed;
import io.dynalake.jobs.report.Acquired.ScanFacts;
import java.util.List;
import java.util.Optional;

/** How a live table was landed: the exports, and what reading it took. */
record TableSection(Optional<Acquired> acquired) implements Section {
  private static final int MOST = 100;

  @Override
  public String id() {
    return "table";
  }

  @Override
  public String title() {
    return "The table";
  }

  @Override
  public boolean isShown() {
    return acquired.isPresent();
  }

  @Override
  public void write(Html page) {
    Acquired landed = acquired.orElseThrow();
    boolean failed = landed.status() == Acquired.Status.FAILED;
    String scanned = failed ? "To be scanned: " : "Scanned: ";
    String exported = failed ? "To be exported by DynamoDB: " : "Exported by DynamoDB: ";
    page.open("p").text(landed.via().equals("scan") ? scanned : exported);
    page.name(landed.tableArn()).text(".").close();
    ScanFacts scan = landed.scan();
    if (scan != null) {
      capacity(page, scan);
    }
    if (!landed.exports().isEmpty()) {
      exports(page, landed.exports());
    }
  }

  private static void capacity(Html page, ScanFacts scan) {
    String segments = "of " + Quantity.count(scan.segments());
    new Figures(page)
        .decimal("Consumed capacity", scan.consumedCapacity(), "read units")
        .decimal("Effective rate", scan.unitsPerSecond(), "read units a second")
        .count("Throttled", scan.throttles(), "requests")
        .count("Sent again", scan.retries(), "requests")
        .count("Segments read", scan.segmentsRead(), segments)
        .count("Segments landed", scan.segmentsLanded(), segments)
        .close();
  }

  private static void exports(Html page, List<Landed> exports) {
    page.open("table", "class", "rows").open("thead").open("tr");
    page.element("th", "Export", "scope", "col", "class", "wide");
    page.element("th", "Items", "scope", "col", "class", "number");
    page.element("th", "Size", "scope", "col", "class", "number").close().close().open("tbody");
    for (Landed export : exports.subList(0, Math.min(exports.size(), MOST))) {
      page.open("tr").open("th", "scope", "row").name(export.location());
      if (!export.exportArn().isEmpty()) {
        page.open("small").text(" ").name(export.exportArn()).close();
      }
      page.close();
      String items = export.items() < 0 ? "–" : Quantity.count(export.items());
      page.element("td", items, "class", "number");
      String bytes = export.bytes() < 0 ? "–" : Quantity.bytes(export.bytes());
      page.element("td", bytes, "class", "number").close();
    }
    page.close().close();
    if (exports.size() > MOST) {
      String more = "And " + Quantity.count(exports.size() - MOST) + " more, in the JSON report.";
      page.element("p", more, "class", "note");
    }
  }
}
