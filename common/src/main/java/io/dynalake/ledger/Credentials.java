package io.dynalake.ledger;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Whom a database lets in. Shows no password.
 *
 * @param user empty: as the URL says
 * @param password empty: the database needs none, or the driver finds one in ~/.pgpass
 */
record Credentials(Optional<String> user, Optional<String> password) {
  Credentials {
    requireNonNull(user, "user");
    requireNonNull(password, "password");
  }

  @Override
  public String toString() {
    return "credentials";
  }
}
