package io.dynalake.dataset.convert;

import io.dynalake.batch.ItemBatch;
import io.dynalake.dataset.commit.TaskOutput;
import io.dynalake.item.MalformedItemException;
import io.dynalake.item.MapSink;
import io.dynalake.schema.ItemProfile;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * Converts items while they are profiled, into the columns of a guessed schema, so that the data
 * files are read, decompressed and parsed once: the batch that takes the items fills the profile as
 * well. Whether the guess was right is not decided here: the profile of all items does that. At the
 * first thing that shows it wrong the conversion is given up, and a second pass does it.
 */
final class EarlyConversion implements Closeable {
  private final ItemBatch batch;
  private final TaskOutput output;
  private final RowFiles rows;
  private boolean inFile;
  private boolean filling;
  private boolean finished;
  private @Nullable String misfit;

  EarlyConversion(ConvertJob job, int task) throws IOException {
    ConvertPlan plan = job.plan();
    batch = new ItemBatch(plan.datasets().get(0).schema(), plan.settings().zone());
    output = job.outputs().open(TaskContext.get().taskAttemptId());
    rows = new RowFiles(plan.settings(), job.parquet(), output, job.configuration());
    rows.beginDirectory("", plan.datasets().get(0), task);
  }

  /**
   * Begins a data file.
   *
   * @param profile that the file's items are to fill
   * @return whether they do it here
   */
  boolean beginFile(ItemProfile profile) {
    if (inFile) {
      giveUp("a data file does not verify");
    }
    inFile = true;
    filling = misfit == null;
    if (filling) {
      batch.clear();
      try {
        batch.observe(profile);
      } catch (MalformedItemException e) {
        giveUp(e.reason());
        filling = false;
      }
    }
    return filling;
  }

  /** Whether the items of the current data file are to come here. */
  boolean isFilling() {
    return filling;
  }

  MapSink beginItem() {
    return batch.beginItem();
  }

  void endItem(boolean keep) {
    if (keep) {
      batch.endItem();
    } else {
      batch.dropItem();
    }
  }

  void endBlock() {
    if (!filling) {
      return;
    }
    if (batch.unknownAttributes() > 0) {
      // The profile is still filled, to the end of the file.
      giveUp("items have attributes that the first ones have not");
    }
    try {
      if (misfit == null) {
        rows.write(batch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    batch.clear();
  }

  void endFile() {
    inFile = false;
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

  /** Drops what was written, and writes nothing any more. */
  void giveUp(String why) {
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
