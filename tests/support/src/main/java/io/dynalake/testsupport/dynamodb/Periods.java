package io.dynalake.testsupport.dynamodb;

import io.dynalake.testsupport.export.ExportSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Which times can be exported. */
final class Periods {
  private static final Duration SHORTEST = Duration.ofMinutes(15);
  private static final Duration LONGEST = Duration.ofHours(24);

  private Periods() {}

  static ExportSummary.Period of(
      ExportRequest request, TableHistory table, Instant now, Instant created) {
    return request.incremental() ? between(request, table, now, created) : at(request, table, now);
  }

  private static ExportSummary.Period at(ExportRequest request, TableHistory table, Instant now) {
    Instant time = request.exportTime().orElse(now.truncatedTo(ChronoUnit.MILLIS));
    if (time.isAfter(now) || time.isBefore(now.minus(table.retention()))) {
      throw invalid("Export Time is invalid");
    }
    available(table, now, time);
    return new ExportSummary.At(time);
  }

  private static ExportSummary.Period between(
      ExportRequest request, TableHistory table, Instant now, Instant created) {
    Instant from = request.from().orElseThrow();
    Instant to = request.to().orElse(now.truncatedTo(ChronoUnit.SECONDS));
    if (to.isAfter(now)) {
      throw invalid(
          "Incremental export period to time cannot be greater than the current time : " + now);
    }
    if (from.isBefore(created.truncatedTo(ChronoUnit.SECONDS))) {
      throw invalid(
          "Incremental export period from time cannot be less than the table creation time : "
              + created);
    }
    Duration window = Duration.between(from, to);
    if (window.compareTo(SHORTEST) < 0) {
      throw invalid(
          "Difference between export period from time and export period to time is less than 15"
              + " minutes");
    }
    if (window.compareTo(LONGEST) > 0) {
      throw invalid(
          "Difference between export period from time and export period to time is greater than 24"
              + " hours");
    }
    available(table, now, from);
    return new ExportSummary.Between(from, to, request.view());
  }

  /** Times are asked for in whole seconds, so the second in which recovery was enabled counts. */
  private static void available(TableHistory table, Instant now, Instant time) {
    if (time.isBefore(table.earliest(now).truncatedTo(ChronoUnit.SECONDS))) {
      throw invalid("Point in Time Recovery is not available for specified export time");
    }
  }

  private static ApiException invalid(String message) {
    return new ApiException("InvalidExportTimeException", message);
  }
}
