package io.dynalake.scan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes items that an SDK has decoded as DynamoDB JSON again. */
final class ItemJson {
  private static final byte[] HEX = "0123456789abcdef".getBytes(ISO_8859_1);

  private byte[] bytes;
  private int size;
  private int[] ends = new int[256];
  private int count;

  ItemJson(int capacity) {
    bytes = new byte[capacity];
  }

  int size() {
    return size;
  }

  void add(Map<String, AttributeValue> item) {
    members(item);
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count++] = size;
  }

  ItemSpans spans() {
    ItemSpans spans = new ItemSpans(bytes);
    for (int i = 0; i < count; i++) {
      spans.add(i == 0 ? 0 : ends[i - 1], ends[i]);
    }
    return spans;
  }

  private void members(Map<String, AttributeValue> members) {
    put('{');
    boolean first = true;
    for (Map.Entry<String, AttributeValue> member : members.entrySet()) {
      if (!first) {
        put(',');
      }
      first = false;
      string(member.getKey());
      put(':');
      value(member.getValue());
    }
    put('}');
  }

  private void value(AttributeValue value) {
    switch (value.type()) {
      case S -> tagged("S", () -> string(value.s()));
      case N -> tagged("N", () -> string(value.n()));
      case B -> tagged("B", () -> base64(value.b().asByteArrayUnsafe()));
      case BOOL -> tagged("BOOL", () -> plain(value.bool().toString()));
      case NUL -> tagged("NULL", () -> plain("true"));
      case SS -> tagged("SS", () -> array(value.ss(), this::string));
      case NS -> tagged("NS", () -> array(value.ns(), this::string));
      case BS -> tagged("BS", () -> array(value.bs(), each -> base64(each.asByteArrayUnsafe())));
      case L -> tagged("L", () -> array(value.l(), this::value));
      case M -> tagged("M", () -> members(value.m()));
      default -> throw new IllegalArgumentException("a value of no type that is known");
    }
  }

  private void tagged(String tag, Runnable content) {
    plain("{\"" + tag + "\":");
    content.run();
    put('}');
  }

  private <T> void array(Collection<T> elements, Consumer<T> element) {
    put('[');
    for (Iterator<T> each = elements.iterator(); each.hasNext(); ) {
      element.accept(each.next());
      if (each.hasNext()) {
        put(',');
      }
    }
    put(']');
  }

  private void base64(byte[] binary) {
    put('"');
    put(Base64.getEncoder().encode(binary));
    put('"');
  }

  private void plain(String ascii) {
    put(ascii.getBytes(ISO_8859_1));
  }

  private void string(String text) {
    put('"');
    for (byte b : text.getBytes(UTF_8)) {
      if (b == '"' || b == '\\') {
        put('\\');
        put(b);
      } else if (b >= 0 && b < ' ') {
        plain("\\u00");
        put(HEX[b >> 4]);
        put(HEX[b & 15]);
      } else {
        put(b);
      }
    }
    put('"');
  }

  private void put(byte[] some) {
    reserve(some.length);
    System.arraycopy(some, 0, bytes, size, some.length);
    size += some.length;
  }

  private void put(int b) {
    reserve(1);
    bytes[size++] = (byte) b;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }
}
