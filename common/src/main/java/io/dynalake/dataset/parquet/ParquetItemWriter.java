package io.dynalake.dataset.parquet;

import io.dynalake.batch.ItemBatch;
import io.dynalake.batch.StructVector;
import io.dynalake.schema.ItemSchema;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/**
 * Writes batches of items into one Parquet file that Spark, DuckDB and Athena read as if Spark had
 * written it. {@link #finish} completes the file; a writer that is closed before leaves a broken
 * file behind, which is the caller's to delete.
 *
 * <p>The pages are encoded here, column by column from the vectors: parquet-java's column writers
 * take twice the time, as they are called once per value.
 */
public final class ParquetItemWriter implements Closeable {
  private static final int MIN_PAGE_BYTES = 64 << 10;

  /** Longer values are cut in statistics and indexes, which stay correct bounds. */
  private static final int BOUND_BYTES = 64;

  /** A version whose calendar, types and layout these files have. */
  private static final String WRITES_LIKE_SPARK = "3.5.0";

  private final ParquetSettings settings;
  private final AbortableOutput output;
  private final ParquetFileWriter file;
  private final PageCompressor compressor;
  private final List<ColumnNode> columns = new ArrayList<>();
  private final List<ChunkWriter> chunks = new ArrayList<>();
  private final Entries rows = new Entries();
  private final Definitions top = new Definitions();
  private long items;
  private long groupItems;
  private boolean finished;

  /**
   * Creates the file, and its folder where missing; it must not exist.
   *
   * @param schema has at least one column
   */
  public ParquetItemWriter(
      Path path, Configuration configuration, ItemSchema schema, ParquetSettings settings)
      throws IOException {
    this.settings = settings;
    MessageType type = ParquetTypes.messageType(schema);
    output = new AbortableOutput(LocalOutput.of(path, configuration));
    file =
        new ParquetFileWriter(
            output,
            type,
            ParquetFileWriter.Mode.CREATE,
            settings.rowGroupBytes(),
            0,
            BOUND_BYTES,
            BOUND_BYTES,
            true);
    file.start();
    compressor = new PageCompressor(settings.compression(), settings.zstdLevel());
    Bytes assembly = new Bytes();
    int pageBytes = pageBytes(type.getColumns().size());
    var descriptors = type.getColumns().iterator();
    for (var field : type.getFields()) {
      columns.add(
          ColumnNode.of(
              field,
              0,
              leaf -> {
                ChunkWriter chunk =
                    new ChunkWriter(descriptors.next(), settings, pageBytes, compressor, assembly);
                chunks.add(chunk);
                return chunk;
              }));
    }
    top.setFull(0);
  }

  /** With many columns, open pages and dictionaries of full size would not leave room for more. */
  private int pageBytes(int columnCount) {
    long share = settings.rowGroupBytes() / 4 / columnCount;
    return (int) Math.min(settings.pageBytes(), Math.max(share, MIN_PAGE_BYTES));
  }

  /** Appends the batch's items. The batch may be cleared and filled again. */
  public void write(ItemBatch batch) throws IOException {
    int count = batch.rows();
    if (count == 0) {
      return;
    }
    StructVector root = batch.root();
    rows.rows(count);
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).write(root.child(i), rows, top);
    }
    long memory = 0;
    for (ChunkWriter chunk : chunks) {
      chunk.endBatch(count);
      memory += chunk.memory();
    }
    groupItems += count;
    items += count;
    if (memory >= settings.rowGroupBytes()) {
      flushRowGroup();
    }
  }

  /** Items written so far. */
  public long items() {
    return items;
  }

  /** Bytes that the file will have if it is finished now; an estimate. */
  public long estimatedBytes() throws IOException {
    long bytes = file.getPos();
    long compressed = 0;
    long open = 0;
    for (ChunkWriter chunk : chunks) {
      compressed += chunk.compressedBytes();
      open += chunk.openBytes();
    }
    // Open pages shrink by about this much, which is good enough near the end of a file.
    return bytes + compressed + open / 3;
  }

  private void flushRowGroup() throws IOException {
    file.startBlock(groupItems);
    for (ChunkWriter chunk : chunks) {
      chunk.flush(file);
    }
    file.endBlock();
    groupItems = 0;
  }

  /** Writes what is left and the footer, and closes the file. */
  public FileResult finish() throws IOException {
    if (groupItems > 0) {
      flushRowGroup();
    }
    file.end(metadata());
    finished = true;
    long bytes = output.length();
    close();
    return new FileResult(items, bytes);
  }

  private Map<String, String> metadata() {
    Map<String, String> metadata = new HashMap<>(settings.metadata());
    metadata.putIfAbsent(ParquetSettings.SPARK_VERSION, WRITES_LIKE_SPARK);
    return metadata;
  }

  /** Ends the writing; without {@link #finish}, the file is broken. May be called twice. */
  @Override
  public void close() throws IOException {
    compressor.close();
    if (!finished) {
      finished = true;
      output.close();
    }
  }
}
