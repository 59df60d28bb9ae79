package io.dynalake.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;

/** Sets the parameters of a statement in their order. */
final class Parameters {
  private final PreparedStatement statement;
  private int last;

  private Parameters(PreparedStatement statement) {
    this.statement = statement;
  }

  static Parameters of(PreparedStatement statement) {
    return new Parameters(statement);
  }

  Parameters text(String value) throws SQLException {
    statement.setString(++last, value);
    return this;
  }

  Parameters text(Optional<String> value) throws SQLException {
    statement.setString(++last, value.orElse(null));
    return this;
  }

  Parameters number(long value) throws SQLException {
    statement.setLong(++last, value);
    return this;
  }

  Parameters time(Instant value) throws SQLException {
    return number(value.toEpochMilli());
  }

  Parameters time(Optional<Instant> value) throws SQLException {
    if (value.isPresent()) {
      return time(value.orElseThrow());
    }
    statement.setNull(++last, Types.BIGINT);
    return this;
  }
}
