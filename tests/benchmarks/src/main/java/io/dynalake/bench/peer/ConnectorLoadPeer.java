package io.dynalake.bench.peer;

import io.dynalake.bench.data.Export;
import io.dynalake.bench.table.LiveTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The OutputFormat of emr-dynamodb-hadoop in a Spark job, without a rate that holds it up. */
public record ConnectorLoadPeer(LiveTable table) implements Peer {
  @Override
  public Invocation invocation(Export export, Path output)
      throws IOException, InterruptedException {
    String endpoint = table.emptied().toString();
    return SparkPeer.jvm()
        .run(ConnectorLoadMain.class, endpoint, LiveTable.NAME, export.dataFolder().toString());
  }

  @Override
  public long items(Path output, String printed) {
    return table.items();
  }

  @Override
  public Duration work(Path output, String printed) {
    return Duration.ofMillis(Printed.number(printed, ConnectorLoadMain.MILLIS));
  }

  @Override
  public Duration serverCpu() {
    return table.cpu();
  }
}
