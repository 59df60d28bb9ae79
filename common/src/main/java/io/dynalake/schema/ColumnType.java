package io.dynalake.schema;

import io.dynalake.item.AttributeType;
import java.io.Serializable;
import java.util.List;

/** The type of a column, struct field, list element or map value. Every value may be null. */
public sealed interface ColumnType extends Serializable {
  /** The type as SQL writes it, for example {@code array<decimal(18,2)>}. */
  default String text() {
    return TypeText.of(this);
  }

  /**
   * A string that takes every value: S as it is, N as canonical text, BOOL as true or false, B as
   * base64, everything else as compact plain JSON.
   */
  record Text() implements ColumnType {}

  record Bool() implements ColumnType {}

  record Binary() implements ColumnType {}

  record Int64() implements ColumnType {}

  /** Exact; up to precision 18 stored in 64 bits, above in 16 bytes. */
  record Decimal(int precision, int scale) implements ColumnType {
    public Decimal {
      if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
        throw new IllegalArgumentException("decimal(" + precision + "," + scale + ")");
      }
    }
  }

  record Float64() implements ColumnType {}

  /** Microseconds since the epoch, UTC; read from ISO-8601 text or epoch s, ms or µs. */
  record Timestamp() implements ColumnType {}

  /** Days since the epoch. */
  record Date() implements ColumnType {}

  /** A list (source L) or a set (source SS, NS or BS), elements in source order. */
  record ListOf(ColumnType element, AttributeType source) implements ColumnType {}

  record Struct(List<Field> fields) implements ColumnType {
    public Struct {
      fields = List.copyOf(fields);
    }
  }

  /** A map whose keys are data. */
  record MapOf(ColumnType value) implements ColumnType {}
}
