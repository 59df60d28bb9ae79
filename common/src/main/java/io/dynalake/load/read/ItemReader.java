package io.dynalake.load.read;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.BadFileException;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Reads the items of one file, some at a time. To be closed, also where it was not read out. */
public abstract class ItemReader implements Iterator<InputItem>, Closeable {
  private final InputFile file;
  private final Deque<InputItem> ready = new ArrayDeque<>();
  private boolean ended;

  ItemReader(InputFile file) {
    this.file = file;
  }

  /**
   * Reads on, and calls {@link #ready} for each item or refusal.
   *
   * @return false at the end of the file
   * @throws IOException if the file is damaged
   */
  abstract boolean read() throws IOException;

  final InputFile file() {
    return file;
  }

  final void ready(InputItem item) {
    ready.add(item);
  }

  final void ready(long position, byte[] json) {
    ready.add(InputItem.of(file, position, json));
  }

  final void refuse(long position, String reason, byte[] raw) {
    ready.add(InputItem.refused(file, position, reason, raw));
  }

  /**
   * Whether there is another item.
   *
   * @throws BadFileException if the file is damaged: nothing more can be read of it
   */
  @Override
  public final boolean hasNext() {
    while (ready.isEmpty() && !ended) {
      ended = !readOn();
    }
    return !ready.isEmpty();
  }

  private boolean readOn() {
    try {
      return read();
    } catch (IOException e) {
      throw new BadFileException(file.name(), String.valueOf(e.getMessage()), ErrorCode.BAD_DATA);
    } catch (JobException | BadFileException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new JobException(ErrorCode.BUG, file.name() + ": " + e, e);
    }
  }

  @Override
  public final InputItem next() {
    if (!hasNext()) {
      throw new NoSuchElementException(file.name());
    }
    return ready.remove();
  }

  /** May be called twice. */
  @Override
  public abstract void close();
}
