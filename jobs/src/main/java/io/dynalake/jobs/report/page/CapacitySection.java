package io.dynalake.jobs.report.page;

import io.dynalake.jobs.report.LoadReport.Capacity;

/** What writing took of the table. */
record CapacitySection(Capacity capacity) implements Section {
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
    return capacity.requests() > 0;
  }

  @Override
  public void write(Html page) {
    new Figures(page)
        .decimal("Consumed capacity", capacity.units(), "write units")
        .decimal("Effective rate", capacity.unitsPerSecond(), "write units a second")
        .count("Sent", capacity.requests(), "requests")
        .count("Throttled", capacity.throttles(), "requests")
        .count("Sent again", capacity.retries(), "requests")
        .close();
  }
}
