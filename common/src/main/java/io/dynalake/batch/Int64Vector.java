package io.dynalake.batch;

import io.dynalake.item.DynamoNumber;

/** Integers of 64 bits, from N. */
final class Int64Vector extends LongVector {
  Int64Vector(String path) {
    super(path);
  }

  @Override
  public void number(DynamoNumber number) {
    if (profile != null) {
      profile.number(number);
    }
    if (!number.isInt64()) {
      throw misfit(Decimal64Vector.describe(number));
    }
    append(number.int64());
  }

  @Override
  String typeName() {
    return "bigint";
  }
}
