package io.dynalake.bench.peer;

import io.dynalake.bench.data.Export;
import io.dynalake.bench.table.LiveTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The server's own limit: a client that sends lines as they stand in the files. */
public record BareLoadPeer(LiveTable table) implements Peer {
  @Override
  public Invocation invocation(Export export, Path output)
      throws IOException, InterruptedException {
    return Jvm.likeThis("-Xmx512m")
        .run(BareLoadMain.class, table.emptied().toString(), export.dataFolder().toString());
  }

  @Override
  public long items(Path output, String printed) {
    return table.items();
  }

  @Override
  public Duration work(Path output, String printed) {
    return Duration.ofMillis(Printed.number(printed, BareLoadMain.MILLIS));
  }

  @Override
  public Duration serverCpu() {
    return table.cpu();
  }
}
