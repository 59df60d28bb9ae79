package io.dynalake.testsupport.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

final class EmbeddedDynamoDbTest {
  private static String call(URI endpoint, String operation, String credentials, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .header("X-Amz-Target", "DynamoDB_20120810." + operation)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential="
                    + credentials
                    + "/dynamodb/aws4_request, SignedHeaders=host, Signature=0")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void keepsTheSameTablesForAllCredentialsAndRegions() throws Exception {
    URI endpoint;
    try (EmbeddedDynamoDb server = EmbeddedDynamoDb.start()) {
      endpoint = server.endpoint();
      call(
          endpoint,
          "CreateTable",
          "one/20240101/eu-central-1",
          """
          {"TableName":"Orders","BillingMode":"PAY_PER_REQUEST",
          "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],
          "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}]}""");
      assertThat(call(endpoint, "ListTables", "two/20240101/us-east-1", "{}"))
          .isEqualTo("{\"TableNames\":[\"Orders\"]}");
    }
    assertThatThrownBy(() -> call(endpoint, "ListTables", "two/20240101/us-east-1", "{}"))
        .isInstanceOf(ConnectException.class);
  }
}
