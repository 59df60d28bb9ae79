package io.dynalake.bench.peer;

import static java.util.Objects.requireNonNull;

import io.dynalake.bench.data.Export;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code dynalake backfill} on a cluster.
 *
 * @param heap of the driver, as {@code -Xmx} takes it
 * @param cores of all executors together
 */
public record ScalingPeer(Workers workers, String heap, int cores) implements Peer {
  private static final String RUN = "bench";

  public ScalingPeer {
    requireNonNull(workers, "workers");
  }

  @Override
  public Invocation invocation(Export export, Path output) {
    Invocation local =
        new DynalakePeer(heap, "", List.of("--run-id", RUN)).invocation(export, output);
    List<String> command = new ArrayList<>(local.command().subList(0, 1));
    command.addAll(workers.sparkOptions());
    command.addAll(List.of("--total-executor-cores", Integer.toString(cores)));
    command.addAll(List.of("--conf", "spark.scheduler.minRegisteredResourcesRatio=1"));
    command.addAll(local.command().subList(1, local.command().size()));
    return new Invocation(command, local.environment());
  }

  @Override
  public long items(Path output, String printed) {
    return ParquetOutput.rows(output);
  }

  /** Without the start of the driver, which waits for that of the executors. */
  @Override
  public Duration work(Path output, String printed) {
    return RunReport.phases(output, RUN, List.of("verify", "convert"));
  }
}
