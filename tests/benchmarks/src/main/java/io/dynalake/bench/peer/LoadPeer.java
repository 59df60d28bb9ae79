package io.dynalake.bench.peer;

import io.dynalake.bench.data.Export;
import io.dynalake.bench.table.LiveTable;
import io.dynalake.testsupport.job.JobProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code dynalake load} of an export into an empty table, every item checked before the first is
 * written.
 *
 * @param heap of its JVM, as {@code -Xmx} takes it
 */
public record LoadPeer(LiveTable table, String heap) implements Peer {
  private static final String RUN = "bench";

  @Override
  public Invocation invocation(Export export, Path output)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            JobProcess.home().resolve("dynalake").toString(),
            "load",
            "--format=export",
            "--from=" + export.folder(),
            "--table=" + LiveTable.NAME,
            "--dead-letters=" + output,
            "--report=" + output.resolve("_dynalake/reports/" + RUN + ".json"),
            "--region=eu-central-1",
            "--dynamodb-endpoint=" + table.emptied());
    return new Invocation(
        command,
        Map.of(
            "DYNALAKE_MEMORY",
            heap,
            "DYNALAKE_LEDGER",
            output.resolveSibling("ledger.db").toString(),
            "AWS_ACCESS_KEY_ID",
            "embedded",
            "AWS_SECRET_ACCESS_KEY",
            "embedded"));
  }

  @Override
  public long items(Path output, String printed) {
    return table.items();
  }

  /** Checked and written. */
  @Override
  public Duration work(Path output, String printed) {
    return RunReport.seconds(output, RUN, "/seconds/check")
        .plus(RunReport.seconds(output, RUN, "/seconds/write"));
  }

  @Override
  public Duration serverCpu() {
    return table.cpu();
  }
}
