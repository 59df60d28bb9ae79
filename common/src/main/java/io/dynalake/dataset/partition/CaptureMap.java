package io.dynalake.dataset.partition;

import io.dynalake.item.MapSink;
import io.dynalake.item.SkipSink;
import io.dynalake.item.ValueSink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The attributes of an item or of a nested map, of which a few are captured in passing. */
final class CaptureMap implements MapSink {
  private byte[][] names = {};
  private Capture[] captures = {};
  private MapSink inner = SkipSink.INSTANCE;

  /** The capture of the attribute, the same one for every caller. */
  Capture capture(String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < names.length; i++) {
      if (Arrays.equals(names[i], utf8)) {
        return captures[i];
      }
    }
    Capture added = new Capture();
    names = Arrays.copyOf(names, names.length + 1);
    captures = Arrays.copyOf(captures, captures.length + 1);
    names[names.length - 1] = utf8;
    captures[captures.length - 1] = added;
    return added;
  }

  boolean isEmpty() {
    return names.length == 0;
  }

  void reset() {
    for (Capture capture : captures) {
      capture.reset();
    }
  }

  CaptureMap tee(MapSink sink) {
    inner = sink;
    return this;
  }

  @Override
  public ValueSink attribute(byte[] bytes, int offset, int length) {
    return capture(inner.attribute(bytes, offset, length), bytes, offset, length);
  }

  @Override
  public @Nullable ValueSink expected(byte[] bytes, int offset) {
    ValueSink sink = inner.expected(bytes, offset);
    return sink == null ? null : capture(sink, bytes, offset, inner.expectedLength());
  }

  @Override
  public int expectedLength() {
    return inner.expectedLength();
  }

  private ValueSink capture(ValueSink sink, byte[] bytes, int offset, int length) {
    for (int i = 0; i < names.length; i++) {
      byte[] name = names[i];
      // Names of one item rarely agree in length and last byte, so most cost no comparison.
      if (name.length == length
          && (length == 0
              || (name[length - 1] == bytes[offset + length - 1]
                  && Arrays.equals(name, 0, length, bytes, offset, offset + length)))) {
        return captures[i].tee(sink);
      }
    }
    return sink;
  }
}
