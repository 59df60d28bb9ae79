package io.dynalake.source;

import io.dynalake.export.DataFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** Deals data files out to tasks. */
public final class FileGroups {
  /** Below this, one more task costs more than it saves. */
  private static final long SMALL = 32L << 20;

  private FileGroups() {}

  /**
   * One task per data file, but many small files share a task. DynamoDB writes at least one file
   * per table partition, most of them empty in a young table.
   */
  public static List<List<Integer>> forReading(List<DataFile> files, int cores) {
    long bytes = files.stream().mapToLong(f -> Math.max(f.size(), 0)).sum();
    long groups = files.size() <= 4 * cores ? files.size() : Math.max(4L * cores, bytes / SMALL);
    return balanced(files, Math.min(groups, files.size()));
  }

  /** At most {@code count} groups of about equal bytes; within a group in the order of the list. */
  public static List<List<Integer>> balanced(List<DataFile> files, long count) {
    var order =
        IntStream.range(0, files.size())
            .boxed()
            .sorted(Comparator.comparingLong((Integer i) -> -files.get(i).size()))
            .toList();
    // Ties go to the group made first, so that the same files always give the same groups.
    var lightest =
        new PriorityQueue<Group>(
            Comparator.<Group>comparingLong(g -> g.bytes).thenComparingInt(g -> g.number));
    for (int i = 0; i < count; i++) {
      lightest.add(new Group(i));
    }
    for (int i : order) {
      Group group = lightest.remove();
      group.members.add(i);
      // An empty file still costs a request or two.
      group.bytes += Math.max(files.get(i).size(), 0) + 1024;
      lightest.add(group);
    }
    return lightest.stream()
        .filter(g -> !g.members.isEmpty())
        .sorted(Comparator.comparingInt(g -> g.number))
        .map(g -> g.members.stream().sorted().toList())
        .toList();
  }

  private static final class Group {
    private final List<Integer> members = new ArrayList<>();
    private final int number;
    private long bytes;

    Group(int number) {
      this.number = number;
    }
  }
}
