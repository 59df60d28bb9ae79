package io.dynalake.dataset.commit;

import com.fasterxml.jackson.databind.JsonNode;
import io.dynalake.disk.Parallel;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitter;

/** Completes the pending uploads of the accepted attempts, through the commit of Hadoop's job. */
final class MagicPublisher implements Publisher {
  private final DatasetStorage storage;
  private final MagicCommit magic;

  MagicPublisher(DatasetStorage storage, MagicCommit magic) {
    this.storage = storage;
    this.magic = magic;
  }

  /**
   * Compares the uploads that the commit would complete with the files it should: keys and lengths
   * must be the same. Those of attempts that the driver did not accept are taken out.
   */
  @Override
  public void check(List<NewFile> files) throws IOException {
    if (files.isEmpty()) {
      return;
    }
    Map<String, Map<String, Long>> expected = new HashMap<>();
    for (NewFile file : files) {
      expected
          .computeIfAbsent(String.valueOf(file.stagedOrNull()), set -> new HashMap<>())
          .put(key(storage.layout().file(file.path())), file.bytes());
    }
    Path job = jobDirectory();
    for (FileStatus status : storage.list(job)) {
      String name = status.getPath().getName();
      if (name.endsWith(MagicCommit.PENDINGSET) && !expected.containsKey(name)) {
        storage.deleteTree(status.getPath());
      }
    }
    Parallel.forEach(
        List.copyOf(expected.entrySet()),
        storage.threads(),
        set -> {
          Map<String, Long> pending = pending(new Path(job, set.getKey()));
          if (!pending.equals(set.getValue())) {
            TreeSet<String> keys = new TreeSet<>(pending.keySet());
            keys.addAll(set.getValue().keySet());
            keys.removeIf(
                key ->
                    set.getValue().get(key) != null
                        && set.getValue().get(key).equals(pending.get(key)));
            throw new IOException(
                set.getKey()
                    + " in "
                    + job
                    + ": pending uploads differ from the files written, "
                    + keys);
          }
        });
  }

  @Override
  public void publish(List<NewFile> files, CommitStep.Observer observer) throws IOException {
    if (files.isEmpty()) {
      return;
    }
    TaskAttemptContext context = magic.attempt(0);
    magic.committer(context).commitJob(magic.job());
    for (NewFile file : files) {
      observer.reached(CommitStep.FILE_PUBLISHED, file.path());
    }
  }

  /** Length by key. */
  private Map<String, Long> pending(Path pendingset) throws IOException {
    Map<String, Long> lengths = new HashMap<>();
    JsonNode commits = Journals.JSON.readTree(storage.read(pendingset)).path("commits");
    for (JsonNode commit : commits) {
      lengths.put(commit.path("destinationKey").asText(), commit.path("length").asLong(-1));
    }
    return lengths;
  }

  private Path jobDirectory() throws IOException {
    PathOutputCommitter committer = magic.committer(magic.attempt(0));
    return MagicCommit.pendingSets(committer.getWorkPath());
  }

  private static String key(Path path) {
    return path.toUri().getPath().substring(1);
  }
}
