package io.dynalake.bench.peer;

import io.dynalake.bench.table.BareScan;
import java.net.URI;

/** Reads a table and throws it away: {@code BareScanMain ENDPOINT TABLE SEGMENTS}. */
final class BareScanMain {
  static final String ITEMS = "items";
  static final String MILLIS = "millis";

  private BareScanMain() {}

  public static void main(String[] args) throws Exception {
    long start = System.nanoTime();
    long items = BareScan.items(URI.create(args[0]), args[1], Integer.parseInt(args[2]));
    Printed.print(ITEMS, items);
    Printed.print(MILLIS, (System.nanoTime() - start) / 1_000_000);
  }
}
