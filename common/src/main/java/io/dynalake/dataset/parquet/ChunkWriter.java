package io.dynalake.dataset.parquet;

import io.dynalake.batch.Vector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;

/**
 * The chunk of one leaf column in the row group that is being gathered: pages already compressed,
 * and the page under way. Pages end between batches, so that they begin with a row.
 */
final class ChunkWriter {
  /** Rows per page, at most, but for the last batch's: what the column indexes resolve. */
  private static final int PAGE_ROWS = 20_000;

  private record Page(
      BytesInput compressed,
      int uncompressed,
      int values,
      long rows,
      Statistics<?> statistics,
      Encoding encoding) {}

  private final ColumnDescriptor column;
  private final Compression compression;
  private final PageCompressor compressor;
  private final int pageBytes;
  private final ValueEncoder values;
  private final HybridEncoder repetition;
  private final HybridEncoder definition;

  /** Where a page is put together; shared by all columns of a file. */
  private final Bytes assembly;

  private final List<Page> pages = new ArrayList<>();
  private long pagesMemory;
  private long chunkEntries;
  private int pageEntries;
  private long pageNonNulls;
  private long pageRows;

  ChunkWriter(
      ColumnDescriptor column,
      ParquetSettings settings,
      int pageBytes,
      PageCompressor compressor,
      Bytes assembly) {
    this.column = column;
    this.compression = settings.compression();
    this.compressor = compressor;
    this.pageBytes = pageBytes;
    this.assembly = assembly;
    values = ValueEncoder.of(column.getPrimitiveType(), pageBytes);
    repetition = new HybridEncoder(HybridEncoder.bitWidth(column.getMaxRepetitionLevel()));
    definition = new HybridEncoder(HybridEncoder.bitWidth(column.getMaxDefinitionLevel()));
  }

  /** Encoder of the repetition levels; they are not written for columns without lists. */
  HybridEncoder repetition() {
    return repetition;
  }

  HybridEncoder definition() {
    return definition;
  }

  boolean isRepeated() {
    return column.getMaxRepetitionLevel() > 0;
  }

  /** Tells that levels of {@code count} entries were written. */
  void entries(int count) {
    pageEntries += count;
  }

  /** Takes the values of the slots that are not null. */
  void values(Vector vector) {
    pageNonNulls += vector.nonNulls();
    values.append(vector);
  }

  /** Ends a batch of {@code rows} rows. */
  void endBatch(int rows) throws IOException {
    pageRows += rows;
    if (pageRows >= PAGE_ROWS || values.pageSize() + levelBytes() >= pageBytes) {
      endPage(false);
    }
  }

  private int levelBytes() {
    return repetition.size() + definition.size();
  }

  /** Bytes held; approximate. */
  long memory() {
    return pagesMemory + values.memory() + levelBytes();
  }

  /** Bytes that the compressed pages take. */
  long compressedBytes() {
    return pagesMemory;
  }

  /** Bytes that are not compressed yet. */
  long openBytes() {
    return (long) values.pageSize() + levelBytes();
  }

  private void endPage(boolean lastOfChunk) throws IOException {
    Bytes page = assembly;
    page.clear();
    if (column.getMaxRepetitionLevel() > 0) {
      repetition.drainWithLengthTo(page);
    }
    if (column.getMaxDefinitionLevel() > 0) {
      definition.drainWithLengthTo(page);
    }
    Encoding encoding = values.drainPage(page, lastOfChunk);
    Statistics<?> statistics = values.drainStatistics(pageEntries - pageNonNulls);
    byte[] compressed = compressor.compress(page);
    pages.add(
        new Page(
            BytesInput.from(compressed), page.size, pageEntries, pageRows, statistics, encoding));
    pagesMemory += compressed.length;
    chunkEntries += pageEntries;
    pageEntries = 0;
    pageNonNulls = 0;
    pageRows = 0;
  }

  /** Writes the chunk into the row group and starts the next one. */
  void flush(ParquetFileWriter file) throws IOException {
    if (pageRows > 0) {
      endPage(true);
    }
    file.startColumn(column, chunkEntries, compression.codec());
    if (pages.stream().anyMatch(page -> page.encoding() == Encoding.RLE_DICTIONARY)) {
      writeDictionary(file);
    }
    for (Page page : pages) {
      file.writeDataPage(
          page.values(),
          page.uncompressed(),
          page.compressed(),
          page.statistics(),
          page.rows(),
          Encoding.RLE,
          Encoding.RLE,
          page.encoding());
    }
    file.endColumn();
    pages.clear();
    pagesMemory = 0;
    chunkEntries = 0;
    values.clearChunk();
  }

  private void writeDictionary(ParquetFileWriter file) throws IOException {
    Bytes page = assembly;
    page.clear();
    values.writeDictionary(page);
    byte[] compressed = compressor.compress(page);
    file.writeDictionaryPage(
        new DictionaryPage(
            BytesInput.from(compressed), page.size, values.dictionarySize(), Encoding.PLAIN));
  }
}
