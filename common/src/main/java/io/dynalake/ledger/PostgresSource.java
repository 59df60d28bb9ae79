package io.dynalake.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** Connects with the password as it is now. */
final class PostgresSource extends PGSimpleDataSource {
  private static final long serialVersionUID = 1L;

  private final transient Password password;

  PostgresSource(PostgresUrl url) {
    password = url.password();
    setUrl(url.forDriver());
    // Parts are entered by the thousand: a batch becomes a statement of many rows.
    setReWriteBatchedInserts(true);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Credentials credentials = password.read();
    return getConnection(credentials.user().orElse(getUser()), credentials.password().orElse(null));
  }
}
