package io.dynalake.dataset.iceberg;

import io.dynalake.dataset.commit.CommittedRun;
import io.dynalake.dataset.commit.DatasetLayout;
import io.dynalake.dataset.commit.NewFile;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.Table;
import org.apache.iceberg.mapping.NameMapping;
import org.apache.iceberg.parquet.ParquetUtil;

/**
 * Parquet files that are there as Iceberg enters them: with counts and bounds of their columns, by
 * which queries pass over files.
 */
final class DataFiles {
  /** Footers that are read at a time: on S3 each takes some 50 ms. */
  private static final int THREADS = 16;

  private final Table table;
  private final IcebergTarget.Kind kind;
  private final DatasetLayout layout;
  private final IcebergPartitions partitions;
  private final NameMapping names;
  private final MetricsConfig metrics;

  DataFiles(
      Table table,
      IcebergTarget.Kind kind,
      DatasetLayout layout,
      IcebergPartitions partitions,
      NameMapping names) {
    this.table = table;
    this.kind = kind;
    this.layout = layout;
    this.partitions = partitions;
    this.names = names;
    this.metrics = MetricsConfig.forTable(table);
  }

  List<DataFile> of(List<CommittedRun> commits) {
    List<NewFile> files = commits.stream().flatMap(commit -> commit.files().stream()).toList();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<DataFile>> reading =
          files.stream().map(file -> threads.submit(() -> entry(file))).toList();
      List<DataFile> entries = new ArrayList<>();
      for (Future<DataFile> each : reading) {
        entries.add(each.get());
      }
      return entries;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobException(
          ErrorCode.SERVICE, table.name() + ": interrupted; run the same command again", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private DataFile entry(NewFile file) {
    String location = IcebergLocation.of(kind, layout.file(file.path()));
    Metrics found =
        ParquetUtil.fileMetrics(table.io().newInputFile(location, file.bytes()), metrics, names);
    if (file.items() != NewFile.UNCOUNTED && found.recordCount() != file.items()) {
      throw new JobException(
          ErrorCode.BUG,
          location
              + ": "
              + file.items()
              + " items were written, but the file has "
              + found.recordCount()
              + "; nothing was added to the table; please report this");
    }
    var entry =
        org.apache.iceberg.DataFiles.builder(table.spec())
            .withPath(location)
            .withFormat(FileFormat.PARQUET)
            .withFileSizeInBytes(file.bytes())
            .withMetrics(found);
    if (table.spec().isPartitioned()) {
      entry.withPartition(partitions.values(table.spec(), file.directory()));
    }
    return entry.build();
  }
}
