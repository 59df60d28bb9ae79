package io.dynalake.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a column of text keeps of a record's lists and maps. */
final class RecordJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RecordJson() {}

  static String ofOptions(List<String> options) {
    return write(options);
  }

  static List<String> options(String json) {
    return read(json, new TypeReference<>() {});
  }

  static String ofCounts(Map<String, Long> counts) {
    return write(counts);
  }

  static Map<String, Long> counts(String json) {
    return read(json, new TypeReference<>() {});
  }

  /** {@code [{"number":1,"started":ms,"ended":ms,"code":…,"message":…}]}. */
  static String ofAttempts(List<Attempt> attempts) {
    ArrayNode array = MAPPER.createArrayNode();
    for (Attempt attempt : attempts) {
      ObjectNode node = array.addObject();
      node.put("number", attempt.number());
      node.put("started", attempt.started().toEpochMilli());
      attempt.ended().ifPresent(ended -> node.put("ended", ended.toEpochMilli()));
      attempt
          .failure()
          .ifPresent(why -> node.put("code", why.code()).put("message", why.message()));
    }
    return write(array);
  }

  static List<Attempt> attempts(String json) {
    List<Attempt> attempts = new ArrayList<>();
    for (JsonNode node : read(json, new TypeReference<JsonNode>() {})) {
      attempts.add(
          new Attempt(
              node.path("number").asInt(),
              Instant.ofEpochMilli(node.path("started").asLong()),
              node.has("ended")
                  ? Optional.of(Instant.ofEpochMilli(node.path("ended").asLong()))
                  : Optional.empty(),
              node.has("code")
                  ? Optional.of(
                      new Failure(node.path("code").asText(), node.path("message").asText()))
                  : Optional.empty()));
    }
    return attempts;
  }

  private static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T read(String json, TypeReference<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      // Without the text: options may be long.
      throw new IllegalStateException("ledger: a row holds no JSON where it should", e);
    }
  }
}
