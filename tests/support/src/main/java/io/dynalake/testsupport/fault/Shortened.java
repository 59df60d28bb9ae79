package io.dynalake.testsupport.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dynalake.testsupport.http.Request;
import io.dynalake.testsupport.http.Response;
import java.io.IOException;
import java.util.Map;

/**
 * A request that asks for less than the client did, and what the client is told of the rest.
 *
 * @param request to pass on
 * @param unprocessed writes that were held back, by table
 */
record Shortened(Request request, ObjectNode unprocessed) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Shortened page(Request request, int limit) throws IOException {
    ObjectNode body = (ObjectNode) JSON.readTree(request.body());
    body.put("Limit", Math.min(limit, body.path("Limit").asInt(limit)));
    return new Shortened(request.withBody(body.toString()), JSON.createObjectNode());
  }

  static Shortened batch(Request request, int processed) throws IOException {
    ObjectNode body = (ObjectNode) JSON.readTree(request.body());
    ObjectNode tables = JSON.createObjectNode();
    ObjectNode heldBack = JSON.createObjectNode();
    int count = 0;
    for (Map.Entry<String, JsonNode> table : body.path("RequestItems").properties()) {
      for (JsonNode write : table.getValue()) {
        // DynamoDB takes no empty batch.
        ObjectNode to = count++ < Math.max(1, processed) ? tables : heldBack;
        to.withArray(table.getKey()).add(write);
      }
    }
    body.set("RequestItems", tables);
    return new Shortened(request.withBody(body.toString()), heldBack);
  }

  Response complete(Response response) throws IOException {
    if (unprocessed.isEmpty() || response.status() != 200) {
      return response;
    }
    ObjectNode body = (ObjectNode) JSON.readTree(response.body());
    ObjectNode all = body.withObject("/UnprocessedItems");
    for (Map.Entry<String, JsonNode> table : unprocessed.properties()) {
      ArrayNode writes = all.withArray(table.getKey());
      table.getValue().forEach(writes::add);
    }
    return response.withJson(body.toString());
  }
}
