package io.dynalake.testsupport.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** DynamoDB JSON. */
public final class JsonLines implements LineFormat {
  @Override
  public byte[] item(JsonNode item) {
    return line(JsonNodeFactory.instance.objectNode().set("Item", item));
  }

  @Override
  public byte[] change(
      JsonNode keys, long writeMicros, @Nullable JsonNode before, @Nullable JsonNode after) {
    ObjectNode change = JsonNodeFactory.instance.objectNode();
    change
        .putObject("Metadata")
        .putObject("WriteTimestampMicros")
        .put("N", Long.toString(writeMicros));
    change.set("Keys", keys);
    if (before != null) {
      change.set("OldImage", before);
    }
    if (after != null) {
      change.set("NewImage", after);
    }
    return line(change);
  }

  private static byte[] line(ObjectNode json) {
    return (json + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
