package io.dynalake.testsupport.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dynalake.testsupport.export.ExportSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** ExportTableToPointInTime, DescribeExport and ListExports. */
final class Exports {
  private static final int PAGE = 25;
  private static final int MOST_RUNNING = 300;
  private static final Duration LISTED = Duration.ofDays(90);
  private static final Duration TOKEN = Duration.ofHours(8);

  /** Begins the work of an export that is recorded. */
  interface Starter {
    void start(ExportRecord export, TableHistory table, ExportSummary.Period period);
  }

  private final Arns arns;
  private final Backups backups;
  private final MovableClock clock;
  private final Starter starter;
  private final List<ExportRecord> exports = new ArrayList<>();
  private final Map<String, ExportRecord> byToken = new HashMap<>();

  Exports(Arns arns, Backups backups, MovableClock clock, Starter starter) {
    this.arns = arns;
    this.backups = backups;
    this.clock = clock;
    this.starter = starter;
  }

  synchronized ObjectNode start(JsonNode json) {
    ExportRequest request = ExportRequest.parse(json);
    String name = name(request.tableArn());
    Optional<ExportRecord> same = sameToken(request);
    if (same.isPresent()) {
      return description(same.orElseThrow());
    }
    TableHistory table = backups.history(request.tableArn(), name);
    if (exports.stream().filter(each -> each.end().isEmpty()).count() >= MOST_RUNNING) {
      throw new ApiException(
          "LimitExceededException", "Too many exports are running; the limit is " + MOST_RUNNING);
    }
    Instant now = clock.instant();
    ExportSummary.Period period = Periods.of(request, table, now, backups.birth(name).time());
    Instant start = now.truncatedTo(request.incremental() ? ChronoUnit.SECONDS : ChronoUnit.MILLIS);
    String token = request.token().orElseGet(() -> UUID.randomUUID().toString());
    ExportRecord export =
        new ExportRecord(
            request, request.tableArn() + "/export/" + id(start), token, table.id(), start, period);
    exports.add(export);
    byToken.put(token, export);
    ObjectNode answer = description(export);
    // A full export of now is of what was written until now, to the microsecond.
    boolean ofNow = !request.incremental() && request.exportTime().isEmpty();
    starter.start(export, table, ofNow ? new ExportSummary.At(now) : period);
    return answer;
  }

  private String name(String arn) {
    if (!arn.startsWith("arn:")) {
      throw ApiException.invalid(
          "One or more parameter values were invalid: tableArn is not a valid ARN");
    }
    String name =
        Arns.tableName(arn)
            .orElseThrow(() -> ApiException.invalid("Invalid Request: Table ARN is invalid."));
    if (!arns.own(arn)) {
      throw new ApiException(
          "AccessDeniedException",
          "User is not authorized to perform: dynamodb:ExportTableToPointInTime on resource: "
              + arn);
    }
    return name;
  }

  private Optional<ExportRecord> sameToken(ExportRequest request) {
    Optional<ExportRecord> same = request.token().map(byToken::get);
    if (same.isEmpty()) {
      return same;
    }
    Optional<Instant> forgotten = same.orElseThrow().end().map(end -> end.time().plus(TOKEN));
    if (forgotten.isPresent() && clock.instant().isAfter(forgotten.orElseThrow())) {
      return Optional.empty();
    }
    if (!same.orElseThrow().request().parameters().equals(request.parameters())) {
      throw new ApiException(
          "ExportConflictException",
          "Export conflict: Duplicate request detected with conflicting parameters");
    }
    return same;
  }

  private static String id(Instant start) {
    return "0%013d-%08x".formatted(start.toEpochMilli(), ThreadLocalRandom.current().nextInt());
  }

  private static ObjectNode description(ExportRecord export) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("ExportDescription", export.described());
    return answer;
  }

  synchronized ObjectNode describe(JsonNode request) {
    String arn = request.path("ExportArn").asText();
    if (!arn.matches("arn:aws[\\w-]*:dynamodb:.+:table/.+/export/.+")) {
      throw ApiException.invalid("Invalid Export ARN");
    }
    return description(
        listed()
            .filter(export -> export.arn().equals(arn))
            .findFirst()
            .orElseThrow(
                () -> new ApiException("ExportNotFoundException", "Export not found: " + arn)));
  }

  private Stream<ExportRecord> listed() {
    Instant oldest = clock.instant().minus(LISTED);
    return exports.stream().filter(export -> export.start().isAfter(oldest));
  }

  /** Those of a table that was deleted are not listed, though they can be described. */
  synchronized ObjectNode list(JsonNode request) {
    int size = request.path("MaxResults").asInt(PAGE);
    if (size < 1 || size > PAGE) {
      throw ApiException.invalid(
          ("1 validation error detected: Value '%d' at 'maxResults' failed to satisfy constraint:"
                  + " Member must have value between 1 and 25")
              .formatted(size));
    }
    String tableArn = request.path("TableArn").asText("");
    String after = request.path("NextToken").asText("");
    List<ExportRecord> rest =
        listed()
            .filter(export -> tableArn.isEmpty() || export.request().tableArn().equals(tableArn))
            .filter(export -> !backups.deleted(export.tableId()))
            .sorted(Comparator.comparing(ExportRecord::arn))
            .filter(export -> export.arn().compareTo(after) > 0)
            .toList();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode summaries = answer.putArray("ExportSummaries");
    List<ExportRecord> page = rest.subList(0, Math.min(size, rest.size()));
    page.forEach(export -> summaries.add(export.listed()));
    if (page.size() < rest.size()) {
      answer.put("NextToken", page.get(page.size() - 1).arn());
    }
    return answer;
  }
}
