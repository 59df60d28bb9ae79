package io.dynalake.testsupport.dynamodb;

import io.dynalake.testsupport.export.ExportSummary;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Makes exports in the background, and says how they ended. */
final class Exporter implements AutoCloseable {
  private final LocalDynamoDb tables;
  private final S3Client s3;
  private final MovableClock clock;
  private final ExportSettings settings;
  private final Map<String, String> bucketOwners = new ConcurrentHashMap<>();
  private final AtomicReference<Optional<Failure>> next = new AtomicReference<>(Optional.empty());
  private final ExecutorService pool =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "export");
            thread.setDaemon(true);
            return thread;
          });

  private record Failure(String code, String message) {}

  Exporter(LocalDynamoDb tables, S3Client s3, MovableClock clock, ExportSettings settings) {
    this.tables = tables;
    this.s3 = s3;
    this.clock = clock;
    this.settings = settings;
  }

  void bucketOwner(String bucket, String account) {
    bucketOwners.put(bucket, account);
  }

  void failNext(String code, String message) {
    next.set(Optional.of(new Failure(code, message)));
  }

  void start(ExportRecord export, TableHistory table, ExportSummary.Period period) {
    Optional<Failure> asked = next.getAndSet(Optional.empty());
    var unused = pool.submit(() -> export.end(run(export, table, period, asked)));
  }

  private ExportRecord.End run(
      ExportRecord export,
      TableHistory table,
      ExportSummary.Period period,
      Optional<Failure> asked) {
    try {
      ExportRequest request = export.request();
      String owner = bucketOwners.getOrDefault(request.bucket(), settings.account());
      if (!owner.equals(request.bucketOwner().orElse(settings.account()))) {
        return failed("S3AccessDenied", "Access Denied");
      }
      ExportRun run = new ExportRun(export, table, tables, s3, clock, settings);
      if (asked.isPresent()) {
        run.writeData(period);
        return failed(asked.orElseThrow().code(), asked.orElseThrow().message());
      }
      return run.run(period);
    } catch (NoSuchBucketException e) {
      return failed("S3NoSuchBucket", "The specified bucket does not exist");
    } catch (S3Exception e) {
      return failed(
          e.statusCode() == 403 ? "S3AccessDenied" : "S3Error", e.awsErrorDetails().errorMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("Interrupted", "The emulator was closed");
    } catch (IOException | RuntimeException e) {
      return failed("InternalError", e.toString());
    }
  }

  private ExportRecord.Failed failed(String code, String message) {
    Instant now = clock.instant();
    return new ExportRecord.Failed(now, code, message);
  }

  @Override
  public void close() {
    pool.shutdownNow();
    s3.close();
  }
}
