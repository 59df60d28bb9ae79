package io.dynalake.load.write;

import static org.apache.spark.sql.functions.col;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Brings items into the order of a hash of their keys: so that neighbours lie far apart in the
 * table, whatever order the input has, and none of its partitions is written to by all at once;
 * items of equal keys lie side by side, in the order of the input.
 *
 * <p>Spark sorts, in memory and on disk.
 */
public final class KeyOrder {
  private static final StructType SCHEMA =
      new StructType()
          .add("hash", DataTypes.LongType, false)
          .add("key", DataTypes.BinaryType, false)
          .add("file", DataTypes.IntegerType, false)
          .add("position", DataTypes.LongType, false)
          .add("size", DataTypes.IntegerType, false)
          .add("json", DataTypes.BinaryType, false);

  private KeyOrder() {}

  /**
   * A row of an item.
   *
   * @param file number of its file, in the order in which files count
   * @param json as of {@link Write}
   */
  public static Row row(int file, long position, int size, byte[] key, byte[] json) {
    return RowFactory.create(hash(key), key, file, position, size, json);
  }

  /** FNV-1a, and the mixing of MurmurHash3 behind it: keys that differ in the last byte only. */
  public static long hash(byte[] key) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : key) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
    return hash ^ hash >>> 33;
  }

  /** Sorts rows into so many tasks. */
  public static JavaRDD<Row> sorted(SparkSession spark, JavaRDD<Row> rows, int tasks) {
    Dataset<Row> all = spark.createDataFrame(rows, SCHEMA);
    return all.repartition(tasks, col("hash"))
        .sortWithinPartitions("hash", "key", "file", "position")
        .javaRDD();
  }

  /**
   * The items of sorted rows.
   *
   * @param files locations by the numbers in the rows
   */
  public static Iterator<Write> writes(Iterator<Row> rows, List<String> files) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Write next() {
        Row row = rows.next();
        return new Write(
            (byte[]) row.get(5),
            (byte[]) row.get(1),
            row.getInt(4),
            new Write.Origin(files.get(row.getInt(2)), row.getLong(3)));
      }
    };
  }
}
