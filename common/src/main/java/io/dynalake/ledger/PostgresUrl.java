package io.dynalake.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dynalake.aws.AwsSettings;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code jdbc:postgresql://[user@]host[:port]/database[?parameter=value&…]}, with the parameters of
 * the driver and with {@code passwordFile}, {@code secret} and {@code secretEndpoint}.
 *
 * @param address without user and parameters
 * @param forDriver the URL that the driver gets; without passwords
 */
record PostgresUrl(String address, String forDriver, Password password) {
  static final String PREFIX = "jdbc:postgresql:";

  private static final String HOST = "([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?";
  private static final Pattern ADDRESS =
      Pattern.compile(
          PREFIX
              + "//((?<user>[^@:/?]+)@)?"
              + "(?<hosts>"
              + HOST
              + "(,"
              + HOST
              + ")*)?(?<database>/[^?/@:]*)?",
          Pattern.DOTALL);
  private static final Pattern PARAMETER = Pattern.compile("([A-Za-z0-9_.]+)=(.*)", Pattern.DOTALL);
  private static final Pattern SECRET =
      Pattern.compile("arn:[a-z0-9-]+:secretsmanager:([a-z0-9-]+):\\d{12}:secret:\\S+");

  private static final String INSTEAD =
      "leave it out, and set "
          + Password.VARIABLE
          + " in the environment, or add passwordFile=/path or"
          + " secret=arn:aws:secretsmanager:… to the URL";

  /** Lest a dead connection is waited for, and for a batch to be one statement. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "connectTimeout", "5",
          "socketTimeout", "30",
          "tcpKeepAlive", "true",
          "ApplicationName", "dynalake",
          "reWriteBatchedInserts", "true");

  /**
   * Reads a URL.
   *
   * @throws JobException USAGE if it is none or has a password in it; the text is not repeated
   */
  static PostgresUrl parse(String text, Map<String, String> environment) {
    int question = text.indexOf('?');
    Matcher base = ADDRESS.matcher(question < 0 ? text : text.substring(0, question));
    if (!base.matches()) {
      throw usage(
          PREFIX + "//…",
          "this is no URL of a PostgreSQL database, or there is a password in it; one looks like"
              + " jdbc:postgresql://host:5432/database?user=name; as to the password, "
              + INSTEAD);
    }
    String address =
        PREFIX
            + "//"
            + Optional.ofNullable(base.group("hosts")).orElse("")
            + Optional.ofNullable(base.group("database")).orElse("");
    Map<String, String> parameters =
        parameters(address, question < 0 ? "" : text.substring(question + 1));
    Password password = password(address, parameters, environment);
    Optional.ofNullable(base.group("user")).ifPresent(user -> parameters.putIfAbsent("user", user));
    DEFAULTS.forEach(parameters::putIfAbsent);
    List<String> query = new ArrayList<>();
    parameters.forEach((name, value) -> query.add(name + "=" + value));
    return new PostgresUrl(address, address + "?" + String.join("&", query), password);
  }

  /** Values as typed; the driver decodes them. */
  private static Map<String, String> parameters(String address, String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String typed : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      Matcher parameter = PARAMETER.matcher(typed);
      if (!parameter.matches()) {
        throw usage(address, "after '?' it has something that is not name=value; correct it");
      }
      String name = parameter.group(1);
      boolean secret = name.toLowerCase(Locale.ROOT).endsWith("password");
      if (secret) {
        throw usage(address, "a password in the URL would end up in logs; " + INSTEAD);
      }
      if (parameters.put(name, parameter.group(2)) != null) {
        throw usage(address, name + " is there twice; leave one out");
      }
    }
    return parameters;
  }

  /** Takes out of the parameters what is not the driver's. */
  private static Password password(
      String address, Map<String, String> parameters, Map<String, String> environment) {
    Optional<String> file = taken(parameters, "passwordFile");
    Optional<String> secret = taken(parameters, "secret");
    Optional<String> endpoint = taken(parameters, "secretEndpoint");
    if (file.isPresent() && secret.isPresent()) {
      throw usage(address, "there is both a passwordFile and a secret; leave one out");
    }
    if (secret.isPresent()) {
      String arn = secret.orElseThrow();
      Matcher matcher = SECRET.matcher(arn);
      if (!matcher.matches()) {
        throw usage(
            address,
            "what follows secret= is no ARN of a secret; one looks like"
                + " arn:aws:secretsmanager:eu-central-1:123456789012:secret:name-AbCdEf");
      }
      return new Password.Secret(
          arn, new AwsSettings(matcher.group(1), endpoint.orElse(null), null, null, null, null));
    }
    return file.<Password>map(path -> new Password.InFile(Path.of(path)))
        .orElseGet(
            () -> new Password.Known(Optional.ofNullable(environment.get(Password.VARIABLE))));
  }

  private static Optional<String> taken(Map<String, String> parameters, String name) {
    return Optional.ofNullable(parameters.remove(name))
        .map(value -> URLDecoder.decode(value.replace("+", "%2B"), UTF_8));
  }

  private static JobException usage(String address, String what) {
    return new JobException(ErrorCode.USAGE, "ledger " + address + ": " + what);
  }
}
