package io.dynalake.testsupport.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Items as incremental exports show them: attributes by name, numbers and bytes of sets in order.
 */
final class Images {
  private static final Comparator<JsonNode> BY_NUMBER =
      Comparator.comparing(number -> new BigDecimal(number.textValue()));
  private static final Comparator<JsonNode> BY_TEXT =
      (a, b) ->
          Arrays.compareUnsigned(a.textValue().getBytes(UTF_8), b.textValue().getBytes(UTF_8));
  private static final Comparator<JsonNode> BY_BYTES =
      (a, b) ->
          Arrays.compareUnsigned(
              Base64.getDecoder().decode(a.textValue()), Base64.getDecoder().decode(b.textValue()));

  private Images() {}

  static ObjectNode sorted(JsonNode attributes) {
    Map<String, JsonNode> byName = new TreeMap<>();
    attributes
        .fields()
        .forEachRemaining(member -> byName.put(member.getKey(), value(member.getValue())));
    ObjectNode sorted = JsonNodeFactory.instance.objectNode();
    byName.forEach(sorted::set);
    return sorted;
  }

  private static JsonNode value(JsonNode value) {
    String tag = value.fieldNames().next();
    JsonNode content = value.get(tag);
    JsonNode sorted =
        switch (tag) {
          case "M" -> sorted(content);
          case "L" -> {
            ArrayNode elements = JsonNodeFactory.instance.arrayNode();
            content.forEach(element -> elements.add(value(element)));
            yield elements;
          }
          case "NS" -> elements(content, BY_NUMBER);
          case "SS" -> elements(content, BY_TEXT);
          case "BS" -> elements(content, BY_BYTES);
          default -> content;
        };
    return JsonNodeFactory.instance.objectNode().set(tag, sorted);
  }

  private static ArrayNode elements(JsonNode set, Comparator<JsonNode> order) {
    List<JsonNode> elements = new ArrayList<>();
    set.forEach(elements::add);
    elements.sort(order);
    return JsonNodeFactory.instance.arrayNode().addAll(elements);
  }
}
