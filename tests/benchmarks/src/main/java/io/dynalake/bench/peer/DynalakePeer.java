package io.dynalake.bench.peer;

import io.dynalake.bench.data.Export;
import io.dynalake.testsupport.job.JobProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code dynalake backfill}, started as users start it.
 *
 * @param heap of its JVM, as {@code -Xmx} takes it
 * @param partitionBy as the option of that name takes it; "" for none
 * @param more options
 */
public record DynalakePeer(String heap, String partitionBy, List<String> more) implements Peer {
  public DynalakePeer(String heap, String partitionBy) {
    this(heap, partitionBy, List.of());
  }

  /** Into an Iceberg table. */
  public static DynalakePeer ofIceberg(String heap) {
    return new DynalakePeer(heap, "", List.of("--table-format", "iceberg"));
  }

  @Override
  public Invocation invocation(Export export, Path output) {
    List<String> command = new ArrayList<>();
    command.add(JobProcess.home().resolve("dynalake").toString());
    command.addAll(List.of("backfill", "--export", export.folder().toString()));
    command.addAll(List.of("--target", output.toString()));
    if (!partitionBy.isEmpty()) {
      command.addAll(List.of("--partition-by", partitionBy));
    }
    command.addAll(more);
    return new Invocation(
        command,
        Map.of(
            "DYNALAKE_MEMORY",
            heap,
            "DYNALAKE_LEDGER",
            output.resolveSibling("ledger.db").toString()));
  }

  @Override
  public long items(Path output, String printed) {
    return ParquetOutput.rows(output);
  }
}
