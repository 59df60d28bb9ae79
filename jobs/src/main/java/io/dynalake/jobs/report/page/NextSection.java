package io.dynalake.jobs.report.page;

/** The command to go on with, to be copied. */
record NextSection(String title, NextStep next) implements Section {
  private static final int LONGEST = 20_000;

  @Override
  public String id() {
    return "next";
  }

  @Override
  public boolean isShown() {
    return !next.command().isEmpty();
  }

  @Override
  public void write(Html page) {
    page.element("p", next.why());
    page.open("div", "class", "command").open("pre", "tabindex", "0");
    // Cut commands would do something else, so that one is left out.
    String shell = next.shell();
    page.element("code", shell.length() > LONGEST ? "(too long to be shown)" : shell);
    page.close().close();
  }
}
