package io.dynalake.dataset.commit;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.JobID;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskID;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitterFactory;
import org.apache.hadoop.mapreduce.task.JobContextImpl;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;

/**
 * Hadoop's magic committer, set up for one start of one run. Tasks upload their files as multipart
 * uploads that stay pending; the commit of the job completes them, so nothing is ever copied.
 *
 * <p>Each attempt is a task of its own to the committer: then the uploads of every attempt are kept
 * apart, and the driver decides which ones are completed.
 */
final class MagicCommit {
  /**
   * Where the folders of jobs lie; since Hadoop 3.4 they lie beside data, with this before their
   * names.
   */
  static final String DIRECTORY = "__magic";

  private static final String JOB_PREFIX = "job-dynalake-";
  static final String PENDINGSET = ".pendingset";

  private final Path root;
  private final Configuration conf;

  MagicCommit(DatasetStorage storage, String runId, String start) {
    this.root = storage.layout().root();
    this.conf = new Configuration(storage.conf());
    conf.set(
        "mapreduce.outputcommitter.factory.scheme.s3a",
        "org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory");
    conf.set("fs.s3a.committer.name", "magic");
    conf.setBoolean("fs.s3a.committer.magic.enabled", true);
    conf.set("fs.s3a.committer.uuid", "dynalake-" + runId + "-" + start);
    conf.setBoolean("mapreduce.fileoutputcommitter.marksuccessfuljobs", false);
    // The committer would abort every upload below the root, of whatever writer.
    conf.setBoolean("fs.s3a.committer.abort.pending.uploads", false);
  }

  static TaskID task(long attempt) {
    return new TaskID(new JobID("dynalake", 0), TaskType.MAP, Math.toIntExact(attempt));
  }

  JobContext job() {
    return new JobContextImpl(conf, new JobID("dynalake", 0));
  }

  TaskAttemptContext attempt(long attempt) {
    return new TaskAttemptContextImpl(conf, new TaskAttemptID(task(attempt), 0));
  }

  PathOutputCommitter committer(TaskAttemptContext context) throws IOException {
    PathOutputCommitter committer = PathOutputCommitterFactory.createCommitter(root, context);
    if (committer.getWorkPath() == null || attempts(committer.getWorkPath()).isEmpty()) {
      throw new IOException(root + ": Hadoop's magic committer is not available, but " + committer);
    }
    return committer;
  }

  /** Whether this is the folder of one of our jobs, by its name. */
  static boolean isJob(Path folder) {
    return folder.getName().startsWith(JOB_PREFIX)
        || folder.getName().startsWith(DIRECTORY + "_" + JOB_PREFIX);
  }

  /**
   * The folder with the sets of pending uploads.
   *
   * @param work of an attempt: {@code __magic/job-ID/tasks/ATTEMPT/__base}, since Hadoop 3.4 {@code
   *     __magic_job-ID/job-ID/00/tasks/ATTEMPT/__base}
   */
  static Path pendingSets(Path work) {
    return attempts(work).orElseThrow().getParent();
  }

  /** The folder of all attempts, if this is the work of one. */
  private static Optional<Path> attempts(Path work) {
    boolean magic = false;
    Optional<Path> attempts = Optional.empty();
    for (Path at = work; at != null; at = at.getParent()) {
      if (at.getName().equals("tasks") && attempts.isEmpty()) {
        attempts = Optional.of(at);
      }
      magic |= isJob(at);
    }
    return magic ? attempts : Optional.empty();
  }
}
