package io.dynalake.jobs;

/** The process. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    int exitCode = Dynalake.run(args, System.out, System.err);
    // YARN takes System.exit(0) of a driver in cluster mode for a failure.
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }
}
