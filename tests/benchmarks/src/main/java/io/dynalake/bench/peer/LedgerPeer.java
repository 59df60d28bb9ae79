package io.dynalake.bench.peer;

import io.dynalake.bench.data.Export;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code dynalake backfill} with an empty ledger, whose time is told apart.
 *
 * @param heap of its JVM, as {@code -Xmx} takes it
 */
public record LedgerPeer(String heap, LedgerPlace place) implements Peer {
  private static final String RUN = "bench";

  @Override
  public Invocation invocation(Export export, Path output) {
    Invocation plain = new DynalakePeer(heap, "").invocation(export, output);
    List<String> command = new ArrayList<>(plain.command());
    command.addAll(List.of("--run-id", RUN));
    command.addAll(List.of("--ledger", place.newUri(output)));
    Map<String, String> environment = new HashMap<>(plain.environment());
    environment.put("AWS_ACCESS_KEY_ID", "embedded");
    environment.put("AWS_SECRET_ACCESS_KEY", "embedded");
    return new Invocation(command, environment);
  }

  @Override
  public long items(Path output, String printed) {
    return ParquetOutput.rows(output);
  }

  @Override
  public Duration work(Path output, String printed) {
    return RunReport.seconds(output, RUN, "/seconds/ledger");
  }
}
