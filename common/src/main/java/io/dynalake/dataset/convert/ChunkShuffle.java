package io.dynalake.dataset.convert;

import java.util.Comparator;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.rdd.ShuffledRDD;
import scala.math.Ordering$;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Brings the chunks of each slot together. */
final class ChunkShuffle {
  /** Up to so many slots each get a task of their own, and nothing needs to be sorted. */
  private static final int TASKS = 200;

  private ChunkShuffle() {}

  /** Tasks behind the shuffle that so many slots are dealt out to. */
  static int tasks(int slots) {
    return Math.min(slots, TASKS);
  }

  /**
   * Each partition has the chunks of a few slots, one slot after the other.
   *
   * @param findings whether one more partition, the last, holds what is for no slot
   */
  static JavaPairRDD<Integer, byte[]> of(
      JavaPairRDD<Integer, byte[]> chunks, int slots, boolean findings) {
    ClassTag<Integer> key = ClassTag$.MODULE$.apply(Integer.class);
    ClassTag<byte[]> value = ClassTag$.MODULE$.apply(byte[].class);
    var partitioner = new SlotPartitioner(tasks(slots), findings);
    var shuffled =
        new ShuffledRDD<Integer, byte[], byte[]>(chunks.rdd(), partitioner, key, value, value)
            .setSerializer(new ChunkSerializer());
    return JavaPairRDD.fromRDD(
        slots > TASKS
            ? shuffled.setKeyOrdering(
                Ordering$.MODULE$.comparatorToOrdering(Comparator.<Integer>naturalOrder()))
            : shuffled,
        key,
        value);
  }
}
