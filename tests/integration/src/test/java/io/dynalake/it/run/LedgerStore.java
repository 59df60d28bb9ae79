package io.dynalake.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.ledger.Ledger;
import io.dynalake.ledger.Ledgers;
import io.dynalake.ledger.PartRecord;
import io.dynalake.ledger.RunRecord;
import io.dynalake.ledger.RunState;
import io.dynalake.testsupport.dynamodb.EmbeddedDynamoDb;
import io.dynalake.testsupport.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Where the ledger of a job is, each time a new one. */
enum LedgerStore {
  SQLITE {
    @Override
    String newUri(Path folder) {
      return folder.resolve("ledger-" + UUID.randomUUID() + ".db").toString();
    }
  },
  POSTGRESQL {
    @Override
    String newUri(Path folder) {
      return EmbeddedPostgres.shared().url(EmbeddedPostgres.shared().newDatabase());
    }
  },
  DYNAMODB {
    @Override
    String newUri(Path folder) {
      return "dynamodb://ledger-"
          + UUID.randomUUID()
          + "?region=us-east-1&endpoint="
          + EmbeddedDynamoDb.shared().endpoint();
    }
  };

  abstract String newUri(Path folder);

  /**
   * The ledger agrees with a dataset that has everything.
   *
   * @param items of all data files
   * @param attempts how often a data file may have been begun at most
   */
  static void requireComplete(String uri, int files, long items, int attempts, String what) {
    try (Ledger ledger = Ledgers.existing(uri, Ledgers.PATIENCE, message -> {})) {
      List<RunRecord> runs = ledger.runs(10);
      assertThat(runs).as(what).hasSize(1);
      requireComplete(ledger, runs.get(0), files, items, attempts, what);
    }
  }

  /** One run of a ledger has everything. */
  static void requireRun(String uri, String runId, int files, long items) {
    try (Ledger ledger = Ledgers.existing(uri, Ledgers.PATIENCE, message -> {})) {
      requireComplete(ledger, ledger.run(runId).orElseThrow(), files, items, 1, runId);
    }
  }

  private static void requireComplete(
      Ledger ledger, RunRecord run, int files, long items, int attempts, String what) {
    assertThat(run.state()).as(what).isEqualTo(RunState.COMPLETED);
    List<PartRecord> parts = ledger.parts(run.runId(), Set.of());
    assertThat(parts).as(what).hasSize(files);
    assertThat(parts)
        .as(what)
        .allMatch(part -> part.state().name().equals("COMPLETED"))
        .allMatch(part -> part.attempts().size() <= attempts);
    assertThat(parts.stream().mapToLong(PartRecord::items).sum()).as(what).isEqualTo(items);
  }
}
