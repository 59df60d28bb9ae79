package io.dynalake.item;

import java.math.BigInteger;

/**
 * A DynamoDB number, exact: at most 38 significant digits, magnitude 1E-130 to
 * 9.99…E+125 or zero. Mutable and reused by the parser; canonical after {@link #parse}: no
 * superfluous zeros on either side, zero has no sign.
 */
public final class DynamoNumber {
  /**
   * Takes a number in any spelling that DynamoDB accepts ({@code +3}, {@code .5}, {@code 0001.20},
   * {@code 1e+5}).
   *
   * @throws MalformedItemException if it is not a number, or out of range or precision
   */
  public void parse(byte[] bytes, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  /** Digits before the decimal point of the canonical text, 0 for |x| &lt; 1. */
  public int integerDigits() {
    throw new UnsupportedOperationException();
  }

  /** Digits behind the decimal point of the canonical text, 0 to 130. */
  public int fractionDigits() {
    throw new UnsupportedOperationException();
  }

  /** Whether it is integral and within 64 bits. */
  public boolean isInt64() {
    throw new UnsupportedOperationException();
  }

  /** The value, if {@link #isInt64}. */
  public long int64() {
    throw new UnsupportedOperationException();
  }

  /** value × 10^scale, for at most 18 digits in all; the caller has checked that it fits. */
  public long unscaledLong(int scale) {
    throw new UnsupportedOperationException();
  }

  /** value × 10^scale; the caller has checked that the scale suffices. */
  public BigInteger unscaled(int scale) {
    throw new UnsupportedOperationException();
  }

  public double doubleValue() {
    throw new UnsupportedOperationException();
  }

  /** Bytes of the canonical text: positional, no exponent, ASCII; at most 133 bytes. */
  public int textLength() {
    throw new UnsupportedOperationException();
  }

  /** Writes the canonical text and returns the index behind it. */
  public int writeText(byte[] target, int offset) {
    throw new UnsupportedOperationException();
  }

  /** The canonical text. */
  @Override
  public String toString() {
    throw new UnsupportedOperationException();
  }
}
