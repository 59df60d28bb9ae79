package io.dynalake.compare;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Items as rows of their key, digest and place, without their values. Sorted, the items of a key
 * lie side by side, and of these those that are equal. Spark sorts, in memory and on disk.
 */
final class KeyRows {
  private static final StructType SCHEMA =
      new StructType()
          .add("hash", DataTypes.LongType, false)
          .add("key", DataTypes.BinaryType, false)
          .add("high", DataTypes.LongType, false)
          .add("low", DataTypes.LongType, false)
          .add("side", DataTypes.IntegerType, false)
          .add("file", DataTypes.IntegerType, false)
          .add("position", DataTypes.LongType, false);

  private static final byte[] NO_KEY = {};

  private KeyRows() {}

  static Row of(long hash, CanonicalItem item, Place place) {
    return row(hash, item.key(), item.digestHigh(), item.digestLow(), place);
  }

  /** An item that cannot be compared. */
  static Row unreadable(long hash, Place place) {
    return row(hash, NO_KEY, 0, 0, place);
  }

  private static Row row(long hash, byte[] key, long high, long low, Place place) {
    return RowFactory.create(
        hash, key, high, low, place.side().index(), place.file(), place.position());
  }

  /** Sorts rows into so many tasks. */
  static JavaRDD<Row> sorted(SparkSession spark, JavaRDD<Row> rows, int tasks) {
    Column[] order =
        List.of(SCHEMA.fieldNames()).stream().map(name -> col(name)).toArray(Column[]::new);
    return spark
        .createDataFrame(rows, SCHEMA)
        .repartition(tasks, col("hash"))
        .sortWithinPartitions(order)
        .javaRDD();
  }

  static long hash(Row row) {
    return row.getLong(0);
  }

  static byte[] key(Row row) {
    return (byte[]) row.get(1);
  }

  static boolean isUnreadable(Row row) {
    return key(row).length == 0;
  }

  static long high(Row row) {
    return row.getLong(2);
  }

  static long low(Row row) {
    return row.getLong(3);
  }

  static Place place(Row row) {
    return new Place(Side.at(row.getInt(4)), row.getInt(5), row.getLong(6));
  }
}
