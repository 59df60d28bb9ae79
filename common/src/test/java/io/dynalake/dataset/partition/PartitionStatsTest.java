package io.dynalake.dataset.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.dataset.partition.PartitionStats.Size;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionStatsTest {
  @Test
  void countsItemsAndBytesByPartition() {
    PartitionStats one = new PartitionStats(10);
    one.add("d=2", 100);
    one.add("d=1", 7);
    one.add("d=2", 23);
    PartitionStats two = new PartitionStats(10);
    two.add("d=2", 1000);
    two.add("d=3", 5);
    one.merge(two);
    one.add("d=2", 1);
    assertThat(one.sizes())
        .isEqualTo(Map.of("d=1", new Size(1, 7), "d=2", new Size(4, 1124), "d=3", new Size(1, 5)));
    assertThat(one.sizes().firstKey()).isEqualTo("d=1");
    assertThat(one.partitions()).isEqualTo(3);
  }

  @Test
  void refusesMorePartitionsThanAllowed() {
    PartitionStats stats = new PartitionStats(2);
    stats.add("k=1", 1);
    stats.add("k=2", 1);
    stats.add("k=1", 1);
    assertThatThrownBy(() -> stats.add("k=3", 1))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("partition explosion: the items fall into more than 2 partitions")
        .hasMessageContaining("k=3")
        .hasMessageContaining("--max-partitions")
        .extracting(e -> ((JobException) e).code())
        .isEqualTo(ErrorCode.BAD_DATA);
  }

  @Test
  void refusesMorePartitionsThanAllowedInAllFilesTogether() {
    PartitionStats one = new PartitionStats(2);
    one.add("k=1", 1);
    one.add("k=2", 1);
    PartitionStats two = new PartitionStats(2);
    two.add("k=2", 1);
    one.merge(two);
    two.add("k=3", 1);
    assertThatThrownBy(() -> one.merge(two)).hasMessageContaining("more than 2 partitions");
  }

  @Test
  void goesOnCountingAfterSerialization() throws Exception {
    PartitionStats stats = new PartitionStats(2);
    stats.add("k=1", 1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(stats);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      PartitionStats copy = (PartitionStats) in.readObject();
      copy.add("k=1", 2);
      assertThat(copy.sizes()).isEqualTo(Map.of("k=1", new Size(2, 3)));
      assertThat(stats.sizes()).isEqualTo(Map.of("k=1", new Size(1, 1)));
    }
  }
}
