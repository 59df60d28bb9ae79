package io.dynalake.testsupport.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Requests that name tables by ARN, as DynamoDB Local takes them: by name. */
record TableRequests(Arns arns) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The body of a request with names for ARNs; empty if it needs no change. */
  Optional<ObjectNode> named(String body) throws IOException {
    // Items may have ARNs too; but then the request is only read in vain.
    if (!body.contains("arn:aws") || !(JSON.readTree(body) instanceof ObjectNode request)) {
      return Optional.empty();
    }
    ObjectNode before = request.deepCopy();
    name(request);
    JsonNode tables = request.path("RequestItems");
    if (tables.isObject()) {
      ObjectNode named = JSON.createObjectNode();
      for (Map.Entry<String, JsonNode> table : tables.properties()) {
        named.set(Arns.tableName(table.getKey()).orElse(table.getKey()), table.getValue());
      }
      request.set("RequestItems", named);
    }
    for (JsonNode each : request.path("TransactItems")) {
      each.forEach(this::name);
    }
    for (String member : new String[] {"ResourceArn", "StreamArn"}) {
      if (request.path(member).isTextual()) {
        request.put(member, arns.toLocal(request.path(member).textValue()));
      }
    }
    return request.equals(before) ? Optional.empty() : Optional.of(request);
  }

  private void name(JsonNode request) {
    if (request instanceof ObjectNode object && object.path("TableName").isTextual()) {
      Arns.tableName(object.path("TableName").textValue())
          .ifPresent(name -> object.put("TableName", name));
    }
  }
}
