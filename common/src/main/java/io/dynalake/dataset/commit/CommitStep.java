package io.dynalake.dataset.commit;

/** The moments of a commit and of a recovery after which the process may die. */
enum CommitStep {
  LEASE_TAKEN,
  RECOVERED,
  JOURNAL_PREPARED,
  FILE_PUBLISHED,
  ALL_PUBLISHED,
  JOURNAL_PUBLISHED,
  SUPERSEDED_REMOVED,
  SCHEMA_INSTALLED,
  JOURNAL_COMMITTED,
  STAGING_REMOVED,
  FILE_ROLLED_BACK,
  JOURNAL_ROLLED_BACK,
  LEASE_RELEASED;

  /** Is told of every moment; tests die here. */
  @FunctionalInterface
  interface Observer {
    Observer NONE = (step, subject) -> {};

    void reached(CommitStep step, String subject);
  }
}
