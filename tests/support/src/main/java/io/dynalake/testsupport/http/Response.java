package io.dynalake.testsupport.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.zip.CRC32;

/**
 * A response.
 *
 * @param headers without those that tell the body's length
 * @param length Content-Length: that of the body, but for an answer to HEAD; -1 for none at all
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Response(int status, Headers headers, byte[] body, long length) {
  public static Response of(int status, Headers headers, String text) {
    byte[] body = text.getBytes(UTF_8);
    return new Response(status, headers, body, body.length);
  }

  /** An answer of DynamoDB's protocol, with its checksum. */
  public static Response json(int status, String json) {
    Headers headers = Headers.of("Content-Type", "application/x-amz-json-1.0");
    return of(status, headers, json).withChecksum();
  }

  /**
   * An error of DynamoDB's protocol.
   *
   * @param type with its name space, as {@code
   *     com.amazonaws.dynamodb.v20120810#InternalServerError}
   */
  public static Response error(int status, String type, String message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return json(status, json.put("__type", type).put("message", message).toString());
  }

  public static Response xml(int status, String xml) {
    return of(status, Headers.of("Content-Type", "text/xml"), xml);
  }

  public String text() {
    return new String(body, UTF_8);
  }

  /** The same with another body, and its checksum as DynamoDB sends it. */
  public Response withJson(String json) {
    return of(status, headers, json).withChecksum();
  }

  private Response withChecksum() {
    CRC32 crc = new CRC32();
    crc.update(body);
    return new Response(
        status, headers.with("x-amz-crc32", Long.toString(crc.getValue())), body, length);
  }
}
