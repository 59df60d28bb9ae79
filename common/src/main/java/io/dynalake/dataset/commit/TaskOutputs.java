package io.dynalake.dataset.commit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Opens the outputs of task attempts; goes to the executors with the tasks. */
public final class TaskOutputs implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String root;
  private final String runId;
  private final String start;
  private final byte[] configuration;

  /** Read once per process if these outputs are broadcast: it takes some 10 ms. */
  private transient volatile @Nullable Configuration read;

  /**
   * @param start different for every start of a run: tasks of a killed driver may write on for a
   *     while
   */
  TaskOutputs(DatasetStorage storage, String runId, String start) {
    this.start = start;
    this.root = storage.layout().root().toString();
    this.runId = runId;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      storage.conf().write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.configuration = bytes.toByteArray();
  }

  /** The dataset, qualified with its scheme. */
  public String root() {
    return root;
  }

  public String runId() {
    return runId;
  }

  /** The Hadoop configuration of the run, to create files with. */
  public Configuration configuration() {
    Configuration known = read;
    if (known == null) {
      known = readConfiguration();
      read = known;
    }
    return known;
  }

  private Configuration readConfiguration() {
    Configuration conf = new Configuration(false);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(configuration))) {
      conf.readFields(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return conf;
  }

  /**
   * The output of one attempt.
   *
   * @param attempt different for every attempt of every task of the run, such as Spark's {@code
   *     TaskContext.taskAttemptId()}
   */
  public TaskOutput open(long attempt) throws IOException {
    DatasetStorage storage = DatasetStorage.open(root, configuration());
    return storage.kind() == DatasetStorage.Kind.OBJECT_STORE
        ? new MagicTaskOutput(storage, runId, start, attempt)
        : new StagedTaskOutput(storage, runId, start, attempt);
  }
}
