package io.dynalake.dataset.commit;

import io.dynalake.disk.LocalDisk;
import io.dynalake.disk.Parallel;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Renames each file from the staging directory of its run, which on S3 means a copy. */
final class RenamePublisher implements Publisher {
  private final DatasetStorage storage;
  private final String runId;

  RenamePublisher(DatasetStorage storage, String runId) {
    this.storage = storage;
    this.runId = runId;
  }

  @Override
  public void check(List<NewFile> files) throws IOException {
    Map<Path, Map<String, Long>> listed = new HashMap<>();
    for (NewFile file : files) {
      Path staged = staged(file);
      Map<String, Long> lengths = listed.get(staged.getParent());
      if (lengths == null) {
        lengths = new HashMap<>();
        for (FileStatus status : storage.list(staged.getParent())) {
          lengths.put(status.getPath().getName(), status.getLen());
        }
        listed.put(staged.getParent(), lengths);
      }
      Long length = lengths.get(staged.getName());
      if (length == null || length != file.bytes()) {
        throw new IOException(
            staged
                + ": "
                + (length == null ? "missing" : length + " bytes")
                + " instead of "
                + file.bytes()
                + " bytes");
      }
    }
  }

  @Override
  public void publish(List<NewFile> files, CommitStep.Observer observer) throws IOException {
    Parallel.forEach(
        files,
        storage.threads(),
        file -> {
          Path target = storage.layout().file(file.path());
          LocalDisk.mkdirs(storage.fs(), target.getParent());
          storage.rename(staged(file), target);
          observer.reached(CommitStep.FILE_PUBLISHED, file.path());
        });
  }

  private Path staged(NewFile file) throws IOException {
    if (file.stagedOrNull() == null) {
      throw new IOException(file.path() + ": not a file of this run's tasks");
    }
    return DatasetLayout.under(storage.layout().staging(runId), file.stagedOrNull());
  }
}
