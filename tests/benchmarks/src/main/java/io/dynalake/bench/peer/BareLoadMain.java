package io.dynalake.bench.peer;

import io.dynalake.bench.table.LiveTable;
import java.net.URI;
import java.nio.file.Path;

/** Puts an export's lines into a table as they are: {@code BareLoadMain ENDPOINT DATA-FOLDER}. */
final class BareLoadMain {
  static final String MILLIS = "millis";

  private BareLoadMain() {}

  public static void main(String[] args) throws Exception {
    long start = System.nanoTime();
    LiveTable.fill(URI.create(args[0]), Path.of(args[1]));
    Printed.print(MILLIS, (System.nanoTime() - start) / 1_000_000);
  }
}
