package io.dynalake.testsupport.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import io.dynalake.testsupport.export.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table and its key attributes.
 *
 * @param attributes the partition key, then the sort key if there is one
 */
record TableKeys(String name, List<String> attributes) {
  TableKeys {
    attributes = List.copyOf(attributes);
  }

  /** From DescribeTable's answer. */
  static TableKeys of(JsonNode table) {
    List<String> attributes = new ArrayList<>();
    for (JsonNode key : table.get("KeySchema")) {
      // The partition key may come second.
      attributes.add(
          key.get("KeyType").textValue().equals("HASH") ? 0 : attributes.size(),
          key.get("AttributeName").textValue());
    }
    return new TableKeys(table.get("TableName").textValue(), attributes);
  }

  /** The key attributes of an item, equal for equal keys however they are spelled. */
  Value.MapOf keyOf(JsonNode item) {
    Map<String, Value> key = new LinkedHashMap<>();
    attributes.forEach(name -> key.put(name, Value.parse(item.get(name))));
    return new Value.MapOf(key);
  }

  /** The same for the same partition key. */
  int partition(Value.MapOf key, int partitions) {
    Value value = key.attributes().get(attributes.get(0));
    int hash = String.valueOf(value).hashCode() * 0x9E3779B1;
    return (int) (((hash & 0xffffffffL) * partitions) >>> 32);
  }
}
