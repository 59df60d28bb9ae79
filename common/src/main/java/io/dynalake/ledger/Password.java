package io.dynalake.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.aws.AwsClients;
import io.dynalake.aws.AwsFailures;
import io.dynalake.aws.AwsSettings;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Where a password is; read for every new connection, since passwords get rotated. */
sealed interface Password {
  /** The variable of the environment that has it, where the URL says nothing else. */
  String VARIABLE = "DYNALAKE_LEDGER_PASSWORD";

  Credentials read() throws SQLException;

  /** None, or a given one. Shows nothing of it. */
  record Known(Optional<String> password) implements Password {
    @Override
    public Credentials read() {
      return new Credentials(Optional.empty(), password);
    }

    @Override
    public String toString() {
      return "password";
    }
  }

  /** The content of a file, without line feeds at its end. */
  record InFile(Path file) implements Password {
    @Override
    public Credentials read() {
      try {
        String text = Files.readString(file).replaceFirst("[\\r\\n]+$", "");
        return new Credentials(Optional.empty(), Optional.of(text));
      } catch (IOException e) {
        throw new JobException(
            ErrorCode.INPUT_MISSING,
            "passwordFile " + file + ": cannot be read; " + e + "; check path and rights",
            e);
      }
    }
  }

  /**
   * In AWS Secrets Manager: JSON with username and password, as RDS writes it, or the password.
   *
   * @param arn of the secret
   * @param settings region and endpoint of Secrets Manager
   */
  record Secret(String arn, AwsSettings settings) implements Password {
    @Override
    public Credentials read() throws SQLException {
      try {
        String text =
            AwsClients.secretsManager(settings)
                .getSecretValue(request -> request.secretId(arn))
                .secretString();
        return credentials(Optional.ofNullable(text).orElse(""));
      } catch (SdkException e) {
        if (AwsFailures.mayPass(e)) {
          throw new SQLTransientConnectionException("secret " + arn + ": " + e.getMessage(), e);
        }
        throw AwsFailures.of("secret " + arn, e);
      }
    }

    private Credentials credentials(String text) {
      JsonNode json = object(text);
      if (json.isMissingNode() && !text.isBlank()) {
        return new Credentials(Optional.empty(), Optional.of(text.strip()));
      }
      if (!json.path("password").isTextual()) {
        throw new JobException(
            ErrorCode.USAGE,
            "secret "
                + arn
                + ": it has no password; a secret of a database is JSON with username and password,"
                + " or the password alone; name another one");
      }
      String user = json.path("username").asText("");
      return new Credentials(
          Optional.of(user).filter(u -> !u.isEmpty()), Optional.of(json.path("password").asText()));
    }

    /** Missing if it is no object; errors of the parser would show the text. */
    private static JsonNode object(String text) {
      ObjectMapper mapper = new ObjectMapper();
      try {
        JsonNode json = mapper.readTree(text);
        return json.isObject() ? json : mapper.missingNode();
      } catch (JsonProcessingException e) {
        return mapper.missingNode();
      }
    }
  }
}
