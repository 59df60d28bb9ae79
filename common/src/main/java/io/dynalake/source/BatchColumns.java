package io.dynalake.source;

import io.dynalake.batch.BoolVector;
import io.dynalake.batch.BytesVector;
import io.dynalake.batch.Decimal128Vector;
import io.dynalake.batch.DoubleVector;
import io.dynalake.batch.IntVector;
import io.dynalake.batch.ItemBatch;
import io.dynalake.batch.ListVector;
import io.dynalake.batch.LongVector;
import io.dynalake.batch.MapVector;
import io.dynalake.batch.StructVector;
import io.dynalake.batch.Vector;
import io.dynalake.schema.ColumnType;
import io.dynalake.schema.Field;
import io.dynalake.schema.SparkTypes;
import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.types.UTF8String;

/** Shows the vectors of a batch to Spark, without copying: valid as long as the batch is. */
final class BatchColumns {
  private BatchColumns() {}

  /** The columns of a batch, whatever it is filled with. */
  static ColumnVector[] of(ItemBatch batch) {
    return children(batch.root());
  }

  private static ColumnVector[] children(StructVector struct) {
    List<Field> fields = struct.fields();
    ColumnVector[] children = new ColumnVector[fields.size()];
    for (int i = 0; i < children.length; i++) {
      children[i] = column(struct.child(i), fields.get(i).type());
    }
    return children;
  }

  private static ColumnVector column(Vector vector, ColumnType type) {
    DataType sparkType = SparkTypes.toDataType(type);
    if (vector instanceof BytesVector bytes) {
      return new Bytes(sparkType, bytes);
    } else if (vector instanceof LongVector longs) {
      return new Longs(sparkType, longs);
    } else if (vector instanceof Decimal128Vector decimals) {
      return new Decimals(sparkType, decimals);
    } else if (vector instanceof DoubleVector doubles) {
      return new Doubles(sparkType, doubles);
    } else if (vector instanceof IntVector ints) {
      return new Ints(sparkType, ints);
    } else if (vector instanceof BoolVector bools) {
      return new Bools(sparkType, bools);
    } else if (vector instanceof ListVector list) {
      ColumnType element = ((ColumnType.ListOf) type).element();
      return new Lists(sparkType, list, column(list.element(), element));
    } else if (vector instanceof MapVector map) {
      ColumnType value = ((ColumnType.MapOf) type).value();
      return new Maps(sparkType, map, column(map.values(), value));
    }
    return new Structs(sparkType, vector, children((StructVector) vector));
  }

  /** What all columns have in common; each overrides what Spark may ask of its type. */
  private abstract static class Column extends ColumnVector {
    private final Vector vector;

    Column(DataType type, Vector vector) {
      super(type);
      this.vector = vector;
    }

    @Override
    public final boolean isNullAt(int row) {
      return vector.isNull(row);
    }

    /** Nulls behind the last value are not stored, so that there may always be some. */
    @Override
    public final boolean hasNull() {
      return true;
    }

    @Override
    public final int numNulls() {
      return vector.length() - vector.nonNulls();
    }

    /** The batch is reused and closed with the reader. */
    @Override
    public final void close() {}

    private UnsupportedOperationException unsupported() {
      return new UnsupportedOperationException("column of type " + dataType().simpleString());
    }

    @Override
    public boolean getBoolean(int row) {
      throw unsupported();
    }

    @Override
    public final byte getByte(int row) {
      throw unsupported();
    }

    @Override
    public final short getShort(int row) {
      throw unsupported();
    }

    @Override
    public int getInt(int row) {
      throw unsupported();
    }

    @Override
    public long getLong(int row) {
      throw unsupported();
    }

    @Override
    public final float getFloat(int row) {
      throw unsupported();
    }

    @Override
    public double getDouble(int row) {
      throw unsupported();
    }

    @Override
    public ColumnarArray getArray(int row) {
      throw unsupported();
    }

    @Override
    public ColumnarMap getMap(int row) {
      throw unsupported();
    }

    @Override
    public Decimal getDecimal(int row, int precision, int scale) {
      throw unsupported();
    }

    @Override
    public UTF8String getUTF8String(int row) {
      throw unsupported();
    }

    @Override
    public byte[] getBinary(int row) {
      throw unsupported();
    }

    @Override
    public ColumnVector getChild(int ordinal) {
      throw unsupported();
    }
  }

  /** string and binary. */
  private static final class Bytes extends Column {
    private final BytesVector vector;

    Bytes(DataType type, BytesVector vector) {
      super(type, vector);
      this.vector = vector;
    }

    @Override
    public UTF8String getUTF8String(int row) {
      int[] offsets = vector.offsets();
      return UTF8String.fromBytes(vector.data(), offsets[row], offsets[row + 1] - offsets[row]);
    }

    @Override
    public byte[] getBinary(int row) {
      return vector.value(row);
    }
  }

  /** bigint, timestamp, and decimals of at most 18 digits. */
  private static final class Longs extends Column {
    private final LongVector vector;

    Longs(DataType type, LongVector vector) {
      super(type, vector);
      this.vector = vector;
    }

    @Override
    public long getLong(int row) {
      return vector.value(row);
    }

    @Override
    public Decimal getDecimal(int row, int precision, int scale) {
      return Decimal.createUnsafe(vector.value(row), precision, scale);
    }
  }

  /** Decimals of more than 18 digits. */
  private static final class Decimals extends Column {
    private final Decimal128Vector vector;

    Decimals(DataType type, Decimal128Vector vector) {
      super(type, vector);
      this.vector = vector;
    }

    @Override
    public Decimal getDecimal(int row, int precision, int scale) {
      return Decimal.apply(new BigDecimal(vector.unscaled(row), scale), precision, scale);
    }
  }

  private static final class Doubles extends Column {
    private final DoubleVector vector;

    Doubles(DataType type, DoubleVector vector) {
      super(type, vector);
      this.vector = vector;
    }

    @Override
    public double getDouble(int row) {
      return vector.value(row);
    }
  }

  /** date. */
  private static final class Ints extends Column {
    private final IntVector vector;

    Ints(DataType type, IntVector vector) {
      super(type, vector);
      this.vector = vector;
    }

    @Override
    public int getInt(int row) {
      return vector.value(row);
    }
  }

  private static final class Bools extends Column {
    private final BoolVector vector;

    Bools(DataType type, BoolVector vector) {
      super(type, vector);
      this.vector = vector;
    }

    @Override
    public boolean getBoolean(int row) {
      return vector.value(row);
    }
  }

  private static final class Lists extends Column {
    private final ListVector vector;
    private final ColumnVector elements;

    Lists(DataType type, ListVector vector, ColumnVector elements) {
      super(type, vector);
      this.vector = vector;
      this.elements = elements;
    }

    @Override
    public ColumnarArray getArray(int row) {
      int[] offsets = vector.offsets();
      return new ColumnarArray(elements, offsets[row], offsets[row + 1] - offsets[row]);
    }
  }

  private static final class Maps extends Column {
    private final MapVector vector;
    private final ColumnVector keys;
    private final ColumnVector values;

    Maps(DataType type, MapVector vector, ColumnVector values) {
      super(type, vector);
      this.vector = vector;
      this.keys = new Bytes(DataTypes.StringType, vector.keys());
      this.values = values;
    }

    @Override
    public ColumnarMap getMap(int row) {
      int[] offsets = vector.offsets();
      return new ColumnarMap(keys, values, offsets[row], offsets[row + 1] - offsets[row]);
    }
  }

  private static final class Structs extends Column {
    private final ColumnVector[] children;

    Structs(DataType type, Vector vector, ColumnVector[] children) {
      super(type, vector);
      this.children = children;
    }

    @Override
    public ColumnVector getChild(int ordinal) {
      return children[ordinal];
    }
  }
}
