package io.dynalake.jobs;

import io.dynalake.jobs.options.SchemaJobArguments;

/** Infers, prints, compares and pins schemas. */
final class SchemaJob implements Job<SchemaJobArguments> {
  @Override
  public void run(SchemaJobArguments arguments, JobContext context) {
    throw new UnsupportedOperationException("schemas are not wired to the command line yet");
  }
}
