package io.dynalake.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.Regions;
import io.dynalake.aws.TableName;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a ledger is, as its user says it. */
sealed interface LedgerUri {
  /** The store there; nothing is connected yet. */
  Store store(Ledgers.Missing missing);

  /** A file of SQLite. */
  record SqliteFile(Path file) implements LedgerUri {
    @Override
    public Store store(Ledgers.Missing missing) {
      return new SqlStore(new SqliteDatabase(file, missing), missing);
    }
  }

  /** A PostgreSQL database. */
  record Postgres(PostgresUrl url) implements LedgerUri {
    @Override
    public Store store(Ledgers.Missing missing) {
      return new SqlStore(new PostgresDatabase(url), missing);
    }
  }

  /** A DynamoDB table. */
  record DynamoDb(TableName table, AwsSettings settings) implements LedgerUri {
    @Override
    public Store store(Ledgers.Missing missing) {
      return new DynamoDbStore(table, Regions.resolve(settings, table), missing);
    }
  }

  String SQLITE = "jdbc:sqlite:";
  String DYNAMODB = "dynamodb://";
  List<String> DYNAMODB_PARAMETERS =
      List.of("region", "endpoint", "stsEndpoint", "profile", "roleArn", "externalId");
  Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(//.*|[^/\\\\]*:.*)", Pattern.DOTALL);

  /**
   * Reads a URI.
   *
   * @throws JobException USAGE if there is no such ledger, or a password in it
   */
  static LedgerUri parse(String typed, Map<String, String> environment) {
    String text = typed.strip();
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith(PostgresUrl.PREFIX)) {
      return new Postgres(PostgresUrl.parse(text, environment));
    }
    if (lower.startsWith(DYNAMODB)) {
      return dynamoDb(text);
    }
    if (lower.startsWith(SQLITE)) {
      return sqlite(text.substring(SQLITE.length()));
    }
    if (lower.startsWith("file:")) {
      return sqlite(path(text));
    }
    Matcher scheme = SCHEME.matcher(text);
    if (scheme.matches()) {
      // No more than the scheme: what follows may have a password.
      throw usage(
          scheme.group(1) + ":…",
          "there are no ledgers of this kind; name a file, jdbc:postgresql://host/database or"
              + " dynamodb://table");
    }
    return sqlite(text);
  }

  private static String path(String uri) {
    try {
      return Path.of(URI.create(uri)).toString();
    } catch (IllegalArgumentException e) {
      throw new JobException(
          ErrorCode.USAGE,
          "ledger " + uri + ": this is no URI of a file; " + e.getMessage() + "; give a path",
          e);
    }
  }

  private static LedgerUri sqlite(String path) {
    if (path.isBlank() || path.startsWith(":") || path.indexOf('?') >= 0) {
      throw usage(
          path.isBlank() ? "(empty)" : path,
          "this is no path of a file; name one, such as dynalake-ledger.db");
    }
    try {
      return new SqliteFile(Path.of(path));
    } catch (InvalidPathException e) {
      throw new JobException(
          ErrorCode.USAGE, "ledger: this is no path; " + e.getMessage() + "; name a file", e);
    }
  }

  private static LedgerUri dynamoDb(String text) {
    String rest = text.substring(DYNAMODB.length());
    int question = rest.indexOf('?');
    String table = question < 0 ? rest : rest.substring(0, question);
    Map<String, String> parameters = new HashMap<>();
    String query = question < 0 ? "" : rest.substring(question + 1);
    for (String parameter : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = Math.max(0, parameter.indexOf('='));
      String name = parameter.substring(0, equals);
      if (!DYNAMODB_PARAMETERS.contains(name)) {
        throw usage(
            DYNAMODB + table,
            "after '?' it takes " + String.join(", ", DYNAMODB_PARAMETERS) + " and nothing else");
      }
      parameters.put(
          name, URLDecoder.decode(parameter.substring(equals + 1).replace("+", "%2B"), UTF_8));
    }
    try {
      return new DynamoDb(
          new TableName(table.endsWith("/") ? table.substring(0, table.length() - 1) : table),
          new AwsSettings(
              parameters.get("region"),
              parameters.get("endpoint"),
              parameters.get("stsEndpoint"),
              parameters.get("profile"),
              parameters.get("roleArn"),
              parameters.get("externalId")));
    } catch (JobException e) {
      throw new JobException(
          ErrorCode.USAGE, "ledger " + DYNAMODB + table + ": " + e.getMessage(), e);
    }
  }

  private static JobException usage(String subject, String what) {
    return new JobException(ErrorCode.USAGE, "ledger " + subject + ": " + what);
  }
}
