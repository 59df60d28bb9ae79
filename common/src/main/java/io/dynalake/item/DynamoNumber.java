package io.dynalake.item;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A DynamoDB number, exact: at most 38 significant digits, magnitude 1E-130 to 9.99…E+125 or zero.
 * Mutable and reused by the parser; canonical after {@link #parse}: no superfluous zeros on either
 * side, zero has no sign.
 */
public final class DynamoNumber {
  /** Bytes of the longest canonical text: "-0.", 129 zeros and 38 digits. */
  public static final int MAX_TEXT_LENGTH = 170;

  private static final int MAX_DIGITS = 38;

  /** Exponents of the first digit, as in d.ddd × 10^e. */
  private static final int MIN_EXPONENT = -130;

  private static final int MAX_EXPONENT = 125;

  private static final int LONG_DIGITS = 18;
  private static final long[] POWERS = new long[LONG_DIGITS + 1];
  private static final double[] DOUBLE_POWERS = new double[LONG_DIGITS + 1];
  private static final BigInteger MAX_INT64 = BigInteger.valueOf(Long.MAX_VALUE);

  /** Whole numbers up to this are exact as double. */
  private static final long MAX_EXACT_DOUBLE = 1L << 53;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ZEROS = 0x3030303030303030L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  /** Added to a byte, sets its high bit if it is more than 9. */
  private static final long NINES_UP = 0x7676767676767676L;

  private static final String NOT_NUMERIC = "The parameter cannot be converted to a numeric value";
  private static final String TOO_PRECISE =
      "Attempting to store more than 38 significant digits in a Number";
  private static final String OVERFLOW =
      "Number overflow. Attempting to store a number with magnitude larger than supported range";
  private static final String UNDERFLOW =
      "Number underflow. Attempting to store a number with magnitude smaller than supported range";

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
    for (int i = 0; i < POWERS.length; i++) {
      DOUBLE_POWERS[i] = POWERS[i];
    }
  }

  private boolean negative;
  private int integerDigits;
  private int fractionDigits;

  /**
   * The magnitude × 10^fractionDigits if that has at most 18 digits, integer and fraction together;
   * -1 if {@link #digits} hold it.
   */
  private long magnitude;

  /** Significant digits, 0 to 9 each, neither first nor last zero. */
  private final byte[] digits = new byte[MAX_DIGITS];

  private int digitCount;

  /** The value is 0.ddd × 10^point. */
  private int point;

  /**
   * Takes a number in any spelling that DynamoDB accepts ({@code +3}, {@code .5}, {@code 0001.20},
   * {@code 1e+5}).
   *
   * @throws MalformedItemException if it is not a number, or out of range or precision; with the
   *     words of DynamoDB's ValidationException
   */
  public void parse(byte[] bytes, int offset, int length) {
    String reason = read(bytes, offset, length);
    if (reason != null) {
      throw new MalformedItemException(reason);
    }
  }

  /** Like {@link #parse}, but returns the reason of a refusal, or null. */
  @Nullable String read(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int p = offset;
    boolean minus = length > 0 && bytes[p] == '-';
    if (minus) {
      p++;
    }
    if (readShort(bytes, p, end, minus)) {
      return null;
    }
    int first = p;
    long value = 0;
    int digit;
    while (p < end && (digit = bytes[p] - '0') >= 0 && digit <= 9) {
      value = value * 10 + digit;
      p++;
    }
    int integers = p - first;
    int fractions = 0;
    if (p < end && bytes[p] == '.') {
      int dot = p++;
      while (p < end && (digit = bytes[p] - '0') >= 0 && digit <= 9) {
        value = value * 10 + digit;
        p++;
      }
      fractions = p - dot - 1;
    }
    // Longer ones may have overflowed; what is no plain number of this kind ends here too.
    if (p != end || integers + fractions > LONG_DIGITS || integers == 0) {
      return readAny(bytes, offset, end, 'e');
    }
    while (integers > 0 && bytes[first] == '0') {
      first++;
      integers--;
    }
    while (fractions > 0 && bytes[--p] == '0') {
      value /= 10;
      fractions--;
    }
    negative = minus && value != 0;
    magnitude = value;
    integerDigits = integers;
    fractionDigits = fractions;
    return null;
  }

  /** Like {@link #read}, for a number whose exponent stands behind another letter, given small. */
  @Nullable String readExponential(byte[] bytes, int offset, int length, char letter) {
    return readAny(bytes, offset, offset + length, letter);
  }

  /**
   * Takes a plain number of at most eight characters as one word, which is most of them, in half of
   * the time of a loop. Byte i of the word is character i, so digits of less weight are in higher
   * bytes.
   *
   * @return false, having changed nothing, if it is none of that kind
   */
  private boolean readShort(byte[] bytes, int start, int end, boolean minus) {
    int length = end - start;
    if (length < 1 || length > Long.BYTES || start > bytes.length - Long.BYTES) {
      return false;
    }
    int missing = Long.SIZE - Byte.SIZE * length;
    // Moved up, so that zeros come in where digits are missing in front.
    long word = ((long) WORD.get(bytes, start) ^ ZEROS) << missing;
    int fractions = 0;
    long others = ((word + NINES_UP) | word) & HIGH_BITS;
    if (others != 0) {
      int at = Long.numberOfTrailingZeros(others) & -Byte.SIZE;
      boolean onlyDot = (others & (others - 1)) == 0 && ((word >>> at) & 0xff) == ('.' ^ '0');
      if (!onlyDot || at == missing || at == Long.SIZE - Byte.SIZE) {
        return false;
      }
      long before = (1L << at) - 1;
      fractions = (Long.SIZE - at) / Byte.SIZE - 1;
      word = ((word & before) << Byte.SIZE) | (word & (~before << Byte.SIZE));
    }
    int digitsInAll = Long.BYTES - Long.numberOfTrailingZeros(word) / Byte.SIZE;
    integerDigits = Math.max(0, digitsInAll - fractions);
    int zerosBehind = Math.min(fractions, Long.numberOfLeadingZeros(word) / Byte.SIZE);
    fractionDigits = fractions - zerosBehind;
    magnitude = eightDigits(word << (Byte.SIZE * zerosBehind));
    negative = minus && magnitude != 0;
    return true;
  }

  /** Adds up digits in pairs, pairs in fours, and those. */
  private static long eightDigits(long digits) {
    long pairs = ((digits * ((10 << 8) | 1)) >>> 8) & 0x00ff00ff00ff00ffL;
    long fours = ((pairs * ((100 << 16) | 1)) >>> 16) & 0x0000ffff0000ffffL;
    return (fours * ((10_000L << 32) | 1)) >>> 32;
  }

  /** Digits before the decimal point of the canonical text, 0 to 126; 0 for |x| &lt; 1. */
  public int integerDigits() {
    return integerDigits;
  }

  /** Digits behind the decimal point of the canonical text, 0 to 167. */
  public int fractionDigits() {
    return fractionDigits;
  }

  /** Whether it is integral and within 64 bits. */
  public boolean isInt64() {
    if (fractionDigits > 0 || integerDigits > 19) {
      return false;
    }
    if (magnitude >= 0) {
      return true;
    }
    BigInteger value = unscaled(0);
    return value.compareTo(MAX_INT64) <= 0 && value.compareTo(MAX_INT64.not()) >= 0;
  }

  /** The value, if {@link #isInt64}. */
  public long int64() {
    return magnitude >= 0 ? signed(magnitude) : unscaled(0).longValueExact();
  }

  /** value × 10^scale, for at most 18 digits in all; the caller has checked that it fits. */
  public long unscaledLong(int scale) {
    return magnitude >= 0
        ? signed(magnitude * POWERS[scale - fractionDigits])
        : unscaled(scale).longValueExact();
  }

  /** value × 10^scale; the caller has checked that the scale suffices. */
  public BigInteger unscaled(int scale) {
    if (scale < fractionDigits) {
      throw new ArithmeticException("scale " + scale + " is less than " + fractionDigits);
    }
    BigInteger value;
    int zeros;
    if (magnitude >= 0) {
      value = BigInteger.valueOf(magnitude);
      zeros = scale - fractionDigits;
    } else {
      int half = Math.min(digitCount, LONG_DIGITS);
      value = BigInteger.valueOf(digitsAsLong(0, half));
      // Up to 38 digits: 18, 18 and 2.
      for (int from = half; from < digitCount; from = half) {
        half = Math.min(digitCount, from + LONG_DIGITS);
        value =
            value
                .multiply(BigInteger.valueOf(POWERS[half - from]))
                .add(BigInteger.valueOf(digitsAsLong(from, half)));
      }
      zeros = scale - (digitCount - point);
    }
    if (zeros > 0) {
      value = value.multiply(BigInteger.TEN.pow(zeros));
    }
    return negative ? value.negate() : value;
  }

  /** The nearest double, ties to even. */
  public double doubleValue() {
    // Both operands are exact, so the one division rounds correctly.
    if (magnitude >= 0 && magnitude <= MAX_EXACT_DOUBLE) {
      double value = magnitude / DOUBLE_POWERS[fractionDigits];
      return negative ? -value : value;
    }
    return Double.parseDouble(toString());
  }

  /** Whether both are the same number, however they were spelled. */
  public boolean sameValue(DynamoNumber other) {
    return negative == other.negative
        && magnitude == other.magnitude
        && integerDigits == other.integerDigits
        && fractionDigits == other.fractionDigits
        && (magnitude >= 0
            || Arrays.equals(digits, 0, digitCount, other.digits, 0, other.digitCount));
  }

  /** Bytes of the canonical text: positional, no exponent, ASCII. */
  public int textLength() {
    return (negative ? 1 : 0)
        + Math.max(1, integerDigits)
        + (fractionDigits > 0 ? 1 + fractionDigits : 0);
  }

  /**
   * Writes the canonical text and returns the index behind it; at most {@link #MAX_TEXT_LENGTH}
   * bytes.
   */
  public int writeText(byte[] target, int offset) {
    int end = offset + textLength();
    if (negative) {
      target[offset] = '-';
    }
    if (magnitude >= 0) {
      int p = end;
      long rest = magnitude;
      for (int i = 0; i < fractionDigits; i++) {
        long tenth = rest / 10;
        target[--p] = (byte) ('0' + (rest - tenth * 10));
        rest = tenth;
      }
      if (fractionDigits > 0) {
        target[--p] = '.';
      }
      do {
        long tenth = rest / 10;
        target[--p] = (byte) ('0' + (rest - tenth * 10));
        rest = tenth;
      } while (rest != 0);
    } else {
      int p = negative ? offset + 1 : offset;
      if (integerDigits == 0) {
        target[p++] = '0';
      }
      for (int i = 0; i < integerDigits; i++) {
        target[p++] = (byte) ('0' + digitAt(i));
      }
      if (fractionDigits > 0) {
        target[p++] = '.';
      }
      for (int i = point; p < end; i++) {
        target[p++] = (byte) ('0' + digitAt(i));
      }
    }
    return end;
  }

  /** The canonical text. */
  @Override
  public String toString() {
    byte[] text = new byte[textLength()];
    writeText(text, 0);
    return new String(text, StandardCharsets.US_ASCII);
  }

  private long signed(long value) {
    return negative ? -value : value;
  }

  private int digitAt(int i) {
    return i >= 0 && i < digitCount ? digits[i] : 0;
  }

  private long digitsAsLong(int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + digits[i];
    }
    return value;
  }

  private @Nullable String readAny(byte[] bytes, int offset, int end, char letter) {
    int p = offset;
    boolean minus = p < end && bytes[p] == '-';
    if (minus || (p < end && bytes[p] == '+')) {
      p++;
    }
    int mantissa = 0;
    int leadingZeros = 0;
    int significant = 0;
    int used = 0;
    int integers = -1;
    boolean tooPrecise = false;
    for (; p < end; p++) {
      int digit = bytes[p] - '0';
      if (bytes[p] == '.' && integers < 0) {
        integers = mantissa;
        continue;
      }
      if (digit < 0 || digit > 9) {
        break;
      }
      mantissa++;
      if (significant == 0 && digit == 0) {
        leadingZeros++;
        continue;
      }
      if (significant < MAX_DIGITS) {
        digits[significant] = (byte) digit;
      }
      significant++;
      if (digit != 0) {
        used = significant;
        tooPrecise = significant > MAX_DIGITS;
      }
    }
    if (mantissa == 0) {
      return NOT_NUMERIC;
    }
    if (integers < 0) {
      integers = mantissa;
    }
    long exponent = 0;
    if (p < end) {
      if ((bytes[p] | 0x20) != letter) {
        return NOT_NUMERIC;
      }
      p++;
      boolean down = p < end && bytes[p] == '-';
      if (down || (p < end && bytes[p] == '+')) {
        p++;
      }
      if (p == end) {
        return NOT_NUMERIC;
      }
      for (; p < end; p++) {
        int digit = bytes[p] - '0';
        if (digit < 0 || digit > 9) {
          return NOT_NUMERIC;
        }
        // Far out of range already, even for a mantissa as long as a line may be.
        exponent = Math.min(exponent * 10 + digit, Integer.MAX_VALUE);
      }
      exponent = down ? -exponent : exponent;
    }
    if (used == 0) {
      negative = false;
      magnitude = 0;
      integerDigits = 0;
      fractionDigits = 0;
      return null;
    }
    if (tooPrecise) {
      return TOO_PRECISE;
    }
    long firstExponent = integers - leadingZeros - 1 + exponent;
    if (firstExponent > MAX_EXPONENT) {
      return OVERFLOW;
    }
    if (firstExponent < MIN_EXPONENT) {
      return UNDERFLOW;
    }
    negative = minus;
    digitCount = used;
    point = (int) firstExponent + 1;
    integerDigits = Math.max(0, point);
    fractionDigits = Math.max(0, digitCount - point);
    magnitude =
        integerDigits + fractionDigits <= LONG_DIGITS
            ? digitsAsLong(0, digitCount) * POWERS[Math.max(0, point - digitCount)]
            : -1;
    return null;
  }
}
