package io.dynalake.dataset.convert;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** The lines of a task's data files, one file after the other: buffers are there for one alone. */
final class ScatterFiles implements Iterator<Tuple2<Integer, byte[]>> {
  private final ConvertJob job;
  private final Iterator<Integer> files;
  private @Nullable ScatterLines current;

  /**
   * @param files indexes in the plan's list
   */
  ScatterFiles(ConvertJob job, List<Integer> files) {
    this.job = job;
    this.files = files.iterator();
  }

  @Override
  public boolean hasNext() {
    return lines() != null;
  }

  @Override
  public Tuple2<Integer, byte[]> next() {
    ScatterLines lines = lines();
    if (lines == null) {
      throw new NoSuchElementException();
    }
    return lines.next();
  }

  /** The file that has more; null if none has. */
  private @Nullable ScatterLines lines() {
    ScatterLines lines = current;
    while (lines == null || !lines.hasNext()) {
      close();
      if (!files.hasNext()) {
        return null;
      }
      lines = new ScatterLines(job, files.next());
      current = lines;
    }
    return lines;
  }

  void close() {
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
