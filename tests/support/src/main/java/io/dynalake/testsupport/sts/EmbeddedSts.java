package io.dynalake.testsupport.sts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dynalake.testsupport.http.LoopbackServer;
import io.dynalake.testsupport.http.Reply;
import io.dynalake.testsupport.http.Request;
import io.dynalake.testsupport.http.Response;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Answers AssumeRole. Its credentials expire after a time that may be far shorter than the 15
 * minutes of the service, whatever duration is asked for.
 */
public final class EmbeddedSts implements AutoCloseable {
  private static final String KEY_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final Duration lifetime;
  private final Map<String, String> externalIds = new ConcurrentHashMap<>();
  private final CopyOnWriteArrayList<AssumedRole> assumed = new CopyOnWriteArrayList<>();
  private final LoopbackServer server;

  private EmbeddedSts(Duration lifetime) {
    this.lifetime = lifetime;
    server = LoopbackServer.start("sts", request -> new Reply.Whole(answer(request)));
  }

  /** A server whose credentials expire after this time. */
  public static EmbeddedSts start(Duration lifetime) {
    return new EmbeddedSts(lifetime);
  }

  public URI endpoint() {
    return server.endpoint();
  }

  /** Lets this role be assumed with this external id alone; all others need none. */
  public void require(String roleArn, String externalId) {
    externalIds.put(roleArn, externalId);
  }

  /** The roles that were assumed, in their order. */
  public List<AssumedRole> assumed() {
    return List.copyOf(assumed);
  }

  /** Whether these are credentials of this server that have not expired. */
  public boolean accepts(String accessKeyId) {
    return assumed.stream()
        .anyMatch(
            role ->
                role.accessKeyId().equals(accessKeyId)
                    && Instant.now().isBefore(role.expiration()));
  }

  private Response answer(Request request) {
    Map<String, String> form = form(request.text());
    if (!"AssumeRole".equals(form.get("Action"))) {
      return error(400, "InvalidAction", "Could not find operation " + form.get("Action"));
    }
    String roleArn = form.getOrDefault("RoleArn", "");
    String sessionName = form.getOrDefault("RoleSessionName", "");
    Optional<String> externalId = Optional.ofNullable(form.get("ExternalId"));
    if (!roleArn.matches("arn:aws:iam::\\d{12}:role/.+")) {
      return error(400, "ValidationError", roleArn + " is invalid");
    }
    if (Integer.parseInt(form.getOrDefault("DurationSeconds", "3600")) < 900) {
      return error(400, "ValidationError", "durationSeconds must be at least 900");
    }
    String required = externalIds.get(roleArn);
    if (required != null && !required.equals(externalId.orElse(""))) {
      return error(
          403,
          "AccessDenied",
          "User is not authorized to perform: sts:AssumeRole on resource: " + roleArn);
    }
    AssumedRole role =
        new AssumedRole(
            roleArn, sessionName, externalId, "ASIA" + key(), Instant.now().plus(lifetime));
    assumed.add(role);
    return Response.xml(200, answer(role));
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new HashMap<>();
    for (String field : body.split("&")) {
      String[] pair = field.split("=", 2);
      form.put(pair[0], pair.length == 1 ? "" : URLDecoder.decode(pair[1], UTF_8));
    }
    return form;
  }

  private static String key() {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      key.append(KEY_CHARACTERS.charAt(ThreadLocalRandom.current().nextInt(32)));
    }
    return key.toString();
  }

  private static String answer(AssumedRole role) {
    return """
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
        <AssumedRoleUser><AssumedRoleId>AROA:%2$s</AssumedRoleId><Arn>%1$s/%2$s</Arn></AssumedRoleUser>
        <Credentials><AccessKeyId>%3$s</AccessKeyId><SecretAccessKey>secret%3$s</SecretAccessKey>
        <SessionToken>token%3$s</SessionToken><Expiration>%4$s</Expiration></Credentials>
        </AssumeRoleResult><ResponseMetadata><RequestId>embedded</RequestId></ResponseMetadata>
        </AssumeRoleResponse>"""
        .formatted(role.roleArn(), role.sessionName(), role.accessKeyId(), role.expiration());
  }

  private static Response error(int status, String code, String message) {
    return Response.xml(
        status,
        """
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
        <Code>%s</Code><Message>%s</Message></Error><RequestId>embedded</RequestId></ErrorResponse>"""
            .formatted(code, message));
  }

  @Override
  public void close() {
    server.close();
  }
}
