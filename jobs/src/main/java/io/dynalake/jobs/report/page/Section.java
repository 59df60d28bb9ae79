package io.dynalake.jobs.report.page;

/** A part of a page under a heading of its own. */
interface Section {
  /** Names it in links. */
  String id();

  String title();

  /** Whether there is something to show. */
  boolean isShown();

  void write(Html page);
}
