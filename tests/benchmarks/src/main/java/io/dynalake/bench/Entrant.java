package io.dynalake.bench;

import static java.util.Objects.requireNonNull;

import io.dynalake.bench.data.DataSet;
import io.dynalake.bench.peer.Peer;

/**
 * A peer in a scenario.
 *
 * @param label that tells it from the others
 * @param data that it works on
 */
record Entrant(String label, Peer peer, DataSet data) {
  Entrant {
    requireNonNull(label, "label");
    requireNonNull(peer, "peer");
    requireNonNull(data, "data");
  }
}
