package io.dynalake.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The most resident memory that a process or one of its descendants had: the highest of their peaks
 * (VmHWM), so that nothing between two looks is missed. They are not added up: a child that is
 * about to execute another program still has its parent's memory, and shows it as its own.
 */
final class PeakMemory implements AutoCloseable {
  private static final long LOOK_EVERY_MILLIS = 50;

  /** Finding the descendants reads all of /proc, which should not slow what is measured. */
  private static final int LOOKS_PER_TREE = 5;

  /** At first, processes start one another quickly, and some are short. */
  private static final int FIRST_LOOKS = 20;

  private static final String PEAK = "VmHWM:";

  private final ProcessHandle root;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private List<ProcessHandle> tree = List.of();
  private int looks;
  private volatile long bytes;

  private PeakMemory(ProcessHandle root) {
    this.root = root;
  }

  /** Begins to look. */
  @SuppressWarnings("FutureReturnValueIgnored") // It ends when the clock is shut down.
  static PeakMemory of(ProcessHandle root) {
    PeakMemory memory = new PeakMemory(root);
    memory.clock.scheduleWithFixedDelay(memory::look, 0, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    return memory;
  }

  /** The peak so far; 0 where there is no /proc. */
  long bytes() {
    return bytes;
  }

  private void look() {
    if (looks < FIRST_LOOKS || looks % LOOKS_PER_TREE == 0) {
      tree = Stream.concat(Stream.of(root), root.descendants()).toList();
    }
    looks++;
    bytes = Math.max(bytes, tree.stream().mapToLong(PeakMemory::peak).max().orElse(0));
  }

  /** A process that has ended has none. */
  private static long peak(ProcessHandle process) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
        if (line.startsWith(PEAK)) {
          String[] words = line.substring(PEAK.length()).strip().split(" ");
          return Long.parseLong(words[0]) << 10;
        }
      }
      return 0;
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
