package io.dynalake.dataset.convert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends lines to slots while the items are profiled, until something shows that this is in vain.
 */
final class EarlyLines {
  private final SlotTable slots;
  private final LineScatter scatter;
  private boolean inFile;
  private @Nullable String misfit;

  EarlyLines(SlotTable slots, LineScatter scatter) {
    this.slots = slots;
    this.scatter = scatter;
  }

  void beginFile() {
    if (inFile) {
      misfit = "a data file has malformed items or does not verify";
    }
    inFile = true;
  }

  void add(String directory, byte[] block, int start, int end, long line) {
    if (misfit == null && !slots.knows(directory)) {
      misfit = "items are for directories that the first ones are not for";
    }
    if (misfit == null) {
      scatter.add(directory, block, start, end, line);
    }
  }

  void endFile() {
    inFile = false;
  }

  EarlyResult finish() {
    if (inFile) {
      misfit = "a data file does not verify";
    }
    return new EarlyResult(List.of(), misfit == null ? List.of() : List.of(misfit));
  }
}
