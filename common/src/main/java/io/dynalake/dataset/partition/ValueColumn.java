package io.dynalake.dataset.partition;

import io.dynalake.item.AttributeType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** {@code truncate(n, attribute)} and the attribute itself. */
final class ValueColumn extends PartitionColumn {
  private static final int SLOTS = 1 << 10;

  /** Longer raw values are never valid segments and would only fill the cache. */
  private static final int MAX_CACHED_BYTES = 256;

  private final int width;
  private final boolean truncates;

  // By hash of the raw bytes; a value takes the place of another with the same slot.
  private final @Nullable AttributeType[] types = new AttributeType[SLOTS];
  private final byte[][] keys = new byte[SLOTS][];
  private final @Nullable String[] segments = new String[SLOTS];

  ValueColumn(PartitionField field, Capture capture) {
    super(field, capture);
    width = Integer.MAX_VALUE;
    truncates = false;
  }

  ValueColumn(PartitionField field, Capture capture, int width) {
    super(field, capture);
    this.width = width;
    truncates = true;
  }

  @Override
  String segment(Capture value) {
    AttributeType type = value.type();
    if (type == null) {
      return nullSegment();
    }
    byte[] bytes = value.bytes();
    int length = value.length();
    switch (type) {
      case S -> length = prefixOfCodePoints(bytes, length, width);
      case B -> length = Math.min(length, width);
      case N -> {}
      case BOOL -> {
        return truncates ? nullSegment() : segment(bytes[0] == 0 ? "false" : "true");
      }
      default -> {
        return nullSegment();
      }
    }
    if (length > MAX_CACHED_BYTES) {
      return segment(text(type, bytes, length));
    }
    int hash = type == AttributeType.S ? 0 : 1;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = (hash ^ hash >>> 16) & (SLOTS - 1);
    String known = segments[slot];
    if (known != null
        && types[slot] == type
        && Arrays.equals(keys[slot], 0, keys[slot].length, bytes, 0, length)) {
      return known;
    }
    String segment = segment(text(type, bytes, length));
    types[slot] = type;
    keys[slot] = Arrays.copyOf(bytes, length);
    segments[slot] = segment;
    return segment;
  }

  private String text(AttributeType type, byte[] bytes, int length) {
    if (type == AttributeType.B) {
      return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, length));
    }
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    return truncates && type == AttributeType.N ? multiple(text, width) : text;
  }

  /** Bytes of the first {@code count} code points of valid UTF-8. */
  static int prefixOfCodePoints(byte[] utf8, int length, int count) {
    int left = count;
    for (int i = 0; i < length; i++) {
      boolean begins = (utf8[i] & 0xC0) != 0x80;
      if (begins && left-- == 0) {
        return i;
      }
    }
    return length;
  }

  /** The largest multiple of {@code width} that is not above the number, for any magnitude. */
  static String multiple(String number, int width) {
    BigInteger floor = new BigDecimal(number).setScale(0, RoundingMode.FLOOR).toBigInteger();
    return floor.subtract(floor.mod(BigInteger.valueOf(width))).toString();
  }
}
