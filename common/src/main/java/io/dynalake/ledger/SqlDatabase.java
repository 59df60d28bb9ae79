package io.dynalake.ledger;

import java.sql.Connection;
import java.sql.SQLException;

/** What SQLite and PostgreSQL do differently. */
interface SqlDatabase extends AutoCloseable {
  /** For messages; without secrets. */
  String name();

  /** Does something with a connection that commits by itself, which is then given back. */
  <T> T use(SqlWork<T> work) throws SQLException;

  /** Whether the tables of a ledger are there; false too in a new and empty place. */
  boolean hasTables(Connection connection) throws SQLException;

  /** Within a transaction: lets no other process make tables before its end. */
  void lockTables(Connection connection) throws SQLException;

  /** A type of text that sorts by its UTF-8. */
  String sortedText();

  /**
   * What a failure means.
   *
   * @return if it may pass
   * @throws io.dynalake.error.JobException if it will not
   */
  Outage outage(SQLException e);

  @Override
  void close();
}
