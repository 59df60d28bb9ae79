package io.dynalake.aws;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attribute values from DynamoDB JSON: those of expressions that a user writes, and items. */
public final class AttributeValues {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private AttributeValues() {}

  /**
   * Reads an object of values, {@code {":v":{"S":"a"}}}.
   *
   * @throws JobException USAGE if it is none
   */
  public static Map<String, AttributeValue> parse(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (!json.isObject() || json.isEmpty()) {
        throw new IllegalArgumentException("no JSON object with members");
      }
      return members(json);
    } catch (JsonProcessingException e) {
      throw usage(e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()), e);
    }
  }

  private static JobException usage(String why, Exception cause) {
    return new JobException(
        ErrorCode.USAGE,
        "expression attribute values: they cannot be read; "
            + why
            + "; write DynamoDB JSON, such as {\":min\":{\"N\":\"5\"}}",
        cause);
  }

  private static Map<String, AttributeValue> members(JsonNode object) {
    if (!object.isObject()) {
      throw new IllegalArgumentException("M is no object");
    }
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    object.fields().forEachRemaining(each -> values.put(each.getKey(), value(each.getValue())));
    return values;
  }

  private static AttributeValue value(JsonNode json) {
    if (!json.isObject() || json.size() != 1) {
      throw new IllegalArgumentException("a value is an object with one member, its type");
    }
    Map.Entry<String, JsonNode> member = json.fields().next();
    String type = member.getKey();
    JsonNode content = member.getValue();
    AttributeValue.Builder value = AttributeValue.builder();
    switch (type) {
      case "S" -> value.s(text(type, content));
      case "N" -> value.n(text(type, content));
      case "B" -> value.b(bytes(text(type, content)));
      case "BOOL" -> value.bool(truth(type, content));
      case "NULL" -> value.nul(truth(type, content));
      case "SS" -> value.ss(texts(type, content));
      case "NS" -> value.ns(texts(type, content));
      case "BS" -> value.bs(texts(type, content).stream().map(AttributeValues::bytes).toList());
      case "L" -> value.l(elements(type, content).stream().map(AttributeValues::value).toList());
      case "M" -> value.m(members(content));
      default -> throw new IllegalArgumentException("there is no type " + type);
    }
    return value.build();
  }

  private static String text(String type, JsonNode json) {
    if (!json.isTextual()) {
      throw new IllegalArgumentException(type + " is no string");
    }
    return json.textValue();
  }

  private static boolean truth(String type, JsonNode json) {
    if (!json.isBoolean()) {
      throw new IllegalArgumentException(type + " is neither true nor false");
    }
    return json.booleanValue();
  }

  private static List<String> texts(String type, JsonNode json) {
    return elements(type, json).stream().map(each -> text(type, each)).toList();
  }

  private static List<JsonNode> elements(String type, JsonNode json) {
    if (!json.isArray()) {
      throw new IllegalArgumentException(type + " is no array");
    }
    List<JsonNode> elements = new ArrayList<>();
    json.forEach(elements::add);
    return elements;
  }

  private static SdkBytes bytes(String base64) {
    return SdkBytes.fromByteArray(Base64.getDecoder().decode(base64));
  }
}
