package io.dynalake.dataset.convert;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.BadItem;
import io.dynalake.source.Quarantine;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Well-formed items that their columns refuse, such as a text that is no timestamp where {@code
 * --type} says timestamp. They are quarantined like malformed ones.
 */
final class Refusals implements Closeable {
  private final Quarantine quarantine;
  private final long max;

  Refusals(Quarantine quarantine, long max) {
    this.quarantine = quarantine;
    this.max = max;
  }

  void add(BadItem bad) {
    quarantine.add(bad);
    if (quarantine.count() > max) {
      throw tooMany(quarantine.count(), max, quarantine.named());
    }
  }

  long count() {
    return quarantine.count();
  }

  List<String> named() {
    return quarantine.named();
  }

  @Override
  public void close() throws IOException {
    quarantine.close();
  }

  /** Ends the run: more bad items than {@code --max-bad-items} allows. */
  static JobException tooMany(long count, long max, List<String> named) {
    return new JobException(
        ErrorCode.BAD_DATA,
        "bad items: "
            + count
            + " or more, where --max-bad-items allows "
            + max
            + "; "
            + String.join("; ", named)
            + "; mend the export or the types, or allow that many to be left out and kept in the"
            + " quarantine");
  }
}
