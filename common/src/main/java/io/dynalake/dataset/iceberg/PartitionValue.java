package io.dynalake.dataset.iceberg;

import io.dynalake.dataset.partition.Transform;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Base64;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** Reads the values that directories are named by. */
final class PartitionValue {
  private static final int EPOCH_YEAR = 1970;

  private PartitionValue() {}

  /**
   * @param text not escaped
   * @param type of the transform's result, in Iceberg
   */
  static Object parse(String text, Transform transform, Type type) {
    if (transform instanceof Transform.Year) {
      return Integer.parseInt(text) - EPOCH_YEAR;
    }
    if (transform instanceof Transform.Month) {
      int dash = text.lastIndexOf('-');
      int year = Integer.parseInt(text.substring(0, dash));
      return (year - EPOCH_YEAR) * 12 + Integer.parseInt(text.substring(dash + 1)) - 1;
    }
    if (transform instanceof Transform.Day) {
      return Math.toIntExact(LocalDate.parse(text).toEpochDay());
    }
    if (transform instanceof Transform.Hour) {
      int dash = text.lastIndexOf('-');
      long days = LocalDate.parse(text.substring(0, dash)).toEpochDay();
      return Math.toIntExact(days * 24 + Integer.parseInt(text.substring(dash + 1)));
    }
    return ofColumn(text, type);
  }

  private static Object ofColumn(String text, Type type) {
    return switch (type.typeId()) {
      case INTEGER -> Integer.valueOf(text);
      case LONG -> Long.valueOf(text);
      case BOOLEAN -> Boolean.valueOf(text);
      case STRING -> text;
      case DECIMAL -> new BigDecimal(text).setScale(((Types.DecimalType) type).scale());
      case BINARY -> ByteBuffer.wrap(Base64.getDecoder().decode(text));
      default -> throw new IllegalArgumentException("partition of type " + type);
    };
  }
}
