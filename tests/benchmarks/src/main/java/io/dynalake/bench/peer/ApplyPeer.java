package io.dynalake.bench.peer;

import io.dynalake.bench.data.DataSet;
import io.dynalake.bench.data.Export;
import io.dynalake.bench.data.Windows;
import io.dynalake.testsupport.job.JobProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * {@code dynalake apply} of one window of changes, to a dataset that holds the full export already:
 * how that came there is not measured.
 *
 * @param heap of its JVM, as {@code -Xmx} takes it
 * @param tableFormat as the option of that name takes it
 */
public record ApplyPeer(String heap, String tableFormat) implements Peer {
  private static final String RUN = "window";

  @Override
  public Invocation invocation(Export export, Path output) throws IOException {
    Invocation first = applied(export.folder(), output, "full");
    List<String> arguments = first.command().subList(1, first.command().size());
    try (JobProcess job = JobProcess.start(arguments, first.environment())) {
      JobProcess.Ended ended = job.await();
      if (ended.exitCode() != 0) {
        throw new IllegalStateException("apply of the full export: " + ended.text());
      }
    }
    return applied(Windows.behind(export), output, RUN);
  }

  private Invocation applied(Path export, Path output, String run) {
    List<String> command = new ArrayList<>();
    command.add(JobProcess.home().resolve("dynalake").toString());
    command.addAll(List.of("apply", "--export", export.toString()));
    command.addAll(List.of("--target", output.toString()));
    command.addAll(List.of("--table-format", tableFormat, "--key", "customerId,sk"));
    command.addAll(List.of("--run-id", run));
    return new Invocation(
        command,
        Map.of(
            "DYNALAKE_MEMORY",
            heap,
            "DYNALAKE_LEDGER",
            output.resolveSibling("ledger.db").toString()));
  }

  @Override
  public OptionalLong expectedItems(DataSet data) {
    return OptionalLong.of(Windows.changes(data));
  }

  /** Changes that its report says it applied. */
  @Override
  public long items(Path output, String printed) {
    return RunReport.number(output, RUN, "/commits/0/items");
  }
}
