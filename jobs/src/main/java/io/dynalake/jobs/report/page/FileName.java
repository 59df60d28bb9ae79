package io.dynalake.jobs.report.page;

/** The last part of a key or path. */
final class FileName {
  private FileName() {}

  static String of(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 || slash == path.length() - 1 ? path : path.substring(slash + 1);
  }
}
