package io.dynalake.bench.peer;

import io.dynalake.bench.data.Export;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * {@code dynalake backfill}, whose time before the first data file is told apart: it reads the
 * manifests, finds the files, looks at what the dataset holds and enters all files in the ledger.
 *
 * @param heap of its JVM, as {@code -Xmx} takes it
 * @param partitionBy as the option of that name takes it; "" for none
 */
public record PlanningPeer(String heap, String partitionBy) implements Peer {
  private static final String RUN = "bench";

  @Override
  public Invocation invocation(Export export, Path output) {
    return new DynalakePeer(heap, partitionBy, List.of("--run-id", RUN)).invocation(export, output);
  }

  @Override
  public long items(Path output, String printed) {
    return ParquetOutput.rows(output);
  }

  @Override
  public Duration work(Path output, String printed) {
    return RunReport.seconds(output, RUN, "/seconds/total")
        .minus(RunReport.phases(output, RUN, List.of("verify", "convert", "commit")));
  }
}
