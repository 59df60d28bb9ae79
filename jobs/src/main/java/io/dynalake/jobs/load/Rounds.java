package io.dynalake.jobs.load;

import io.dynalake.load.read.InputFile;
import java.util.ArrayList;
import java.util.List;

/** Says which files are written together. */
final class Rounds {
  /** As stored; it takes a table of 10,000 write units about as many seconds as it takes Spark. */
  private static final long BYTES = 1L << 30;

  private Rounds() {}

  /**
   * Rounds in the order of the files, none of them empty.
   *
   * @param numbers of the files that are to be written
   * @param files all of them
   * @param filesPerRound 0: by their size
   */
  static List<List<Integer>> of(List<Integer> numbers, List<InputFile> files, int filesPerRound) {
    List<List<Integer>> rounds = new ArrayList<>();
    List<Integer> round = new ArrayList<>();
    long bytes = 0;
    for (int number : numbers) {
      long size = Math.max(0, files.get(number).size());
      boolean full = filesPerRound > 0 ? round.size() >= filesPerRound : bytes + size > BYTES;
      if (full && !round.isEmpty()) {
        rounds.add(List.copyOf(round));
        round.clear();
        bytes = 0;
      }
      round.add(number);
      bytes += size;
    }
    if (!round.isEmpty()) {
      rounds.add(List.copyOf(round));
    }
    return rounds;
  }
}
