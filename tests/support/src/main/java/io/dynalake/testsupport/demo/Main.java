package io.dynalake.testsupport.demo;

import io.dynalake.testsupport.job.JobProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
    List<String> given = new ArrayList<>(List.of(args));
    boolean follow = given.remove("--follow");
    int items = ITEMS;
    if (given.size() == 2
        && given.get(0).equals("--items")
        && given.get(1).matches("[1-9]\\d{0,6}")) {
      items = Integer.parseInt(given.get(1));
    } else if (!given.isEmpty()) {
      System.err.println("demo: " + String.join(" ", given) + ": not understood\n" + usage());
      return USAGE;
    }
    Stage stage = new Stage(JobProcess.home(), System.out);
    try {
      boolean same = follow ? new FollowDemo(stage, items).run() : new Demo(stage, items).run();
      return same ? 0 : FAILED;
    } catch (IOException e) {
      System.err.println("demo: " + e.getMessage());
      return FAILED;
    }
  }

  private static String usage() {
    return """
        Usage: dynalake demo [--follow] [--items N]
        Starts DynamoDB Local, an emulator of its exports and an S3 server on this machine, puts N
        orders (default %d) into a table, converts it by a scan and by an export, and compares.
        With --follow it keeps a dataset current instead, while the table changes, and compares
        that with a scan.
        """
        .formatted(ITEMS);
  }
}
