package io.dynalake.jobs.options;

import io.dynalake.export.pitr.Destination.Encryption;
import io.dynalake.export.pitr.ExportKind.View;
import io.dynalake.export.pitr.ExportRequest.Format;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What DynamoDB is to export.
 *
 * @param exportTime of a full export; empty: now, or the end of the window
 * @param changes what an incremental export is to hold; empty: the export is full
 * @param window the period that says the times
 * @param reuse whether an export that somebody else asked for will do
 * @param waitTimeout empty: as long as it takes
 */
public record PitrArguments(
    Optional<Instant> exportTime,
    Optional<Changes> changes,
    Optional<Window> window,
    Format format,
    Optional<String> bucketOwner,
    Encryption encryption,
    boolean reuse,
    Optional<Duration> waitTimeout) {

  /**
   * Changes of a time.
   *
   * @param from inclusive; empty: from the end of the last export on
   * @param to exclusive; empty: now
   */
  public record Changes(Optional<Instant> from, Optional<Instant> to, View view) {}
}
