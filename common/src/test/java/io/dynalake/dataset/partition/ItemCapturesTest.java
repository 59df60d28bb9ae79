package io.dynalake.dataset.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.item.AttributeType;
import io.dynalake.item.DynamoNumber;
import io.dynalake.item.MapSink;
import io.dynalake.item.SkipSink;
import io.dynalake.item.ValueSink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemCapturesTest {
  private static final String ALL_TYPES =
      "\"s\":{\"S\":\"é\"},\"n\":{\"N\":\"1.50\"},\"b\":{\"B\":\"AQI=\"},\"t\":{\"BOOL\":true},"
          + "\"z\":{\"NULL\":true},\"l\":{\"L\":[{\"S\":\"x\"},{\"L\":[]}]},"
          + "\"m\":{\"M\":{\"s\":{\"S\":\"in\"},\"x\":{\"N\":\"7\"}}},\"ss\":{\"SS\":[\"p\",\"q\"]},"
          + "\"ns\":{\"NS\":[\"1\"]},\"bs\":{\"BS\":[\"AQ==\"]}";

  private final ParsedItems items = new ParsedItems();

  @Test
  void pushesEveryTypeOnUnchanged() {
    Recorder plain = new Recorder();
    items.parse(ALL_TYPES, plain);
    for (String name : List.of("s", "n", "b", "t", "z", "l", "m", "ss", "ns", "bs")) {
      items.captures().capture(List.of(name));
    }
    items.captures().capture(List.of("m", "s"));
    items.captures().capture(List.of("m", "x"));
    Recorder captured = new Recorder();
    items.parse(ALL_TYPES, captured);
    assertThat(captured.events.toString()).isEqualTo(plain.events.toString()).contains("é", "m={");
  }

  @Test
  void capturesEveryType() {
    items.parse(ALL_TYPES);
    assertThat(items.captures().wrap(SkipSink.INSTANCE)).isSameAs(SkipSink.INSTANCE);
    Capture s = items.captures().capture(List.of("s"));
    Capture n = items.captures().capture(List.of("n"));
    Capture nested = items.captures().capture(List.of("m", "x"));
    Capture list = items.captures().capture(List.of("l"));
    Capture set = items.captures().capture(List.of("ns"));
    Capture absent = items.captures().capture(List.of("s", "x"));
    items.parse(ALL_TYPES);
    assertThat(s.is(AttributeType.S, new byte[] {(byte) 0xC3, (byte) 0xA9}, 2)).isTrue();
    assertThat(n.is(AttributeType.N, new byte[] {'1', '.', '5', '0'}, 3)).isTrue();
    assertThat(nested.is(AttributeType.N, new byte[] {'7'}, 1)).isTrue();
    assertThat(list.type()).isEqualTo(AttributeType.L);
    assertThat(set.type()).isEqualTo(AttributeType.NS);
    assertThat(absent.type()).isNull();
  }

  @Test
  void forgetsTheLastItem() {
    Capture top = items.captures().capture(List.of("s"));
    Capture nested = items.captures().capture(List.of("m", "s"));
    items.parse(ALL_TYPES);
    assertThat(nested.type()).isEqualTo(AttributeType.S);
    items.parse("\"x\":{\"S\":\"s\"}");
    assertThat(top.type()).isNull();
    assertThat(nested.type()).isNull();
  }

  @Test
  void sharesCapturesBetweenEvaluators() {
    assertThat(items.captures().capture(List.of("a", "b")))
        .isSameAs(items.captures().capture(List.of("a", "b")))
        .isNotSameAs(items.captures().capture(List.of("b")));
  }

  @Test
  void keepsValuesLongerThanItsBuffer() {
    Capture capture = items.captures().capture(List.of("s"));
    items.parse("\"s\":{\"S\":\"" + "x".repeat(100_000) + "\"}");
    assertThat(capture.length()).isEqualTo(100_000);
    assertThat(capture.bytes()[99_999]).isEqualTo((byte) 'x');
  }

  private static final class Recorder extends ValueSink implements MapSink {
    final StringBuilder events = new StringBuilder();

    @Override
    public ValueSink attribute(byte[] bytes, int offset, int length) {
      events.append(new String(bytes, offset, length, StandardCharsets.UTF_8)).append('=');
      return this;
    }

    @Override
    public void string(byte[] bytes, int offset, int length) {
      events.append(new String(bytes, offset, length, StandardCharsets.UTF_8)).append(' ');
    }

    @Override
    public void number(DynamoNumber number) {
      events.append(number).append(' ');
    }

    @Override
    public void binary(byte[] bytes, int offset, int length) {
      events.append(length).append("bytes").append(bytes[offset]).append(' ');
    }

    @Override
    public void bool(boolean value) {
      events.append(value).append(' ');
    }

    @Override
    public void nullValue() {
      events.append("null ");
    }

    @Override
    public ValueSink beginList() {
      events.append('[');
      return this;
    }

    @Override
    public void endList() {
      events.append(']');
    }

    @Override
    public MapSink beginMap() {
      events.append('{');
      return this;
    }

    @Override
    public void endMap() {
      events.append('}');
    }

    @Override
    public ValueSink beginSet(AttributeType type) {
      events.append(type).append('(');
      return this;
    }

    @Override
    public void endSet() {
      events.append(')');
    }
  }
}
