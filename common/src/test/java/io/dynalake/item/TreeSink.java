package io.dynalake.item;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects an item as plain objects: String, BigDecimal without trailing zeros, ByteBuffer,
 * Boolean, {@link Null}, List, Map and {@link SetValue}.
 */
final class TreeSink extends ValueSink implements MapSink {
  /** The value NULL. */
  enum Null {
    NULL
  }

  /** A set, whose elements keep their order. */
  record SetValue(AttributeType type, List<Object> elements) {}

  private record Container(Object value, List<String> pendingNames) {}

  private final Deque<Container> open = new ArrayDeque<>();
  private Map<String, Object> item = new LinkedHashMap<>();

  /** Parses one line, which must end with '\n'. */
  static Map<String, Object> parse(byte[] line) {
    return parse(new ItemParser(), line);
  }

  /** The same with any parser. */
  static Map<String, Object> parse(LineParser parser, byte[] line) {
    byte[] block = Arrays.copyOf(line, line.length + LineBlocks.PADDING);
    TreeSink sink = new TreeSink();
    int end = parser.parseLine(block, 0, sink.begin());
    if (end != line.length) {
      throw new AssertionError("returned " + end + " instead of " + line.length);
    }
    return sink.item;
  }

  static Map<String, Object> parse(String line) {
    return parse((line + '\n').getBytes(StandardCharsets.UTF_8));
  }

  /** Parses a line of Ion, given without its end. */
  static Map<String, Object> parseIon(String line) {
    return parse(new IonItemParser(), (line + '\n').getBytes(StandardCharsets.UTF_8));
  }

  /** Starts a new item. */
  TreeSink begin() {
    open.clear();
    item = new LinkedHashMap<>();
    open.push(new Container(item, new ArrayList<>()));
    return this;
  }

  Map<String, Object> item() {
    return item;
  }

  @Override
  public ValueSink attribute(byte[] bytes, int offset, int length) {
    open.element().pendingNames().add(utf8(bytes, offset, length));
    return this;
  }

  @Override
  public void string(byte[] bytes, int offset, int length) {
    add(utf8(bytes, offset, length));
  }

  @Override
  public void number(DynamoNumber number) {
    add(normal(new BigDecimal(number.toString())));
  }

  @Override
  public void binary(byte[] bytes, int offset, int length) {
    add(ByteBuffer.wrap(Arrays.copyOfRange(bytes, offset, offset + length)));
  }

  @Override
  public void bool(boolean value) {
    add(value);
  }

  @Override
  public void nullValue() {
    add(Null.NULL);
  }

  @Override
  public ValueSink beginList() {
    return push(new ArrayList<>());
  }

  @Override
  public void endList() {
    open.pop();
  }

  @Override
  public MapSink beginMap() {
    return push(new LinkedHashMap<>());
  }

  @Override
  public void endMap() {
    open.pop();
  }

  @Override
  public ValueSink beginSet(AttributeType type) {
    return push(new SetValue(type, new ArrayList<>()));
  }

  @Override
  public void endSet() {
    open.pop();
  }

  static BigDecimal normal(BigDecimal number) {
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }

  static String base64(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private TreeSink push(Object container) {
    add(container);
    open.push(new Container(container, new ArrayList<>()));
    return this;
  }

  @SuppressWarnings("unchecked")
  private void add(Object value) {
    Container container = open.element();
    if (container.value() instanceof Map<?, ?>) {
      String name = container.pendingNames().remove(0);
      if (((Map<String, Object>) container.value()).put(name, value) != null) {
        throw new MalformedItemException("attribute name occurs twice");
      }
    } else if (container.value() instanceof SetValue set) {
      set.elements().add(value);
    } else {
      ((List<Object>) container.value()).add(value);
    }
  }

  private static String utf8(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }
}
