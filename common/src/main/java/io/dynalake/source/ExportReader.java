package io.dynalake.source;

import io.dynalake.batch.ItemBatch;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.BadFileException;
import io.dynalake.export.BadItem;
import io.dynalake.export.DataFile;
import io.dynalake.export.DataFileReader;
import io.dynalake.export.ItemConsumer;
import io.dynalake.export.ReadOptions;
import io.dynalake.item.MapSink;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;

/**
 * Reads a data file as batches of columns. A batch is valid until the next one; Spark copies what
 * it keeps. Whether the file verifies shows at its end only: then the task fails, and with it
 * whatever was made of the batches before.
 */
final class ExportReader implements PartitionReader<ColumnarBatch>, ItemConsumer {
  // As Spark's own readers: enough rows that the work per batch does not count.
  private static final int ENOUGH_ROWS = 4096;
  private static final long ENOUGH_BYTES = 4L << 20;

  private final DataFileReader file;
  private final long maxBadItems;
  private final ItemBatch items;
  private final ColumnarBatch batch;
  private boolean more = true;
  private @Nullable BadItem lastBad;

  /**
   * @param maxBadItems that the file may have, those included that are known and skipped
   */
  ExportReader(
      DataFile file, Configuration hadoop, ItemBatch items, ReadOptions options, long maxBadItems) {
    this.items = items;
    this.maxBadItems = maxBadItems;
    batch = new ColumnarBatch(BatchColumns.of(items));
    try {
      this.file = DataFileReader.open(file, hadoop, this, options.maxBadItems(maxBadItems));
    } catch (BadFileException e) {
      throw failed(e);
    }
  }

  @Override
  public boolean next() {
    items.clear();
    try {
      while (more && items.rows() < ENOUGH_ROWS && items.bytes() < ENOUGH_BYTES) {
        more = file.readBlock();
      }
    } catch (BadFileException e) {
      throw failed(e);
    }
    BadItem bad = lastBad;
    if (bad != null && file.counts().badItems() > maxBadItems) {
      throw tooMany(bad);
    }
    batch.setNumRows(items.rows());
    return items.rows() > 0;
  }

  @Override
  public ColumnarBatch get() {
    return batch;
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return ReadMetrics.values(file.counts());
  }

  @Override
  public void close() {
    file.close();
  }

  @Override
  public MapSink beginItem() {
    return items.beginItem();
  }

  @Override
  public void endItem(byte[] block, int lineStart, int lineEnd) {
    items.endItem();
  }

  @Override
  public void dropItem(BadItem bad) {
    items.dropItem();
    lastBad = bad;
  }

  private JobException tooMany(BadItem bad) {
    return new JobException(
        ErrorCode.BAD_DATA,
        bad.key()
            + ", line "
            + bad.line()
            + ": "
            + bad.reason()
            + "; more than "
            + maxBadItems
            + " malformed items in this file; correct them, fit the schema to them, or raise option"
            + " maxBadItems to leave them out");
  }

  private static JobException failed(BadFileException e) {
    return new JobException(
        e.code(),
        e.getMessage()
            + "; the file does not verify; copy it again, or leave such files out by option"
            + " onBadFile=skip",
        e);
  }
}
