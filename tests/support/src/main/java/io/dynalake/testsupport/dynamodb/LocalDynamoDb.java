package io.dynalake.testsupport.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dynalake.testsupport.export.Value;
import io.dynalake.testsupport.http.Headers;
import io.dynalake.testsupport.http.Request;
import io.dynalake.testsupport.http.Response;
import io.dynalake.testsupport.http.Upstream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The DynamoDB behind an emulator, asked in its own JSON. */
final class LocalDynamoDb implements AutoCloseable {
  /** Takes an item as it is read. */
  interface ItemConsumer {
    void accept(JsonNode item) throws IOException;
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  /** BatchGetItem's limit. */
  private static final int BATCH = 100;

  private final Upstream upstream;
  private final URI endpoint;

  LocalDynamoDb(URI endpoint) {
    this.endpoint = endpoint;
    upstream = new Upstream(endpoint);
  }

  /** Passes a request on as it is. */
  Response send(Request request) throws IOException {
    return upstream.send(request);
  }

  private JsonNode call(String operation, ObjectNode body) throws IOException {
    Headers headers =
        Headers.of(
            "Host",
            endpoint.getAuthority(),
            "X-Amz-Target",
            "DynamoDB_20120810." + operation,
            "Content-Type",
            "application/x-amz-json-1.0",
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=embedded/20240101/local/dynamodb/aws4_request,"
                + " SignedHeaders=host, Signature=0");
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    Response response = upstream.send(new Request("POST", "/", headers, bytes));
    JsonNode answer = JSON.readTree(response.body());
    if (response.status() != 200) {
      String type = answer.path("__type").asText();
      throw new ApiException(
          type.substring(type.indexOf('#') + 1),
          answer.path("message").asText(answer.path("Message").asText()));
    }
    return answer;
  }

  /** DescribeTable's Table. */
  JsonNode describe(String table) throws IOException {
    return call("DescribeTable", JSON.createObjectNode().put("TableName", table)).get("Table");
  }

  /** Reads a table once. */
  void scan(String table, ItemConsumer items) throws IOException {
    ObjectNode request = JSON.createObjectNode().put("TableName", table);
    request.put("ConsistentRead", true);
    JsonNode page;
    do {
      page = call("Scan", request);
      for (JsonNode item : page.get("Items")) {
        items.accept(item);
      }
      request.set("ExclusiveStartKey", page.get("LastEvaluatedKey"));
    } while (page.has("LastEvaluatedKey"));
  }

  /** The items of these keys, those that there are. */
  Map<Value.MapOf, JsonNode> items(TableKeys table, Collection<Value.MapOf> keys)
      throws IOException {
    Map<Value.MapOf, JsonNode> items = new HashMap<>();
    List<Value.MapOf> all = new ArrayList<>(keys);
    for (int i = 0; i < all.size(); i += BATCH) {
      ObjectNode request = JSON.createObjectNode();
      ObjectNode asked = request.putObject("RequestItems").putObject(table.name());
      asked.put("ConsistentRead", true);
      ArrayNode array = asked.putArray("Keys");
      all.subList(i, Math.min(all.size(), i + BATCH)).forEach(key -> array.add(key.members()));
      while (!request.path("RequestItems").isEmpty()) {
        JsonNode answer = call("BatchGetItem", request);
        for (JsonNode item : answer.path("Responses").path(table.name())) {
          items.put(table.keyOf(item), item);
        }
        request.set("RequestItems", answer.path("UnprocessedKeys"));
      }
    }
    return items;
  }

  @Override
  public void close() {
    upstream.close();
  }
}
