package io.dynalake.testsupport.http;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A request.
 *
 * @param target path and query, as sent
 * @param body never null; its bytes are not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Request(String method, String target, Headers headers, byte[] body) {
  public String text() {
    return new String(body, UTF_8);
  }

  public Request with(Headers newHeaders) {
    return new Request(method, target, newHeaders, body);
  }

  /** The same with another body; its signature no longer fits. */
  public Request withBody(String newBody) {
    return new Request(method, target, headers, newBody.getBytes(UTF_8));
  }
}
