package io.dynalake.testsupport.dynamodb;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dynalake.testsupport.export.ExportSummary;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** An export that was started, and how far it is. */
final class ExportRecord {
  /** How an export ended. */
  sealed interface End {
    Instant time();
  }

  record Completed(Instant time, long itemCount, long billedSizeBytes) implements End {}

  record Failed(Instant time, String code, String message) implements End {}

  private final ExportRequest request;
  private final String arn;
  private final String token;
  private final String tableId;
  private final Instant start;
  private final ExportSummary.Period period;
  private volatile Optional<End> end = Optional.empty();

  ExportRecord(
      ExportRequest request,
      String arn,
      String token,
      String tableId,
      Instant start,
      ExportSummary.Period period) {
    this.request = request;
    this.arn = arn;
    this.token = token;
    this.tableId = tableId;
    this.start = start;
    this.period = period;
  }

  ExportRequest request() {
    return request;
  }

  String arn() {
    return arn;
  }

  String tableId() {
    return tableId;
  }

  Instant start() {
    return start;
  }

  Optional<End> end() {
    return end;
  }

  void end(End how) {
    end = Optional.of(how);
  }

  String status() {
    return end.map(how -> how instanceof Completed ? "COMPLETED" : "FAILED").orElse("IN_PROGRESS");
  }

  /** As the export's manifests tell it. */
  ExportSummary summary(Instant endTime, long billedSizeBytes) {
    return new ExportSummary(
        arn,
        start,
        endTime,
        request.tableArn(),
        tableId,
        period,
        request.bucket(),
        request.prefix().map(ExportRecord::withoutSlash),
        request.sseAlgorithm(),
        request.kmsKeyId(),
        billedSizeBytes,
        request.format());
  }

  private static String withoutSlash(String prefix) {
    return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
  }

  /** The folder of the export as a key. */
  String key() {
    String id = arn.substring(arn.lastIndexOf('/') + 1);
    return request.prefix().map(prefix -> withoutSlash(prefix) + "/").orElse("")
        + "AWSDynamoDB/"
        + id;
  }

  /** ListExports' ExportSummary. */
  ObjectNode listed() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("ExportArn", arn)
        .put("ExportStatus", status())
        .put("ExportType", request.incremental() ? "INCREMENTAL_EXPORT" : "FULL_EXPORT");
  }

  /** ExportDescription. */
  ObjectNode described() {
    ObjectNode json = request.parameters().deepCopy();
    json.put("ClientToken", token)
        .put("ExportArn", arn)
        .put("ExportFormat", request.format())
        .put("ExportStatus", status())
        .put("S3SseAlgorithm", request.sseAlgorithm())
        .put("StartTime", seconds(start))
        .put("TableId", tableId);
    if (period instanceof ExportSummary.Between between) {
      json.putObject("IncrementalExportSpecification")
          .put("ExportFromTime", seconds(between.from()))
          .put("ExportToTime", seconds(between.to()))
          .put("ExportViewType", between.view());
    } else if (period instanceof ExportSummary.At at) {
      json.put("ExportTime", seconds(at.exportTime()));
    }
    end.ifPresent(how -> describe(how, json));
    return json;
  }

  private void describe(End how, ObjectNode json) {
    json.put("EndTime", seconds(how.time()))
        .put("ExportManifest", key() + "/manifest-summary.json");
    if (how instanceof Completed completed) {
      json.put("BilledSizeBytes", completed.billedSizeBytes());
      json.put("ItemCount", completed.itemCount());
    } else if (how instanceof Failed failed) {
      json.put("FailureCode", failed.code()).put("FailureMessage", failed.message());
    }
  }

  static BigDecimal seconds(Instant time) {
    return BigDecimal.valueOf(time.toEpochMilli(), 3);
  }
}
