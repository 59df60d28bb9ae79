package io.dynalake.jobs;

import io.dynalake.jobs.archive.Archive;
import io.dynalake.jobs.options.ArchiveArguments;
import java.util.List;
import java.util.function.BiConsumer;

/** Copies items of a table, verifies the copy, and deletes them. */
final class ArchiveJob implements Job<ArchiveArguments> {
  private final BiConsumer<List<String>, JobContext> jobs;

  /**
   * @param jobs runs another job, with its name first
   */
  ArchiveJob(BiConsumer<List<String>, JobContext> jobs) {
    this.jobs = jobs;
  }

  @Override
  public void run(ArchiveArguments arguments, JobContext context) {
    Archive.run(arguments, context, jobs);
  }
}
