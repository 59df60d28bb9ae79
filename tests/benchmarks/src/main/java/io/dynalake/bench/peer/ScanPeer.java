package io.dynalake.bench.peer;

import static java.util.Objects.requireNonNull;

import io.dynalake.bench.data.Export;
import io.dynalake.bench.table.LiveTable;
import io.dynalake.testsupport.job.JobProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code dynalake export --via scan}, which lands a live table.
 *
 * @param engine as {@code --scan-engine} takes it
 * @param segments of the scan
 * @param heap of its JVM, as {@code -Xmx} takes it
 */
public record ScanPeer(LiveTable table, String engine, int segments, String heap) implements Peer {
  private static final String RUN = "bench";

  public ScanPeer {
    requireNonNull(table, "table");
  }

  @Override
  public Invocation invocation(Export export, Path output)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            JobProcess.home().resolve("dynalake").toString(),
            "export",
            "--table",
            LiveTable.NAME,
            "--via",
            "scan",
            "--scan-engine",
            engine,
            "--total-segments",
            Integer.toString(segments),
            "--landing",
            output.toString(),
            "--run-id",
            RUN,
            "--region",
            "eu-central-1",
            "--dynamodb-endpoint",
            table.endpoint(export).toString());
    Map<String, String> environment =
        Map.of(
            "DYNALAKE_MEMORY",
            heap,
            "AWS_ACCESS_KEY_ID",
            "embedded",
            "AWS_SECRET_ACCESS_KEY",
            "embedded");
    return new Invocation(command, environment);
  }

  /** Lines of the data files, not what the job says of them. */
  @Override
  public long items(Path output, String printed) {
    return GunzipMain.lines(output);
  }

  /** Of the scan, as the job's report has it. */
  @Override
  public Duration work(Path output, String printed) {
    return RunReport.seconds(output, RUN, "/acquired/scan/seconds");
  }

  @Override
  public Duration serverCpu() {
    return table.cpu();
  }
}
