package io.dynalake.dataset.convert;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Gathers the lines of one data file into chunks for the shuffle, each with the slot it is for. */
final class LineScatter {
  /** Large enough that the shuffle's cost per record does not show. */
  private static final int CHUNK = 64 << 10;

  /** What all unfinished chunks of a task may take together, whatever the number of slots. */
  private static final int BUDGET = 24 << 20;

  private final int file;
  private final SlotTable slots;
  private final Map<Integer, LineChunk.Builder> builders = new TreeMap<>();
  private final ArrayDeque<Tuple2<Integer, byte[]>> ready = new ArrayDeque<>();
  private long buffered;

  /**
   * @param file index of the data file
   */
  LineScatter(int file, SlotTable slots) {
    this.file = file;
    this.slots = slots;
  }

  /** Takes the line {@code block[start, end)}, given without its '\n'. */
  void add(String directory, byte[] block, int start, int end, long line) {
    int slot = slots.current(directory);
    LineChunk.Builder builder = builders.computeIfAbsent(slot, s -> new LineChunk.Builder());
    builder.add(block, start, end, line);
    buffered += end - start;
    if (builder.length() >= CHUNK) {
      buffered -= builder.length();
      ready.add(new Tuple2<>(slot, builder.take(file)));
      slots.advance(directory);
    } else if (buffered > BUDGET) {
      flush();
    }
  }

  /** Ends all chunks. */
  void flush() {
    builders.forEach(
        (slot, builder) -> {
          if (!builder.isEmpty()) {
            ready.add(new Tuple2<>(slot, builder.take(file)));
          }
        });
    builders.clear();
    buffered = 0;
  }

  /** The next chunk that is ready, or null. */
  @Nullable Tuple2<Integer, byte[]> poll() {
    return ready.poll();
  }

  boolean isReady() {
    return !ready.isEmpty();
  }
}
