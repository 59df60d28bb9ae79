package io.dynalake.bench;

import picocli.CommandLine.ParameterException;

/** The process behind {@code dynalake bench}. */
public final class Main {
  private static final int FAILED = 1;
  private static final int USAGE = 64;

  private Main() {}

  public static void main(String[] args) throws Exception {
    System.exit(run(args));
  }

  private static int run(String[] args) throws Exception {
    try {
      BenchOptions options = BenchOptions.parse(args);
      if (options.help) {
        System.out.print(BenchOptions.usage());
        return 0;
      }
      if (options.jmh != null) {
        HotLoops.run(options.jmh);
        return 0;
      }
      String typed = ("dynalake bench " + String.join(" ", args)).strip();
      return new Bench(options, System.out, System.err).run(typed) ? 0 : FAILED;
    } catch (ParameterException | IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage());
      return USAGE;
    } catch (BenchException e) {
      System.err.println("bench: " + e.getMessage());
      return FAILED;
    }
  }
}
