package io.dynalake.dataset.convert;

import io.dynalake.item.MapSink;
import io.dynalake.schema.ItemProfile;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does by a guess, while items are profiled, what else is to be done with them, so that the data
 * files are read, decompressed and parsed once: the batch that takes an item fills the profile as
 * well. Whether the guess was right is not decided here: the profile of all items does that. At the
 * first thing that shows it wrong all is given up, and a second pass does it.
 */
abstract sealed class EarlyItems implements Closeable permits EarlyConversion, EarlyBatches {
  private boolean inFile;
  private boolean filling;
  private @Nullable String misfit;

  /**
   * Begins a data file.
   *
   * @return whether its items fill their profiles here
   */
  final boolean beginFile() {
    if (inFile) {
      giveUp("a data file has malformed items or does not verify");
    }
    inFile = true;
    filling = misfit == null;
    return filling;
  }

  /** Whether the items of the current data file are to come here. */
  final boolean isFilling() {
    return filling;
  }

  /** Whether the guess still may be right. */
  final boolean isOn() {
    return misfit == null;
  }

  /**
   * Begins an item.
   *
   * @param group that the item belongs to
   * @param profile of the group's items in this data file
   */
  abstract MapSink fill(String group, ItemProfile profile);

  /** Ends the item, which goes to this directory. */
  abstract void keepItem(String directory);

  /** Ends the item, which is not written. */
  abstract void dropItem();

  /** The end of a block of lines. */
  final void endBlock() {
    if (!filling) {
      return;
    }
    if (isOn() && unknownAttributes() > 0) {
      // The profile is still filled, to the end of the file.
      giveUp("items have attributes that the first ones have not");
    }
    try {
      flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Attributes that the guess knows no column for. */
  abstract long unknownAttributes();

  /** Sees what the items of a block have come to. */
  abstract void flush() throws IOException;

  final void endFile() {
    inFile = false;
  }

  final EarlyResult finish() throws IOException {
    if (inFile) {
      giveUp("a data file does not verify");
    }
    return misfit == null ? complete() : new EarlyResult(List.of(), List.of(misfit));
  }

  /** Ends what was done, which is of use as far as this task can tell. */
  abstract EarlyResult complete() throws IOException;

  /** Drops what was done, and does nothing any more but fill profiles. */
  final void giveUp(String why) {
    if (misfit == null) {
      misfit = why;
      try {
        close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
