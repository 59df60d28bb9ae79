package io.dynalake.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.aws.AwsSettings;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.testsupport.http.LoopbackServer;
import io.dynalake.testsupport.http.Reply;
import io.dynalake.testsupport.http.Request;
import io.dynalake.testsupport.http.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a stand-in for Secrets Manager. */
class PasswordTest {
  static {
    System.setProperty("aws.accessKeyId", "embedded");
    System.setProperty("aws.secretAccessKey", "embedded");
  }

  private static final String ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:";

  private final Map<String, String> secrets =
      Map.of(
          "rds",
              "{\"engine\":\"postgres\",\"username\":\"me\",\"password\":\"pä\\\"ss\",\"port\":5}",
          "plain", "pä{ss\n",
          "number", "12345",
          "other", "{\"apiKey\":\"hunter2\"}",
          "broken", "{\"password\":\"hunter2");
  private final LoopbackServer server =
      LoopbackServer.start("secrets", request -> new Reply.Whole(answer(request)));

  @AfterEach
  void close() {
    server.close();
  }

  private Response answer(Request request) throws IOException {
    String action = request.headers().first("X-Amz-Target").orElse("");
    JsonNode body = new ObjectMapper().readTree(request.body());
    assertThat(action).isEqualTo("secretsmanager.GetSecretValue");
    assertThat(request.headers().first("Authorization").orElse("")).contains("/eu-west-1/");
    String name = body.path("SecretId").asText().substring(ARN.length());
    return secrets.containsKey(name)
        ? Response.json(
            200,
            new ObjectMapper().createObjectNode().put("SecretString", secrets.get(name)).toString())
        : Response.error(400, "ResourceNotFoundException", "can't find the specified secret");
  }

  private Credentials read(String name) throws SQLException {
    AwsSettings settings =
        new AwsSettings("eu-west-1", server.endpoint().toString(), null, null, null, null);
    return new Password.Secret(ARN + name, settings).read();
  }

  @Test
  void readsUserAndPasswordAsRdsWritesThem() throws SQLException {
    assertThat(read("rds")).isEqualTo(new Credentials(Optional.of("me"), Optional.of("pä\"ss")));
  }

  @Test
  void takesAnythingElseForThePassword() throws SQLException {
    assertThat(read("plain").password()).contains("pä{ss");
    assertThat(read("plain").user()).isEmpty();
    assertThat(read("number").password()).contains("12345");
    assertThat(read("broken").password()).contains("{\"password\":\"hunter2");
  }

  @Test
  void saysWhatIsWrongWithASecretButNotWhatIsInIt() {
    assertThatThrownBy(() -> read("other"))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("secret " + ARN + "other: it has no password")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> read("none"))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_MISSING))
        .hasMessageContaining("it is not there");
  }

  @Test
  void mayBeReadLaterIfTheServiceIsAway() {
    server.leave();
    assertThatThrownBy(() -> read("rds")).isInstanceOf(SQLTransientConnectionException.class);
  }
}
