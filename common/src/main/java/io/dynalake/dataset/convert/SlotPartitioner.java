package io.dynalake.dataset.convert;

import org.apache.spark.Partitioner;

/**
 * Deals slots out to tasks; one more partition may hold what the tasks of the map side found out.
 */
final class SlotPartitioner extends Partitioner {
  /** The key of what is for no slot. */
  static final int FINDINGS = -1;

  private static final long serialVersionUID = 1L;

  private final int tasks;
  private final boolean findings;

  SlotPartitioner(int tasks, boolean findings) {
    this.tasks = tasks;
    this.findings = findings;
  }

  @Override
  public int numPartitions() {
    return findings ? tasks + 1 : tasks;
  }

  @Override
  public int getPartition(Object slot) {
    int number = (Integer) slot;
    return number == FINDINGS ? tasks : number % tasks;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SlotPartitioner that
        && that.tasks == tasks
        && that.findings == findings;
  }

  @Override
  public int hashCode() {
    return 2 * tasks + (findings ? 1 : 0);
  }
}
