package io.dynalake.jobs;

import io.dynalake.jobs.progress.Progress;
import java.io.PrintStream;

/**
 * Where a job talks to its user.
 *
 * @param out for results: summaries, schemas, plans
 * @param progress for how far it is
 */
public record JobContext(PrintStream out, Progress progress) {}
