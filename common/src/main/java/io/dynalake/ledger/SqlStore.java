package io.dynalake.ledger;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rows in a database. */
final class SqlStore implements Store {
  private final SqlDatabase database;
  private final Ledgers.Missing missing;

  SqlStore(SqlDatabase database, Ledgers.Missing missing) {
    this.database = database;
    this.missing = missing;
  }

  @Override
  public String name() {
    return database.name();
  }

  @Override
  public void prepare() throws Outage {
    try {
      SqlSchema.prepare(database, missing);
    } catch (SQLException e) {
      throw database.outage(e);
    }
  }

  @Override
  public boolean enter(RunRecord run, String token) throws Outage {
    return change(
        connection ->
            RunRows.insert(connection, run, token)
                || RunRows.hasToken(connection, run.runId(), token));
  }

  @Override
  public Optional<RunRecord> run(String runId) throws Outage {
    return read(connection -> RunRows.byId(connection, runId));
  }

  @Override
  public List<RunRecord> runs(int most) throws Outage {
    return read(connection -> RunRows.newest(connection, most));
  }

  @Override
  public Optional<RunRecord> latest(String job, String target, String fingerprint) throws Outage {
    return read(connection -> RunRows.latest(connection, job, target, fingerprint));
  }

  @Override
  public boolean change(RunRecord changed, String token) throws Outage {
    return change(
        connection ->
            RunRows.update(connection, changed, token)
                || RunRows.hasToken(connection, changed.runId(), token));
  }

  @Override
  public void enterParts(String runId, List<PartRecord> parts) throws Outage {
    change(
        connection -> {
          PartRows.insert(connection, runId, parts);
          return parts.size();
        });
  }

  @Override
  public List<PartRecord> parts(String runId, Set<PartState> states) throws Outage {
    return read(connection -> PartRows.select(connection, runId, states));
  }

  @Override
  public List<String> changeParts(String runId, List<PartRecord> changed, String token)
      throws Outage {
    return change(
        connection -> {
          List<PartRecord> refused = PartRows.update(connection, runId, changed, token);
          return PartRows.withoutToken(connection, runId, refused, token);
        });
  }

  @Override
  public Map<PartState, PartTotals> totals(String runId) throws Outage {
    return read(connection -> PartRows.totals(connection, runId));
  }

  @Override
  public void close() {
    database.close();
  }

  private <T> T change(SqlWork<T> work) throws Outage {
    return read(work.inTransaction());
  }

  private <T> T read(SqlWork<T> work) throws Outage {
    try {
      return database.use(work);
    } catch (SQLException e) {
      throw database.outage(e);
    }
  }
}
