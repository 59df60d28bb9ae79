package io.dynalake.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.TableName;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerUriTest {
  private static final String PG = "jdbc:postgresql://db.example:5432/lake";

  private static LedgerUri parse(String text) {
    return LedgerUri.parse(text, Map.of("DYNALAKE_LEDGER_PASSWORD", "from env"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b/l.db", "jdbc:sqlite:a b/l.db", " a b/l.db "})
  void takesPathsForSqlite(String text) {
    assertThat(parse(text)).isEqualTo(new LedgerUri.SqliteFile(Path.of("a b/l.db")));
  }

  @Test
  void takesUrisOfFilesForSqlite() {
    assertThat(parse("file:///tmp/a%20b.db"))
        .isEqualTo(new LedgerUri.SqliteFile(Path.of("/tmp/a b.db")));
    assertUsage("file://host/x", "this is no URI of a file");
  }

  @Test
  void readsWhereATableIs() {
    assertThat(
            parse(
                "dynamodb://my_ledger.1?region=eu-west-1&endpoint=http%3A%2F%2Flocalhost:8000"
                    + "&roleArn=arn:aws:iam::123456789012:role/a+b&externalId=x"
                    + "&profile=p&stsEndpoint=https://sts.example"))
        .isEqualTo(
            new LedgerUri.DynamoDb(
                new TableName("my_ledger.1"),
                new AwsSettings(
                    "eu-west-1",
                    "http://localhost:8000",
                    "https://sts.example",
                    "p",
                    "arn:aws:iam::123456789012:role/a+b",
                    "x")));
    String arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/Ledger";
    assertThat(parse("dynamodb://" + arn))
        .isEqualTo(new LedgerUri.DynamoDb(new TableName(arn), AwsSettings.DEFAULT));
    assertUsage("dynamodb://t", "ledger dynamodb://t: table t: this is neither");
    assertUsage("dynamodb://table?regoin=x", "after '?' it takes region, endpoint");
    assertUsage("dynamodb://table?region=x", "region x: this is no region");
  }

  @Test
  void readsWhereADatabaseIs() throws SQLException {
    PostgresUrl url = postgres(PG + "?user=me&sslmode=require&connectTimeout=9");
    assertThat(url.address()).isEqualTo(PG);
    assertThat(url.forDriver())
        .startsWith(PG + "?user=me&sslmode=require&connectTimeout=9&")
        .contains("&socketTimeout=30", "&reWriteBatchedInserts=true");
    assertThat(url.password().read().password()).contains("from env");

    PostgresUrl ofUser = postgres("jdbc:postgresql://me@[::1]:5432,b-2/lake");
    assertThat(ofUser.address()).isEqualTo("jdbc:postgresql://[::1]:5432,b-2/lake");
    assertThat(ofUser.forDriver()).contains("?user=me&");
    assertThat(PostgresUrl.parse(PG, Map.of()).password())
        .isEqualTo(new Password.Known(Optional.empty()));
  }

  private static PostgresUrl postgres(String text) {
    return ((LedgerUri.Postgres) parse(text)).url();
  }

  @Test
  void takesWhatLeadsToThePasswordOutOfTheUrlOfTheDriver() {
    PostgresUrl file = postgres(PG + "?passwordFile=/run/a%20b+c&user=me");
    assertThat(file.password()).isEqualTo(new Password.InFile(Path.of("/run/a b+c")));
    assertThat(file.forDriver()).doesNotContain("passwordFile").contains("?user=me");

    String arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/lake-AbCdEf";
    PostgresUrl secret = postgres(PG + "?secret=" + arn + "&secretEndpoint=http://localhost:1");
    assertThat(secret.password())
        .isEqualTo(
            new Password.Secret(
                arn, new AwsSettings("eu-west-1", "http://localhost:1", null, null, null, null)));
    assertThat(secret.forDriver()).doesNotContain("secret");

    assertUsage(PG + "?secret=arn:aws:iam::1:x", "is no ARN of a secret");
    assertUsage(PG + "?passwordFile=/a&secret=" + arn, "both a passwordFile and a secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PG + "?user=me&password=hunter2",
        PG + "?Password=hunter2",
        PG + "?sslpassword=hunter2",
        "jdbc:postgresql://me:hunter2@db.example/lake",
        "jdbc:postgresql://me:hunter2/x@db.example/lake",
        "jdbc:postgresql://me:hunter2?x@db.example/lake",
        "jdbc:postgresql://hunter2@db.example@x/lake",
        PG + "?user=me&hunter2",
        "postgresql://me:hunter2@db.example/lake",
        "jdbc:mysql://me:hunter2@db.example/lake"
      })
  void refusesPasswordsInUrlsAndDoesNotRepeatThem(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> Ledgers.check(text)).isInstanceOf(JobException.class);
  }

  @Test
  void saysWhatToDoInsteadOfAPasswordInTheUrl() {
    assertUsage(
        PG + "?password=x",
        "ledger "
            + PG
            + ": a password in the URL would end up in logs; leave it out, and set"
            + " DYNALAKE_LEDGER_PASSWORD in the environment, or add passwordFile=/path or"
            + " secret=arn:aws:secretsmanager:");
  }

  @Test
  void showsNoPassword() {
    LedgerUri uri = parse(PG);
    assertThat(uri.toString()).doesNotContain("from env");
    assertThat(uri.store(Ledgers.Missing.MADE).name()).isEqualTo(PG);
    assertThat(new Credentials(Optional.of("me"), Optional.of("pw")).toString())
        .doesNotContain("pw");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://bucket/ledger.db", "jdbc:h2:mem:x", "mongodb://host/db"})
  void refusesOtherKinds(String text) {
    assertUsage(text, "there are no ledgers of this kind; name a file, jdbc:postgresql:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "jdbc:sqlite:", "jdbc:sqlite::memory:", "a?b"})
  void refusesWhatIsNoFile(String text) {
    assertUsage(text, "this is no path of a file");
  }

  @Test
  void checksWithoutConnecting() {
    assertThatCode(() -> Ledgers.check("jdbc:postgresql://no.such.host/lake"))
        .doesNotThrowAnyException();
  }

  private static void assertUsage(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageStartingWith("ledger")
        .hasMessageContaining(message);
  }
}
