package io.dynalake.testsupport.fault;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dynalake.testsupport.http.Request;
import io.dynalake.testsupport.http.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What DynamoDB's messages say about capacity and pages. */
final class Readings {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> MEMBERS =
      Set.of("Count", "LastEvaluatedKey", "ConsumedCapacity");

  private Readings() {}

  static Call call(Operation operation, Request request, List<Fault> faults, Outcome outcome)
      throws IOException {
    JsonNode summary =
        operation.service() == Operation.Service.DYNAMODB && outcome.answer().isPresent()
            ? summary(outcome.answer().orElseThrow())
            : MissingNode.getInstance();
    return new Call(
        Instant.now(),
        operation,
        outcome.status(),
        faults,
        consumedCapacity(summary),
        page(operation, request, summary));
  }

  /** The members of an answer that matter here, without building its items. */
  private static JsonNode summary(Response response) throws IOException {
    ObjectNode summary = JsonNodeFactory.instance.objectNode();
    try (JsonParser parser = JSON.createParser(response.body())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return summary;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (MEMBERS.contains(name)) {
          summary.set(name, parser.readValueAsTree());
        } else {
          parser.skipChildren();
        }
      }
    }
    return summary;
  }

  private static double consumedCapacity(JsonNode summary) {
    JsonNode consumed = summary.path("ConsumedCapacity");
    double units = consumed.path("CapacityUnits").asDouble();
    if (consumed.isArray()) {
      for (JsonNode table : consumed) {
        units += table.path("CapacityUnits").asDouble();
      }
    }
    return units;
  }

  private static Optional<Call.Page> page(Operation operation, Request request, JsonNode summary)
      throws IOException {
    if (!operation.name().equals("Scan") && !operation.name().equals("Query")) {
      return Optional.empty();
    }
    JsonNode asked = JSON.readTree(request.body());
    return Optional.of(
        new Call.Page(
            asked.path("Segment").asInt(0),
            asked.path("TotalSegments").asInt(1),
            text(asked.path("ExclusiveStartKey")),
            asked.path("Limit").asInt(0),
            summary.path("Count").asInt(0),
            text(summary.path("LastEvaluatedKey"))));
  }

  private static Optional<String> text(JsonNode key) {
    return key.isObject() ? Optional.of(key.toString()) : Optional.empty();
  }
}
