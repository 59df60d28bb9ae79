package io.dynalake.it.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.dynalake.it.platform.StateMachine.Service;
import io.dynalake.it.platform.StateMachine.ServiceFailure;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeExportRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExportTableToPointInTimeRequest;

/** Tasks of a state machine that are requests of DynamoDB: members have their names in the API. */
record DynamoDbTasks(DynamoDbClient client) {
  private static final String OF_SDK = "arn:aws:states:::aws-sdk:dynamodb:";

  Map<String, Service> services() {
    return Map.of(
        OF_SDK + "exportTableToPointInTime",
        arguments ->
            answer(
                filled(ExportTableToPointInTimeRequest.builder(), arguments),
                request -> client.exportTableToPointInTime(request.build())),
        OF_SDK + "describeExport",
        arguments ->
            answer(
                filled(DescribeExportRequest.builder(), arguments),
                request -> client.describeExport(request.build())),
        "arn:aws:states:::dynamodb:getItem",
        this::item);
  }

  private Object item(JsonNode arguments) throws ServiceFailure {
    Map<String, AttributeValue> key = new HashMap<>();
    arguments
        .path("Key")
        .fields()
        .forEachRemaining(
            each ->
                key.put(each.getKey(), AttributeValue.fromS(each.getValue().path("S").asText())));
    var found =
        client.getItem(r -> r.tableName(arguments.path("TableName").asText()).key(key)).item();
    Map<String, Map<String, String>> item =
        found.entrySet().stream()
            .filter(each -> each.getValue().s() != null)
            .collect(Collectors.toMap(Map.Entry::getKey, each -> Map.of("S", each.getValue().s())));
    return item.isEmpty() ? Map.of() : Map.of("Item", item);
  }

  private static <B extends SdkPojo> B filled(B request, JsonNode arguments) {
    arguments
        .fields()
        .forEachRemaining(
            argument -> {
              SdkField<?> field =
                  request.sdkFields().stream()
                      .filter(each -> each.locationName().equals(argument.getKey()))
                      .findFirst()
                      .orElseThrow(() -> new AssertionError(argument + ": no such member"));
              String value = argument.getValue().asText();
              boolean time = field.marshallingType() == MarshallingType.INSTANT;
              field.set(request, time ? Instant.parse(value) : value);
            });
    return request;
  }

  private static <B> Object answer(B request, Function<B, ? extends SdkPojo> call)
      throws ServiceFailure {
    try {
      return members(call.apply(request));
    } catch (DynamoDbException e) {
      throw new ServiceFailure(
          "DynamoDb." + e.awsErrorDetails().errorCode(), String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, Object> members(SdkPojo answer) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (SdkField<?> field : answer.sdkFields()) {
      Object value = field.getValueOrDefault(answer);
      if (value instanceof SdkPojo below) {
        members.put(field.locationName(), members(below));
      } else if (value != null) {
        members.put(field.locationName(), value instanceof Instant ? value.toString() : value);
      }
    }
    return members;
  }
}
