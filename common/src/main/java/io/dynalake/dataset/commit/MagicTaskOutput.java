package io.dynalake.dataset.commit;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitter;

/** Writes through S3A's magic directory: files become uploads that the driver completes. */
final class MagicTaskOutput implements TaskOutput {
  private final String runId;
  private final String pendingset;
  private final TaskAttemptContext context;
  private final PathOutputCommitter committer;
  private boolean wrote;

  MagicTaskOutput(DatasetStorage storage, String runId, String start, long attempt)
      throws IOException {
    this.runId = runId;
    MagicCommit magic = new MagicCommit(storage, runId, start);
    this.pendingset = MagicCommit.task(attempt) + MagicCommit.PENDINGSET;
    this.context = magic.attempt(attempt);
    this.committer = magic.committer(context);
    committer.setupTask(context);
  }

  @Override
  public Path newFile(String partitionDirectory, String fileName) throws IOException {
    DataFileNames.require(fileName, runId);
    wrote = true;
    return DatasetLayout.under(
        committer.getWorkPath(),
        partitionDirectory.isEmpty() ? fileName : partitionDirectory + "/" + fileName);
  }

  @Override
  public NewFile finished(Path file, long items, long bytes) {
    String work = pathOf(committer);
    return new NewFile(
        file.toUri().getPath().substring(work.length() + 1), items, bytes, pendingset);
  }

  private static String pathOf(PathOutputCommitter committer) {
    try {
      return committer.getWorkPath().toUri().getPath();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void commit() throws IOException {
    if (wrote) {
      committer.commitTask(context);
    }
  }

  @Override
  public void abort() throws IOException {
    committer.abortTask(context);
  }
}
