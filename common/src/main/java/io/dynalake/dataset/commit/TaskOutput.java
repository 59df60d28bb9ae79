package io.dynalake.dataset.commit;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/**
 * The files of one attempt of a task. Nothing of them is seen by readers before the driver commits
 * the run with the {@link NewFile}s of the attempts it accepted; what other attempts wrote is
 * dropped.
 */
public interface TaskOutput {
  /**
   * Where to create a file through Hadoop's FileSystem.
   *
   * @param partitionDirectory relative to the dataset root; empty if there is none
   * @param fileName from {@link DatasetLayout#dataFileName}
   */
  Path newFile(String partitionDirectory, String fileName) throws IOException;

  /**
   * Says that a file from {@link #newFile} is written and closed.
   *
   * @return what the driver needs to publish it
   */
  NewFile finished(Path file, long items, long bytes);

  /** Keeps the finished files for the driver; after it the attempt may not write any more. */
  void commit() throws IOException;

  /** Drops what the attempt wrote. May be called at any time and more than once. */
  void abort() throws IOException;
}
