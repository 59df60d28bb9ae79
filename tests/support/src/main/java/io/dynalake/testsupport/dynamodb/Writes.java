package io.dynalake.testsupport.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which items a request writes, if it does what it asks for. */
final class Writes {
  static final Set<String> OPERATIONS =
      Set.of("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems");

  private Writes() {}

  /** By table: items that hold the keys, and perhaps more. */
  static Map<String, List<JsonNode>> of(String operation, JsonNode request) {
    Map<String, List<JsonNode>> writes = new LinkedHashMap<>();
    switch (operation) {
      case "PutItem" -> add(writes, request, "Item");
      case "UpdateItem", "DeleteItem" -> add(writes, request, "Key");
      case "BatchWriteItem" ->
          request
              .path("RequestItems")
              .fields()
              .forEachRemaining(
                  table ->
                      table
                          .getValue()
                          .forEach(write -> add(writes, table.getKey(), written(write))));
      default -> {
        for (JsonNode each : request.path("TransactItems")) {
          add(writes, each.path("Put"), "Item");
          add(writes, each.path("Update"), "Key");
          add(writes, each.path("Delete"), "Key");
        }
      }
    }
    return writes;
  }

  private static JsonNode written(JsonNode write) {
    return write.has("PutRequest")
        ? write.path("PutRequest").path("Item")
        : write.path("DeleteRequest").path("Key");
  }

  private static void add(Map<String, List<JsonNode>> writes, JsonNode action, String member) {
    add(writes, action.path("TableName").asText(), action.path(member));
  }

  private static void add(Map<String, List<JsonNode>> writes, String table, JsonNode item) {
    if (item.isObject()) {
      writes.computeIfAbsent(table, name -> new ArrayList<>()).add(item);
    }
  }
}
