package io.dynalake.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A key as bytes, equal for equal keys: the canonical values of its attributes, one by one. */
final class CanonicalKey {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);

  /** Adds an attribute's canonical value; false if it cannot be one of a key. */
  boolean add(byte[] value) {
    char type = (char) value[0];
    boolean isKey =
        type == CanonicalSink.STRING
            || type == CanonicalSink.NUMBER
            || type == CanonicalSink.BINARY;
    boolean isEmpty = isKey && ByteBuffer.wrap(value, 1, Integer.BYTES).getInt() == 0;
    if (!isKey || isEmpty) {
      return false;
    }
    bytes.writeBytes(value);
    return true;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  /** The key as DynamoDB JSON, which other tools take as it is. */
  static ObjectNode json(List<String> names, byte[] key) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ByteBuffer values = ByteBuffer.wrap(key);
    for (String name : names) {
      char type = (char) values.get();
      byte[] value = new byte[values.getInt()];
      values.get(value);
      json.set(name, json(type, value));
    }
    return json;
  }

  private static JsonNode json(char type, byte[] value) {
    String text =
        type == CanonicalSink.BINARY
            ? Base64.getEncoder().encodeToString(value)
            : new String(value, StandardCharsets.UTF_8);
    return JsonNodeFactory.instance.objectNode().put(String.valueOf(type), text);
  }
}
