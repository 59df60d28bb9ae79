package io.dynalake.dataset.convert;

import io.dynalake.batch.ItemBatch;
import io.dynalake.dataset.commit.TaskOutput;
import io.dynalake.item.ItemParser;
import io.dynalake.item.MalformedItemException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * Converts items while they are profiled, into the columns of a guessed schema, so that the data
 * files are read and decompressed once. It never decides whether the guess was right: the profile
 * of all items does. It gives up at the first thing that shows the guess wrong, and the files are
 * then converted by a second pass.
 */
final class EarlyConversion implements Closeable {
  private final ItemParser parser = new ItemParser();
  private final ItemBatch batch;
  private final TaskOutput output;
  private final RowFiles rows;
  private boolean inFile;
  private boolean finished;
  private @Nullable String misfit;

  EarlyConversion(ConvertJob job, int task) throws IOException {
    ConvertPlan plan = job.plan();
    batch = new ItemBatch(plan.datasets().get(0).schema(), plan.settings().zone());
    output = job.outputs().open(TaskContext.get().taskAttemptId());
    rows = new RowFiles(plan.settings(), job.parquet(), output, job.configuration());
    rows.beginDirectory("", plan.datasets().get(0), task);
  }

  void beginFile() {
    if (inFile) {
      giveUp("a data file has malformed items or does not verify");
    }
    inFile = true;
  }

  void endFile() {
    inFile = false;
  }

  void add(byte[] block, int lineStart) {
    if (misfit != null) {
      return;
    }
    try {
      parser.parseLine(block, lineStart, batch.beginItem());
      batch.endItem();
    } catch (MalformedItemException e) {
      giveUp(e.reason());
    }
  }

  void endBlock() {
    if (misfit != null) {
      return;
    }
    try {
      rows.write(batch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    batch.clear();
  }

  EarlyResult finish() throws IOException {
    if (inFile) {
      giveUp("a data file does not verify");
    }
    if (misfit != null) {
      return new EarlyResult(List.of(), List.of(misfit));
    }
    rows.finishDirectory();
    output.commit();
    finished = true;
    return new EarlyResult(rows.files(), List.of());
  }

  private void giveUp(String why) {
    if (misfit == null) {
      misfit = why;
      try {
        close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    rows.close();
    if (!finished) {
      output.abort();
    }
  }
}
