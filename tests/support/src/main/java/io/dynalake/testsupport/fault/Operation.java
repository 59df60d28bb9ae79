package io.dynalake.testsupport.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.testsupport.http.Request;
import java.io.IOException;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a request asks for.
 *
 * @param service whose it is
 * @param name as in the service's API and its policies: "Scan", "PutObject"
 * @param resource tables (by name or ARN as asked, joined with commas) or an export; bucket and
 *     key; empty if none
 */
public record Operation(Service service, String name, String resource) {
  /** Whose operations they are. */
  public enum Service {
    DYNAMODB,
    S3
  }

  static Operation of(Request request) {
    Optional<String> target = request.headers().first("X-Amz-Target");
    return target.isPresent() ? dynamoDb(target.orElseThrow(), request.body()) : s3(request);
  }

  private static Operation dynamoDb(String target, byte[] body) {
    String name = target.substring(target.lastIndexOf('.') + 1);
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(body);
    } catch (IOException e) {
      return new Operation(Service.DYNAMODB, name, "");
    }
    for (String member : new String[] {"TableName", "TableArn", "ExportArn", "ResourceArn"}) {
      if (json.path(member).isTextual()) {
        return new Operation(Service.DYNAMODB, name, json.path(member).textValue());
      }
    }
    TreeSet<String> tables = new TreeSet<>();
    json.path("RequestItems").fieldNames().forEachRemaining(tables::add);
    for (JsonNode each : json.path("TransactItems")) {
      each.forEach(action -> tables.add(action.path("TableName").asText()));
    }
    return new Operation(Service.DYNAMODB, name, String.join(",", tables));
  }

  private static Operation s3(Request request) {
    String[] parts = request.target().split("\\?", 2);
    String query = parts.length == 1 ? "" : "&" + parts[1];
    String path = parts[0].substring(1);
    int slash = path.indexOf('/');
    boolean object = slash > 0 && slash < path.length() - 1;
    return new Operation(
        Service.S3, object ? object(request, query) : bucket(request, query), path);
  }

  private static String object(Request request, String query) {
    boolean upload = query.contains("&uploadId=");
    boolean copy = request.headers().first("x-amz-copy-source").isPresent();
    return switch (request.method()) {
      case "GET" ->
          upload ? "ListParts" : query.contains("&tagging") ? "GetObjectTagging" : "GetObject";
      case "HEAD" -> "HeadObject";
      case "PUT" ->
          upload ? copy ? "UploadPartCopy" : "UploadPart" : copy ? "CopyObject" : "PutObject";
      case "DELETE" -> upload ? "AbortMultipartUpload" : "DeleteObject";
      default -> upload ? "CompleteMultipartUpload" : "CreateMultipartUpload";
    };
  }

  private static String bucket(Request request, String query) {
    return switch (request.method()) {
      case "GET" ->
          request.target().equals("/")
              ? "ListBuckets"
              : query.contains("&uploads")
                  ? "ListMultipartUploads"
                  : query.contains("&location") ? "GetBucketLocation" : "ListObjects";
      case "HEAD" -> "HeadBucket";
      case "PUT" -> "CreateBucket";
      case "DELETE" -> "DeleteBucket";
      default -> "DeleteObjects";
    };
  }
}
