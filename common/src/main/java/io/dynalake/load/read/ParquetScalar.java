package io.dynalake.load.read;

import io.dynalake.item.AttributeType;
import io.dynalake.item.JsonTextSink;
import io.dynalake.item.ValueSink;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/** A column of values without parts. */
final class ParquetScalar extends ParquetValue {
  private final PrimitiveType primitive;
  private final @Nullable LogicalTypeAnnotation logical;
  private final TypedValues typed;

  ParquetScalar(PrimitiveType primitive, ItemTypes types, TypedValues typed) {
    super(types);
    this.primitive = primitive;
    this.logical = primitive.getLogicalTypeAnnotation();
    this.typed = typed;
  }

  @Override
  void give(Group parent, int field, int index, ValueSink out) {
    switch (primitive.getPrimitiveTypeName()) {
      case BOOLEAN -> typed.bool(parent.getBoolean(field, index), types(), out);
      case INT32 -> whole(parent.getInteger(field, index), out);
      case INT64 -> whole(parent.getLong(field, index), out);
      case FLOAT -> {
        float value = parent.getFloat(field, index);
        typed.floating(shortest(value), Float.isFinite(value), types(), out);
      }
      case DOUBLE -> {
        double value = parent.getDouble(field, index);
        typed.floating(shortest(value), Double.isFinite(value), types(), out);
      }
      case INT96 ->
          ParquetTime.ofInt96(parent.getInt96(field, index).toByteBuffer())
              .give(typed, types(), out);
      case BINARY, FIXED_LEN_BYTE_ARRAY ->
          bytes(parent.getBinary(field, index).toByteBuffer(), out);
    }
  }

  /** The value as text: a map's key. */
  String text(Group parent, int field, int index) {
    if (isText() || (isBinary() && logical == null)) {
      return TypedValues.strict(parent.getBinary(field, index).toByteBuffer());
    }
    JsonTextSink json = new JsonTextSink();
    give(parent, field, index, json);
    // None of these has characters that are escaped.
    return json.toString().replace("\"", "");
  }

  private boolean isBinary() {
    return primitive.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.BINARY;
  }

  private void whole(long value, ValueSink out) {
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      number(BigDecimal.valueOf(value, decimal.getScale()), out);
    } else if (logical instanceof DateLogicalTypeAnnotation) {
      ParquetTime.ofDay(value).give(typed, types(), out);
    } else if (logical instanceof TimestampLogicalTypeAnnotation stamp) {
      ParquetTime.ofTimestamp(value, stamp.getUnit(), stamp.isAdjustedToUTC())
          .give(typed, types(), out);
    } else if (logical instanceof TimeLogicalTypeAnnotation time) {
      ParquetTime.ofTimeOfDay(value, time.getUnit()).give(typed, types(), out);
    } else if (logical instanceof IntLogicalTypeAnnotation whole && !whole.isSigned()) {
      boolean is32 = primitive.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.INT32;
      String digits = is32 ? Long.toString(value & 0xffffffffL) : Long.toUnsignedString(value);
      typed.number(digits, types(), out);
    } else {
      typed.number(Long.toString(value), types(), out);
    }
  }

  private void bytes(ByteBuffer bytes, ValueSink out) {
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      number(new BigDecimal(new BigInteger(array(bytes)), decimal.getScale()), out);
    } else if (logical instanceof UUIDLogicalTypeAnnotation) {
      ByteBuffer id = bytes.slice();
      typed.text(new UUID(id.getLong(), id.getLong()).toString(), types(), out);
    } else if (isText() || types().type().filter(t -> t == AttributeType.S).isPresent()) {
      typed.utf8(bytes, types(), out);
    } else {
      typed.binary(array(bytes), types(), out);
    }
  }

  private boolean isText() {
    return logical instanceof StringLogicalTypeAnnotation
        || logical instanceof EnumLogicalTypeAnnotation
        || logical instanceof JsonLogicalTypeAnnotation;
  }

  /** Without the zeros that a column's scale adds. */
  private void number(BigDecimal value, ValueSink out) {
    String digits = value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    typed.number(digits, types(), out);
  }

  private static byte[] array(ByteBuffer bytes) {
    byte[] array = new byte[bytes.remaining()];
    bytes.duplicate().get(array);
    return array;
  }

  /** The fewest digits that are this double and no other; Java's own are so since 19 only. */
  static String shortest(double value) {
    return Double.isFinite(value)
        ? shortest(new BigDecimal(value), 15, 17, digits -> digits.doubleValue() == value)
        : Double.toString(value);
  }

  /** The fewest digits that are this float and no other. */
  static String shortest(float value) {
    if (!Float.isFinite(value)) {
      return Float.toString(value);
    }
    // Tiny ones have less precision. Those of double are smaller than any number of DynamoDB's.
    int least = Math.abs(value) < Float.MIN_NORMAL ? 1 : 6;
    return shortest(new BigDecimal(value), least, 9, digits -> digits.floatValue() == value);
  }

  private static String shortest(
      BigDecimal exact, int least, int most, Predicate<BigDecimal> suffices) {
    BigDecimal rounded = exact.round(new MathContext(least));
    for (int digits = least + 1; digits <= most && !suffices.test(rounded); digits++) {
      rounded = exact.round(new MathContext(digits));
    }
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toString();
  }
}
