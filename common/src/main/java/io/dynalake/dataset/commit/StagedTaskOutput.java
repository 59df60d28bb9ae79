package io.dynalake.dataset.commit;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes below the staging directory of the run, one directory per attempt, so that attempts never
 * meet; the driver renames the files of the attempts it accepted. Hadoop's FileOutputCommitter
 * would stage files under their final names, which readers that take {@code **}{@code /*.parquet}
 * literally find, and would let the last attempt of a task win, accepted or not.
 */
final class StagedTaskOutput implements TaskOutput {
  private final DatasetStorage storage;
  private final String runId;
  private final String attemptDirectory;
  private final Path directory;

  StagedTaskOutput(DatasetStorage storage, String runId, String start, long attempt)
      throws IOException {
    this.storage = storage;
    this.runId = runId;
    this.attemptDirectory = start + "-" + attempt;
    this.directory = DatasetLayout.under(storage.layout().staging(runId), attemptDirectory);
    FileSystem writersFs = storage.layout().root().getFileSystem(storage.conf());
    if (writersFs instanceof LocalFileSystem local) {
      local.setWriteChecksum(false);
    }
  }

  @Override
  public Path newFile(String partitionDirectory, String fileName) {
    DataFileNames.require(fileName, runId);
    String inside = partitionDirectory.isEmpty() ? fileName : partitionDirectory + "/" + fileName;
    return DatasetLayout.under(directory, inside + DatasetLayout.STAGED_SUFFIX);
  }

  @Override
  public NewFile finished(Path file, long items, long bytes) {
    String path = file.toUri().getPath().substring(directory.toUri().getPath().length() + 1);
    return new NewFile(
        path.substring(0, path.length() - DatasetLayout.STAGED_SUFFIX.length()),
        items,
        bytes,
        attemptDirectory + "/" + path);
  }

  @Override
  public void commit() {
    // The files lie where the driver looks for them; it drops what it did not accept.
  }

  @Override
  public void abort() throws IOException {
    storage.deleteTree(directory);
  }
}
