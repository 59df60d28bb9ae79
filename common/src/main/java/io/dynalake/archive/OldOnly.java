package io.dynalake.archive;

import io.dynalake.load.write.Write;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Passes over items that are not old enough. */
final class OldOnly implements Iterator<Write> {
  private final Iterator<Write> all;
  private final Age.Judge judge;
  private @Nullable Write next;

  OldOnly(Iterator<Write> all, Age.Judge judge) {
    this.all = all;
    this.judge = judge;
  }

  @Override
  public boolean hasNext() {
    while (next == null && all.hasNext()) {
      Write write = all.next();
      if (judge.isOld(write.json())) {
        next = write;
      }
    }
    return next != null;
  }

  @Override
  public Write next() {
    Write write = hasNext() ? next : null;
    if (write == null) {
      throw new NoSuchElementException();
    }
    next = null;
    return write;
  }
}
