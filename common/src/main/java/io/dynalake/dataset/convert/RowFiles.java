package io.dynalake.dataset.convert;

import io.dynalake.batch.ItemBatch;
import io.dynalake.dataset.commit.NewFile;
import io.dynalake.dataset.commit.TaskOutput;
import io.dynalake.dataset.parquet.ParquetBatchWriter;
import io.dynalake.dataset.parquet.ParquetSettings;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The Parquet files that one task writes, one directory after the other. A new file is begun when
 * one has its size; no file is made before there is a row for it.
 */
final class RowFiles implements Closeable {
  private final ConvertSettings settings;
  private final ParquetSettings parquet;
  private final TaskOutput output;
  private final Configuration hadoop;
  private final List<NewFile> files = new ArrayList<>();
  private @Nullable Place place;
  private @Nullable Current current;

  /** Where rows go at present. */
  private record Place(String directory, ConvertPlan.Dataset dataset, FileNames names, int[] next) {}

  private record Current(String path, ParquetBatchWriter writer) {}

  RowFiles(
      ConvertSettings settings, ParquetSettings parquet, TaskOutput output, Configuration hadoop) {
    this.settings = settings;
    this.parquet = parquet;
    this.output = output;
    this.hadoop = hadoop;
  }

  /**
   * @param number different for every directory or task of the run: part of the files' names
   */
  void beginDirectory(String directory, ConvertPlan.Dataset dataset, int number) {
    var names = new FileNames(settings.runId(), number, parquet.fileSuffix());
    place = new Place(directory, dataset, names, new int[] {0});
  }

  void write(ItemBatch batch) throws IOException {
    if (batch.rows() == 0) {
      return;
    }
    if (current == null) {
      current = open();
    }
    current.writer().write(batch);
    if (current.writer().estimatedSize() >= settings.targetFileSize()) {
      finishFile();
    }
  }

  void finishDirectory() throws IOException {
    finishFile();
    place = null;
  }

  /** The files that were finished. */
  List<NewFile> files() {
    return files;
  }

  private Current open() throws IOException {
    if (place == null) {
      throw new IllegalStateException("no directory");
    }
    String name = place.names().name(place.next()[0]++);
    String path = place.directory().isEmpty() ? name : place.directory() + "/" + name;
    var writer =
        ParquetBatchWriter.open(
            output.newFile(place.directory(), name),
            hadoop,
            place.dataset().schema(),
            parquet.withSparkSchema(place.dataset().sparkSchema()));
    return new Current(path, writer);
  }

  private void finishFile() throws IOException {
    if (current != null) {
      Current done = current;
      current = null;
      var result = done.writer().finish();
      files.add(new NewFile(done.path(), result.items(), result.bytes()));
    }
  }

  /** Gives up a file that was not finished. */
  @Override
  public void close() throws IOException {
    if (current != null) {
      current.writer().close();
      current = null;
    }
  }
}
