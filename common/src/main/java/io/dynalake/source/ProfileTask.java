package io.dynalake.source;

import io.dynalake.export.DataFile;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What the tasks of a profile pass share.
 *
 * @param grouped whether items belong to groups, each with a profile of its own
 * @param readAhead whether there are idle cores to decode files beside their parsing
 */
public record ProfileTask(
    Broadcast<SerializableConfiguration> hadoop,
    ProfileSettings settings,
    boolean grouped,
    boolean readAhead,
    ProgressCounters progress)
    implements Serializable {

  /**
   * A data file.
   *
   * @param index in the export's list
   */
  record Member(int index, DataFile file) implements Serializable {}

  /** The data files of one task, which it reads one after the other. */
  public record Input(int task, List<Member> members) implements Serializable {}

  /** Profiles are merged within the task, so that the driver gets few of them. */
  public record Output<T extends Serializable>(
      List<FileFindings> files, Map<String, byte[]> profiles, T probe) implements Serializable {}

  /** Begins to read; the run closes the probe. */
  public <T extends Serializable> ProfileRun<T> begin(Input input, ItemProbe<T> probe) {
    return new ProfileRun<>(this, input, probe);
  }

  /** Reads all files of the input. */
  <T extends Serializable> Output<T> call(Input input, ItemProbe.Factory<T> probes)
      throws IOException {
    try (ProfileRun<T> run = begin(input, probes.create(input.task()))) {
      while (run.readBlock()) {
        // All of them.
      }
      return run.finish();
    }
  }

  Configuration configuration() {
    return hadoop.value().value();
  }
}
