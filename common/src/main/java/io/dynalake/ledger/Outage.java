package io.dynalake.ledger;

import static java.util.Objects.requireNonNull;

/** A store is out of reach for now; whether the call did its work is unknown. */
final class Outage extends Exception {
  private static final long serialVersionUID = 1L;

  private final String why;

  /**
   * @param why for users
   */
  Outage(String why, Throwable cause) {
    super(why, cause);
    this.why = requireNonNull(why, "why");
  }

  /** As above. */
  Outage(String why) {
    super(why);
    this.why = requireNonNull(why, "why");
  }

  String why() {
    return why;
  }
}
