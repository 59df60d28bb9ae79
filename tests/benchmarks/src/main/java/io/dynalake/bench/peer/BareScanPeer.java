package io.dynalake.bench.peer;

import static java.util.Objects.requireNonNull;

import io.dynalake.bench.data.Export;
import io.dynalake.bench.table.LiveTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The server's own limit: a client that throws the pages away.
 *
 * @param segments of the scan, all of them at the same time
 */
public record BareScanPeer(LiveTable table, int segments) implements Peer {
  public BareScanPeer {
    requireNonNull(table, "table");
  }

  @Override
  public Invocation invocation(Export export, Path output)
      throws IOException, InterruptedException {
    return Jvm.likeThis("-Xmx512m")
        .run(
            BareScanMain.class,
            table.endpoint(export).toString(),
            LiveTable.NAME,
            Integer.toString(segments));
  }

  @Override
  public long items(Path output, String printed) {
    return Printed.number(printed, BareScanMain.ITEMS);
  }

  @Override
  public Duration work(Path output, String printed) {
    return Duration.ofMillis(Printed.number(printed, BareScanMain.MILLIS));
  }

  @Override
  public Duration serverCpu() {
    return table.cpu();
  }
}
