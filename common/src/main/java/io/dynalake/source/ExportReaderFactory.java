package io.dynalake.source;

import io.dynalake.batch.ItemBatch;
import io.dynalake.export.ReadOptions;
import io.dynalake.schema.ItemSchema;
import java.time.ZoneId;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Opens data files in tasks.
 *
 * @param maxBadItems per file, if it was not verified
 * @param verified whether the files were verified before, so that their MD5s need not be computed
 */
record ExportReaderFactory(
    Broadcast<SerializableConfiguration> hadoop,
    ItemSchema columns,
    ZoneId zone,
    long maxBadItems,
    boolean verified)
    implements PartitionReaderFactory {

  @Override
  public boolean supportColumnarReads(InputPartition partition) {
    return true;
  }

  @Override
  public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
    ExportPartition part = (ExportPartition) partition;
    long[] known = part.badLines().stream().mapToLong(Long::longValue).toArray();
    // In a verified file nothing else can be malformed, unless it has been replaced since.
    ReadOptions options =
        verified ? ReadOptions.VERIFY.withoutMd5().skipping(known) : ReadOptions.VERIFY;
    return new ExportReader(
        part.file(),
        hadoop.value().value(),
        new ItemBatch(columns, zone),
        options,
        verified ? known.length : maxBadItems);
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    throw new UnsupportedOperationException("exports are read by columns");
  }
}
