package io.dynalake.load.read;

import io.dynalake.item.AttributeType;
import io.dynalake.item.DynamoNumber;
import io.dynalake.item.MalformedItemException;
import io.dynalake.item.ValueSink;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * Gives scalar values of files to a sink, as the types that they are to be. Throws {@link
 * MalformedItemException} for a value that cannot be that. For one thread.
 */
final class TypedValues {
  private final DynamoNumber number = new DynamoNumber();
  private final JsonValues json = new JsonValues(this, Empties.DROP);
  private final boolean lenient;

  TypedValues() {
    this(false);
  }

  private TypedValues(boolean lenient) {
    this.lenient = lenient;
  }

  /** For texts that people read: what cannot be is text. */
  static TypedValues lenient() {
    return new TypedValues(true);
  }

  /** Text: S, unless it is to be something else that it spells. */
  void text(String text, ItemTypes types, ValueSink out) {
    switch (types.type().orElse(AttributeType.S)) {
      case S -> string(text, out);
      case N -> digits(text.strip(), out);
      case B -> binary(decoded(text.strip()), out);
      case BOOL -> out.bool(truth(text.strip()));
      default -> json.parse(text, types, out);
    }
  }

  /** A number, given by its digits: N, or else S with these digits. */
  void number(String digits, ItemTypes types, ValueSink out) {
    switch (types.type().orElse(AttributeType.N)) {
      case N -> digits(digits, out);
      case S -> string(digits, out);
      default -> throw cannot("a number", types);
    }
  }

  void bool(boolean value, ItemTypes types, ValueSink out) {
    switch (types.type().orElse(AttributeType.BOOL)) {
      case BOOL -> out.bool(value);
      case S -> string(Boolean.toString(value), out);
      default -> throw cannot("true or false", types);
    }
  }

  /** Bytes: B, or else S, which they are the base64 of. */
  void binary(byte[] bytes, ItemTypes types, ValueSink out) {
    switch (types.type().orElse(AttributeType.B)) {
      case B -> binary(bytes, out);
      case S -> string(Base64.getEncoder().encodeToString(bytes), out);
      default -> throw cannot("binary", types);
    }
  }

  private static void binary(byte[] bytes, ValueSink out) {
    out.binary(bytes, 0, bytes.length);
  }

  /** A number that may be none: NaN or infinite. */
  void floating(String digits, boolean finite, ItemTypes types, ValueSink out) {
    if (finite) {
      number(digits, types, out);
    } else if (lenient) {
      string(digits, out);
    } else {
      throw new MalformedItemException("N: DynamoDB has neither NaN nor infinity");
    }
  }

  /** Text as bytes that should be UTF-8. */
  void utf8(ByteBuffer bytes, ItemTypes types, ValueSink out) {
    String text =
        lenient ? StandardCharsets.UTF_8.decode(bytes.duplicate()).toString() : strict(bytes);
    text(text, types, out);
  }

  /** Bytes of UTF-8 as text. */
  static String strict(ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedItemException("text that is not valid UTF-8");
    }
  }

  /** A point in time: S in ISO-8601, or else N, the seconds since 1970-01-01 in UTC. */
  void time(String iso, BigDecimal epochSeconds, ItemTypes types, ValueSink out) {
    switch (types.type().orElse(AttributeType.S)) {
      case S -> string(iso, out);
      case N -> digits(epochSeconds.toPlainString(), out);
      default -> throw cannot("a time", types);
    }
  }

  private void digits(String digits, ValueSink out) {
    byte[] ascii = digits.getBytes(StandardCharsets.UTF_8);
    try {
      number.parse(ascii, 0, ascii.length);
    } catch (MalformedItemException e) {
      if (!lenient) {
        throw new MalformedItemException("N: " + e.reason());
      }
      string(digits, out);
      return;
    }
    out.number(number);
  }

  static void string(String text, ValueSink out) {
    byte[] utf8 = utf8(text);
    out.string(utf8, 0, utf8.length);
  }

  /** Refuses halves of surrogate pairs, which UTF-8 cannot have. */
  static byte[] utf8(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw new MalformedItemException("text with half of a surrogate pair");
        }
        i++;
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static MalformedItemException cannot(String what, ItemTypes types) {
    return new MalformedItemException(
        what + " cannot be " + types.type().map(AttributeType::name).orElse("that"));
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new MalformedItemException("B: not base64 of the standard alphabet");
    }
  }

  private static boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new MalformedItemException("BOOL: neither true nor false");
    };
  }
}
