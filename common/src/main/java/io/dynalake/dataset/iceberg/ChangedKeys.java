package io.dynalake.dataset.iceberg;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.sketch.BloomFilter;

/**
 * Which keys changes may have, as a function of Spark's SQL: a Bloom filter of their hashes. A
 * merge keeps all changes, so Spark cannot broadcast them, and would shuffle every row of the table
 * to join them; by this the rows of other items are left where they are read.
 */
final class ChangedKeys implements AutoCloseable {
  /** A filter of 12 MB. */
  private static final long MOST = 10_000_000;

  private static final String HASH = "hash";
  private static final double FALSE_POSITIVES = 0.01;

  private final SparkSession session;
  private final Broadcast<BloomFilter> filter;
  private final String function = "may_change_" + UUID.randomUUID().toString().replace("-", "");

  private ChangedKeys(SparkSession session, BloomFilter hashes) {
    this.session = session;
    this.filter = JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(hashes);
    session.udf().register(function, new MightContain(filter), DataTypes.BooleanType);
  }

  /**
   * Looks at keys, by two jobs of Spark; more than {@value #MOST} are not worth it.
   *
   * @param keys no columns but those of the key
   */
  static Optional<ChangedKeys> of(Dataset<Row> keys) {
    Column[] columns = Arrays.stream(keys.columns()).map(key -> col(key)).toArray(Column[]::new);
    Dataset<Row> hashes =
        keys.select(xxhash64(columns).as(HASH)).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      long count = hashes.count();
      if (count > MOST) {
        return Optional.empty();
      }
      // Spark makes none of no rows.
      BloomFilter filter =
          count == 0
              ? BloomFilter.create(1)
              : hashes.stat().bloomFilter(HASH, count, FALSE_POSITIVES);
      return Optional.of(new ChangedKeys(keys.sparkSession(), filter));
    } finally {
      hashes.unpersist();
    }
  }

  private record MightContain(Broadcast<BloomFilter> filter) implements UDF1<Long, Boolean> {
    @Override
    public Boolean call(Long hash) {
      return filter.value().mightContainLong(hash);
    }
  }

  /**
   * False only of rows that no change is of.
   *
   * @param keys SQL of the table's columns, in the order and of the types of the changes' keys
   */
  String condition(List<String> keys) {
    return keys.stream().collect(Collectors.joining(", ", function + "(xxhash64(", "))"));
  }

  @Override
  public void close() {
    session.sql("DROP TEMPORARY FUNCTION " + function);
    filter.destroy();
  }
}
