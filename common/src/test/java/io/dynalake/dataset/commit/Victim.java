package io.dynalake.dataset.commit;

import static io.dynalake.dataset.commit.Dataset.text;

import io.dynalake.host.HostProcess;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;

/** A process that overwrites day=2, adds day=3 and halts at the moment its arguments name. */
final class Victim {
  static final List<Dataset.Text> UPDATE = List.of(text("day=2", "new b"), text("day=3", "new c"));

  private Victim() {}

  public static void main(String[] arguments) {
    Dataset dataset = new Dataset(arguments[0], new Configuration());
    CommitStep last = CommitStep.valueOf(arguments[1]);
    try (DatasetTransaction transaction =
        DatasetTransaction.begin(
            dataset.root(),
            dataset.conf(),
            new RunIdentity("victim", "test", "source"),
            WriteMode.OVERWRITE_PARTITIONS,
            LeaseTerms.DEFAULT,
            message -> {},
            HostProcess.current(),
            (step, subject) -> {
              if (step == last) {
                Runtime.getRuntime().halt(137);
              }
            })) {
      transaction.commit(dataset.write(transaction, "victim", UPDATE), null, Map.of());
    }
  }

  /** Starts one and waits for its death. */
  static int die(String root, CommitStep step) throws Exception {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx256m",
            "-cp",
            Objects.requireNonNull(System.getProperty("java.class.path")),
            Victim.class.getName(),
            root,
            step.name())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
