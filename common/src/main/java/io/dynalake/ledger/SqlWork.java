package io.dynalake.ledger;

import java.sql.Connection;
import java.sql.SQLException;

/** What is done with a connection. */
@FunctionalInterface
interface SqlWork<T> {
  T with(Connection connection) throws SQLException;

  /** The same as a transaction: all of it, or nothing. */
  default SqlWork<T> inTransaction() {
    return connection -> {
      connection.setAutoCommit(false);
      try {
        T result = with(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollback(connection, e);
        throw e;
      } finally {
        if (!connection.isClosed()) {
          connection.setAutoCommit(true);
        }
      }
    };
  }

  private static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // The connection is gone, and with it the transaction.
      cause.addSuppressed(e);
    }
  }
}
