package io.dynalake.schema;

import io.dynalake.item.DynamoNumber;

/** How large and how fine the numbers at a path are. */
final class NumberRange {
  private int integerDigits;
  private int fractionDigits;
  private boolean int64 = true;

  void add(DynamoNumber number) {
    // Mostly nothing changes, and nothing is written.
    if (number.integerDigits() > integerDigits) {
      integerDigits = number.integerDigits();
    }
    if (number.fractionDigits() > fractionDigits) {
      fractionDigits = number.fractionDigits();
    }
    if (int64 && !number.isInt64()) {
      int64 = false;
    }
  }

  void mergeFrom(NumberRange other) {
    integerDigits = Math.max(integerDigits, other.integerDigits);
    fractionDigits = Math.max(fractionDigits, other.fractionDigits);
    int64 &= other.int64;
  }

  /** The most digits before the decimal point. */
  int integerDigits() {
    return integerDigits;
  }

  /** The most digits behind the decimal point. */
  int fractionDigits() {
    return fractionDigits;
  }

  /** Whether all numbers are integral and within 64 bits. */
  boolean isInt64() {
    return int64;
  }

  void write(ProfileOutput out) {
    out.number(integerDigits);
    out.number(fractionDigits);
    out.number(int64 ? 1 : 0);
  }

  static NumberRange read(ProfileInput in) {
    NumberRange range = new NumberRange();
    range.integerDigits = in.size();
    range.fractionDigits = in.size();
    range.int64 = in.number() == 1;
    return range;
  }
}
