package io.dynalake.testsupport.dynamodb;

import io.dynalake.testsupport.export.ExportSummary;
import io.dynalake.testsupport.export.ExportWriter;
import io.dynalake.testsupport.export.WrittenExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes one export: on the local disk, then in its bucket. */
final class ExportRun {
  /** The service bills an incremental export for no less. */
  private static final long LEAST_BILLED = 10_000_000;

  private final ExportRecord export;
  private final TableHistory table;
  private final LocalDynamoDb tables;
  private final S3Client s3;
  private final MovableClock clock;
  private final ExportSettings settings;

  ExportRun(
      ExportRecord export,
      TableHistory table,
      LocalDynamoDb tables,
      S3Client s3,
      MovableClock clock,
      ExportSettings settings) {
    this.export = export;
    this.table = table;
    this.tables = tables;
    this.s3 = s3;
    this.clock = clock;
    this.settings = settings;
  }

  /** Returns when all is written, and no sooner than the export may end. */
  ExportRecord.Completed run(ExportSummary.Period period) throws IOException, InterruptedException {
    return inFolder(
        folder -> {
          Instant soonest = export.start().plus(settings.duration());
          Instant now = clock.instant();
          Instant end = soonest.isAfter(now) ? soonest : now;
          long billed =
              export.request().incremental()
                  ? LEAST_BILLED
                  : tables.describe(table.keys().name()).path("TableSizeBytes").asLong();
          WrittenExport written = writeData(folder, period, export.summary(end, billed));
          upload(written, written.folder().resolve("manifest-files.json"));
          upload(written, written.folder().resolve("manifest-files.md5"));
          clock.await(soonest);
          // What is complete has this.
          upload(written, written.folder().resolve("manifest-summary.json"));
          upload(written, written.folder().resolve("manifest-summary.md5"));
          return new ExportRecord.Completed(end, written.itemCount(), billed);
        });
  }

  /** Does what an export does that fails before its manifests. */
  void writeData(ExportSummary.Period period) throws IOException, InterruptedException {
    inFolder(folder -> writeData(folder, period, export.summary(clock.instant(), 0)));
  }

  private WrittenExport writeData(Path folder, ExportSummary.Period period, ExportSummary summary)
      throws IOException {
    // Proves that the bucket can be written to.
    put(export.key() + "/_started", RequestBody.empty());
    ExportWriter writer =
        ExportWriter.in(folder.resolve("bucket"))
            .seed(export.arn().hashCode())
            .describedBy(summary);
    WrittenExport written;
    try (Spool spool =
        new Spool(folder, table.keys(), settings.dataFiles(), export.request().format())) {
      fill(spool, period);
      spool.addTo(writer);
      written = writer.write();
    }
    for (Path file : written.dataFiles()) {
      upload(written, file);
    }
    return written;
  }

  private interface Work<T> {
    T in(Path folder) throws IOException, InterruptedException;
  }

  private static <T> T inFolder(Work<T> work) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("export");
    try {
      return work.in(folder);
    } finally {
      delete(folder);
    }
  }

  private void fill(Spool spool, ExportSummary.Period period) throws IOException {
    if (period instanceof ExportSummary.Between between) {
      boolean withOldImages = between.view().equals("NEW_AND_OLD_IMAGES");
      table.changes(
          between.from(),
          between.to(),
          tables,
          (key, time, before, after) -> spool.change(key, time, before, after, withOldImages));
    } else if (period instanceof ExportSummary.At at) {
      table.itemsAt(at.exportTime(), tables, spool::item);
    }
  }

  private void upload(WrittenExport written, Path file) {
    put(written.bucket().relativize(file).toString(), RequestBody.fromFile(file));
  }

  private void put(String key, RequestBody body) {
    s3.putObject(request -> request.bucket(export.request().bucket()).key(key), body);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
