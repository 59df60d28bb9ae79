package io.dynalake.bench.peer;

import io.dynalake.testsupport.dynamodb.EmbeddedDynamoDb;
import io.dynalake.testsupport.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.UUID;

/** Where a ledger can be, on this machine. */
public enum LedgerPlace {
  SQLITE("SQLite") {
    @Override
    String newUri(Path output) {
      return output.resolveSibling("ledger.db").toString();
    }
  },
  POSTGRESQL("PostgreSQL") {
    @Override
    String newUri(Path output) {
      return EmbeddedPostgres.shared().url(EmbeddedPostgres.shared().newDatabase());
    }
  },
  DYNAMODB("DynamoDB Local") {
    @Override
    String newUri(Path output) {
      return "dynamodb://ledger-"
          + UUID.randomUUID()
          + "?region=eu-central-1&endpoint="
          + EmbeddedDynamoDb.shared().endpoint();
    }
  };

  private final String label;

  LedgerPlace(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /** An empty one, for a run that writes to this output. */
  abstract String newUri(Path output);
}
