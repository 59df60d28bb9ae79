package io.dynalake.batch;

import io.dynalake.item.DynamoNumber;

/** Unscaled decimals of at most 18 digits, from N. */
final class Decimal64Vector extends LongVector {
  private final int precision;
  private final int scale;

  Decimal64Vector(String path, int precision, int scale) {
    super(path);
    this.precision = precision;
    this.scale = scale;
  }

  @Override
  public void number(DynamoNumber number) {
    if (profile != null) {
      profile.number(number);
    }
    if (number.fractionDigits() > scale || number.integerDigits() > precision - scale) {
      throw misfit(describe(number));
    }
    append(number.unscaledLong(scale));
  }

  @Override
  String typeName() {
    return "decimal(" + precision + "," + scale + ")";
  }

  /** What a message may say of a number: values of items stay out of logs. */
  static String describe(DynamoNumber number) {
    int fraction = number.fractionDigits();
    return "a number of "
        + (number.integerDigits() + fraction)
        + " digits, "
        + fraction
        + " of them behind the point,";
  }
}
