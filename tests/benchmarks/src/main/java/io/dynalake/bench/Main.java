package io.dynalake.bench;

import picocli.CommandLine;
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
    BenchOptions options = new BenchOptions();
    CommandLine line = new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true);
    try {
      line.parseArgs(args);
      if (options.help) {
        line.usage(System.out, CommandLine.Help.Ansi.OFF);
        return 0;
      }
      if (options.jmh != null) {
        HotLoops.run(options.jmh);
        return 0;
      }
      String typed = "dynalake bench " + String.join(" ", args);
      return new Bench(options, System.out, System.err).run(typed.strip()) ? 0 : FAILED;
    } catch (ParameterException | IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage());
      return USAGE;
    } catch (BenchException e) {
      System.err.println("bench: " + e.getMessage());
      return FAILED;
    }
  }
}
