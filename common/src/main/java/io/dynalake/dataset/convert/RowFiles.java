package io.dynalake.dataset.convert;

import io.dynalake.batch.ItemBatch;
import io.dynalake.dataset.commit.DatasetLayout;
import io.dynalake.dataset.commit.NewFile;
import io.dynalake.dataset.commit.TaskOutput;
import io.dynalake.dataset.parquet.FileResult;
import io.dynalake.dataset.parquet.ParquetItemWriter;
import io.dynalake.dataset.parquet.ParquetSettings;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
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

  private int sequence;

  /** Where rows go at present. */
  private record Place(String directory, ConvertPlan.Dataset dataset, int number) {}

  private record Current(Path path, ParquetItemWriter writer) {}

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
    place = new Place(directory, dataset, number);
    sequence = 0;
  }

  void write(ItemBatch batch) throws IOException {
    if (batch.rows() == 0) {
      return;
    }
    if (current == null) {
      current = open();
    }
    current.writer().write(batch);
    if (current.writer().estimatedBytes() >= settings.targetFileSize()) {
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
    String extension = parquet.compression().extension() + ".parquet";
    String name =
        DatasetLayout.dataFileName(
            place.number(), sequence++, settings.runId(), extension.substring(1));
    Path path = output.newFile(place.directory(), name);
    var writer =
        new ParquetItemWriter(
            path,
            hadoop,
            place.dataset().schema(),
            parquet.withMetadata(ParquetSettings.SPARK_SCHEMA, place.dataset().sparkSchema()));
    return new Current(path, writer);
  }

  private void finishFile() throws IOException {
    if (current != null) {
      Current done = current;
      current = null;
      FileResult result = done.writer().finish();
      files.add(output.finished(done.path(), result.items(), result.bytes()));
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
