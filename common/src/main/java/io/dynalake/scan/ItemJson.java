package io.dynalake.scan;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.dynalake.item.JsonText;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes items that an SDK has decoded as DynamoDB JSON again. */
final class ItemJson {
  private final JsonText text;
  private int[] ends = new int[256];
  private int count;

  ItemJson(int capacity) {
    text = new JsonText(capacity);
  }

  int size() {
    return text.length();
  }

  void add(Map<String, AttributeValue> item) {
    members(item);
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count++] = text.length();
  }

  ItemSpans spans() {
    ItemSpans spans = new ItemSpans(text.bytes());
    for (int i = 0; i < count; i++) {
      spans.add(i == 0 ? 0 : ends[i - 1], ends[i]);
    }
    return spans;
  }

  private void members(Map<String, AttributeValue> members) {
    text.append('{');
    members.forEach(
        (name, value) -> {
          text.separate();
          text.string(name);
          text.append(':');
          value(value);
        });
    text.append('}');
  }

  private void value(AttributeValue value) {
    switch (value.type()) {
      case S -> tagged("S", () -> text.string(value.s()));
      case N -> tagged("N", () -> text.string(value.n()));
      case B -> tagged("B", () -> base64(value.b()));
      case BOOL -> tagged("BOOL", () -> plain(value.bool().toString()));
      case NUL -> tagged("NULL", () -> plain("true"));
      case SS -> tagged("SS", () -> array(value.ss(), text::string));
      case NS -> tagged("NS", () -> array(value.ns(), text::string));
      case BS -> tagged("BS", () -> array(value.bs(), this::base64));
      case L -> tagged("L", () -> array(value.l(), this::value));
      case M -> tagged("M", () -> members(value.m()));
      default -> throw new IllegalArgumentException("a value of no type that is known");
    }
  }

  private void tagged(String tag, Runnable content) {
    plain("{\"" + tag + "\":");
    content.run();
    text.append('}');
  }

  private <T> void array(Collection<T> elements, Consumer<T> element) {
    text.append('[');
    for (T each : elements) {
      text.separate();
      element.accept(each);
    }
    text.append(']');
  }

  private void base64(SdkBytes binary) {
    byte[] bytes = binary.asByteArrayUnsafe();
    text.base64(bytes, 0, bytes.length);
  }

  private void plain(String ascii) {
    text.append(ascii.getBytes(US_ASCII));
  }
}
