package io.dynalake.dataset.parquet;

import io.dynalake.batch.Decimal128Vector;
import io.dynalake.batch.Vector;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;

/** FIXED_LEN_BYTE_ARRAY(16): decimals of more than 18 digits. */
final class DecimalEncoder extends ValueEncoder {
  private static final int WIDTH = Decimal128Vector.WIDTH;
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final Bytes plain = new Bytes();
  private final byte[] min = new byte[WIDTH];
  private final byte[] max = new byte[WIDTH];
  private boolean empty = true;

  DecimalEncoder(PrimitiveType type) {
    super(type, false, 0);
  }

  @Override
  void appendPlain(Vector vector) {
    byte[] data = ((Decimal128Vector) vector).data();
    byte[] validity = vector.validity();
    int slots = vector.length();
    for (int i = 0; i < slots; i++) {
      if (validity[i] != 0) {
        include(data, i * WIDTH);
        plain.put(data, i * WIDTH, WIDTH);
      }
    }
  }

  private void include(byte[] data, int at) {
    if (empty || compare(data, at, min) < 0) {
      System.arraycopy(data, at, min, 0, WIDTH);
    }
    if (empty || compare(data, at, max) > 0) {
      System.arraycopy(data, at, max, 0, WIDTH);
    }
    empty = false;
  }

  private static int compare(byte[] data, int at, byte[] other) {
    int high = Long.compare((long) BIG_ENDIAN.get(data, at), (long) BIG_ENDIAN.get(other, 0));
    return high != 0
        ? high
        : Long.compareUnsigned(
            (long) BIG_ENDIAN.get(data, at + Long.BYTES), (long) BIG_ENDIAN.get(other, Long.BYTES));
  }

  @Override
  void writePlain(Bytes target) {
    target.put(plain.array, 0, plain.size);
    plain.clear();
  }

  @Override
  int plainSize() {
    return plain.size;
  }

  @Override
  Statistics<?> drainStatistics(long nulls) {
    Statistics.Builder statistics = Statistics.getBuilderForReading(type).withNumNulls(nulls);
    if (!empty) {
      statistics.withMin(min.clone()).withMax(max.clone());
    }
    empty = true;
    return statistics.build();
  }
}
