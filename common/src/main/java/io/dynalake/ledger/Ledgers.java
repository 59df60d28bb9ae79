package io.dynalake.ledger;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Opens ledgers. Where they are:
 *
 * <pre>
 * path · file:///path · jdbc:sqlite:path       a SQLite file on a local disk
 * jdbc:postgresql://host/database?user=name    PostgreSQL; the password is in the environment
 *                                              (DYNALAKE_LEDGER_PASSWORD), or in passwordFile=/path
 *                                              or secret=arn:aws:secretsmanager:… of the URL
 * dynamodb://table?region=…&amp;endpoint=…&amp;roleArn=…  a DynamoDB table
 * </pre>
 */
public final class Ledgers {
  /** As long as a service takes to fail over. */
  public static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Of the tables; a change of them that older programs cannot take has the next one. */
  static final int VERSION = 1;

  private Ledgers() {}

  /** What to do where there is no ledger yet. */
  enum Missing {
    MADE,
    REFUSED
  }

  /**
   * Opens a ledger, and makes it where there is none.
   *
   * @param patience how long it waits while the store is out of reach; half a minute at most while
   *     it is opened
   * @param notes takes a line when that happens
   * @throws JobException USAGE if there can be no ledger there, SERVICE if it is out of reach
   */
  public static Ledger open(String uri, Duration patience, Consumer<String> notes) {
    return open(uri, patience, notes, Missing.MADE, System.getenv());
  }

  /**
   * Opens a ledger that somebody has made.
   *
   * @throws JobException also INPUT_MISSING if there is none
   */
  public static Ledger existing(String uri, Duration patience, Consumer<String> notes) {
    return open(uri, patience, notes, Missing.REFUSED, System.getenv());
  }

  /**
   * Checks what a URI says, without connecting: before it is logged, since it might hold a
   * password.
   *
   * @throws JobException USAGE if it is wrong
   */
  public static void check(String uri) {
    LedgerUri.parse(uri, Map.of());
  }

  static Ledger open(
      String uri,
      Duration patience,
      Consumer<String> notes,
      Missing missing,
      Map<String, String> environment) {
    LedgerUri place = LedgerUri.parse(uri, environment);
    try {
      return new PatientLedger(place.store(missing), patience, notes).prepared();
    } catch (NoClassDefFoundError e) {
      throw new JobException(
          ErrorCode.USAGE,
          "ledger "
              + place.getClass().getSimpleName()
              + ": its driver is not on the class path; "
              + e.getMessage()
              + " is missing; use dynalake.jar, which has it, or another ledger",
          e);
    }
  }

  static JobException missing(String name) {
    return new JobException(
        ErrorCode.INPUT_MISSING,
        "ledger "
            + name
            + ": there is none; runs enter themselves into the one that --ledger names; name that"
            + " one");
  }

  static void requireVersion(String name, int version) {
    if (version != VERSION) {
      throw new JobException(
          ErrorCode.USAGE,
          "ledger "
              + name
              + ": it is of version "
              + version
              + ", and this program knows version "
              + VERSION
              + "; use the "
              + (version > VERSION ? "newer" : "older")
              + " program that made it, or another ledger");
    }
  }
}
