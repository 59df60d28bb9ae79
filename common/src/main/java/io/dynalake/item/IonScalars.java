package io.dynalake.item;

import java.math.BigDecimal;

/** Reads the scalars of Ion text that DynamoDB's values are written as. */
final class IonScalars {
  private final IonPlace place;

  /** The text of {@link #quoted}. */
  final IonString string = new IonString();

  /** The bytes of {@link #binary}. */
  final Base64Decoder base64 = new Base64Decoder();

  /** That of {@link #number}. */
  final DynamoNumber number = new DynamoNumber();

  IonScalars(IonPlace place) {
    this.place = place;
  }

  /** Gives back the memory that very long values took. */
  void trim() {
    string.trim();
    base64.trim();
  }

  /** Reads the string of a value into {@link #string}. */
  int quoted(int start, String tag) {
    byte[] b = place.block;
    if (b[start] != '"') {
      throw place.malformed(tag + " needs strings in double quotes", start);
    }
    int p = string.scan(b, start + 1, '"');
    if (p < 0) {
      throw place.malformed(tag + ": " + JsonString.reason(p));
    }
    return p;
  }

  /** Reads a decimal, an integer, or a float that is exact. */
  int number(int start, String tag) {
    byte[] b = place.block;
    int p = b[start] == '-' ? start + 1 : start;
    int first = p;
    while (IonPlace.isDigit(b[p])) {
      p++;
    }
    if (p == first || (p - first > 1 && b[first] == '0')) {
      throw place.malformed(tag + ": not a decimal number as Ion spells it", start);
    }
    // DynamoNumber has no trailing point.
    int end = p;
    if (b[p] == '.') {
      p++;
      while (IonPlace.isDigit(b[p])) {
        p++;
      }
      end = p == end + 1 ? end : p;
    }
    String reason;
    int letter = b[p] | 0x20;
    if (letter == 'd' || letter == 'e') {
      p = exponent(p, tag);
      reason = number.readExponential(b, start, p - start, (char) letter);
      if (reason == null && letter == 'e' && !isExactDouble()) {
        reason = "a float, which is not exactly this number; N is a decimal";
      }
    } else {
      reason = number.read(b, start, end - start);
    }
    if (reason != null) {
      throw place.malformed(tag + ": " + reason);
    }
    if (b[p] == '-' || IonPlace.isIdentifier(b[p])) {
      throw place.malformed(
          tag + ": not a decimal number; a timestamp or an integer of other kind", p);
    }
    return p;
  }

  private int exponent(int start, String tag) {
    byte[] b = place.block;
    int p = start + 1;
    if (b[p] == '-' || b[p] == '+') {
      p++;
    }
    if (!IonPlace.isDigit(b[p])) {
      throw place.malformed(tag + ": the exponent has no digits", p);
    }
    while (IonPlace.isDigit(b[p])) {
      p++;
    }
    return p;
  }

  private boolean isExactDouble() {
    double nearest = number.doubleValue();
    return new BigDecimal(nearest).compareTo(new BigDecimal(number.toString())) == 0;
  }

  /** Reads {@code {{base64}}}. */
  int binary(int start, String tag) {
    byte[] b = place.block;
    if (b[start] != '{' || b[start + 1] != '{') {
      throw place.malformed(tag + " needs blobs", start);
    }
    int first = IonPlace.space(b, start + 2);
    int p = first;
    while (b[p] != '}') {
      if (b[p] == '\n' || b[p] == '"' || b[p] == '\'') {
        throw place.malformed(tag + ": a clob, or a blob without its end", p);
      }
      p++;
    }
    int end = p;
    if (b[end + 1] != '}') {
      throw place.malformed(tag + ": expected \"}}\" behind the blob", end);
    }
    if (!base64.decode(b, first, end - first) && !decodeSpaced(first, end)) {
      throw place.malformed(tag + ": not padded base64 of the standard alphabet");
    }
    return end + 2;
  }

  /** Base64 may have white space in it. */
  private boolean decodeSpaced(int start, int end) {
    byte[] text = new byte[end - start];
    int length = 0;
    for (int p = start; p < end; p++) {
      byte c = place.block[p];
      if (!IonPlace.isSpace(c)) {
        text[length++] = c;
      }
    }
    return base64.decode(text, 0, length);
  }
}
