package io.dynalake.testsupport.demo;

import io.dynalake.testsupport.job.JobProcess;
import java.io.IOException;

/** {@code dynalake demo}. */
final class Main {
  private static final int ITEMS = 20_000;
  private static final int USAGE = 64;
  private static final int FAILED = 1;

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    System.exit(run(args));
  }

  private static int run(String[] args) throws InterruptedException {
    if (args.length == 1 && (args[0].equals("--help") || args[0].equals("-h"))) {
      System.out.print(usage());
      return 0;
    }
    int items = ITEMS;
    if (args.length == 2 && args[0].equals("--items") && args[1].matches("[1-9]\\d{0,6}")) {
      items = Integer.parseInt(args[1]);
    } else if (args.length != 0) {
      System.err.println("demo: " + String.join(" ", args) + ": not understood\n" + usage());
      return USAGE;
    }
    try {
      return new Demo(JobProcess.home(), System.out, items).run() ? 0 : FAILED;
    } catch (IOException e) {
      System.err.println("demo: " + e.getMessage());
      return FAILED;
    }
  }

  private static String usage() {
    return """
        Usage: dynalake demo [--items N]
        Starts DynamoDB Local, an emulator of its exports and an S3 server on this machine, puts N
        orders (default %d) into a table, converts it by a scan and by an export, and compares.
        """
        .formatted(ITEMS);
  }
}
