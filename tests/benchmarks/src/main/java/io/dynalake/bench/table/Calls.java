package io.dynalake.bench.table;

import io.dynalake.testsupport.http.Headers;
import io.dynalake.testsupport.http.Request;
import io.dynalake.testsupport.http.Response;
import io.dynalake.testsupport.http.Upstream;
import java.io.IOException;
import java.net.URI;

/** DynamoDB's operations as bytes of JSON, without an SDK. Safe for use by several threads. */
final class Calls implements AutoCloseable {
  private final Upstream upstream;
  private final Headers common;

  Calls(URI endpoint) {
    upstream = new Upstream(endpoint);
    common =
        Headers.of(
            "Host",
            endpoint.getAuthority(),
            "Content-Type",
            "application/x-amz-json-1.0",
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=embedded/20240101/local/dynamodb/aws4_request,"
                + " SignedHeaders=host, Signature=0");
  }

  /**
   * The body of the answer.
   *
   * @throws IOException if it is an error
   */
  byte[] call(String operation, byte[] body) throws IOException {
    Headers headers = common.with("X-Amz-Target", "DynamoDB_20120810." + operation);
    Response response = upstream.send(new Request("POST", "/", headers, body));
    if (response.status() != 200) {
      throw new IOException(operation + ": " + response.text());
    }
    return response.body();
  }

  @Override
  public void close() {
    upstream.close();
  }
}
