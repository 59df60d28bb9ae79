package io.dynalake.item;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.item.TreeSink.Null;
import io.dynalake.item.TreeSink.SetValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class ItemParserPropertiesTest {
  /** Bytes that damage a line without making it all too plain. */
  private static final String LIKELY = "\"\\{}[]:,SNMLBtrue0123u \t\r";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @Property
  void readsAnyItemInAnySpelling(
      @ForAll("items") Map<String, Object> item,
      @ForAll long seed,
      @ForAll @IntRange(max = 60) int oddness) {
    assertThat(TreeSink.parse(ItemText.line(item, seed, oddness))).isEqualTo(item);
  }

  @Property
  void readsTheUsualSpelling(@ForAll("items") Map<String, Object> item, @ForAll long seed) {
    assertThat(TreeSink.parse(ItemText.line(item, seed, 0))).isEqualTo(item);
  }

  @Property
  void neverReadsADamagedLineOtherwiseThanJackson(
      @ForAll("items") Map<String, Object> item, @ForAll long seed) {
    Random random = new Random(seed);
    byte[] line = (ItemText.line(item, seed, random.nextInt(20)) + '\n').getBytes(UTF_8);
    for (int i = 0; i <= random.nextInt(3); i++) {
      line[random.nextInt(line.length - 1)] =
          (byte)
              (random.nextInt(4) > 0
                  ? LIKELY.charAt(random.nextInt(LIKELY.length()))
                  : random.nextInt(256));
    }
    Differential.check(line);
  }

  @Property
  void rendersPlainJsonThatJacksonReads(
      @ForAll("items") Map<String, Object> item, @ForAll long seed) throws JsonProcessingException {
    byte[] line = (ItemText.line(item, seed, 10) + '\n').getBytes(UTF_8);
    byte[] block = Arrays.copyOf(line, line.length + LineBlocks.PADDING);
    JsonTextSink sink = new JsonTextSink();
    // The remains of another value.
    sink.beginList();
    sink.beginMap();
    sink.reset();
    sink.beginMap();
    new ItemParser().parseLine(block, 0, sink);
    sink.endMap();
    String text = new String(sink.bytes(), 0, sink.length(), UTF_8);
    JsonNode tree = JSON.readTree(text);
    Differential.compareToPlain(item, tree);
  }

  @Provide
  Arbitrary<Map<String, Object>> items() {
    return maps(3);
  }

  private Arbitrary<Map<String, Object>> maps(int depth) {
    return Arbitraries.maps(texts(1, 12), values(depth)).ofMaxSize(5);
  }

  private Arbitrary<Object> values(int depth) {
    Arbitrary<String> texts = texts(0, 40);
    Arbitrary<Object> scalars =
        Arbitraries.oneOf(
            texts.map(Object.class::cast),
            numbers().map(Object.class::cast),
            binaries().map(Object.class::cast),
            Arbitraries.of(true, false, Null.NULL),
            set(AttributeType.SS, texts),
            set(AttributeType.NS, numbers()),
            set(AttributeType.BS, binaries()));
    return depth == 0
        ? scalars
        : Arbitraries.frequencyOf(
            Tuple.of(4, scalars),
            Tuple.of(
                1,
                Arbitraries.lazy(() -> values(depth - 1).list().ofMaxSize(5))
                    .map(Object.class::cast)),
            Tuple.of(1, Arbitraries.lazy(() -> maps(depth - 1)).map(Object.class::cast)));
  }

  private static Arbitrary<Object> set(AttributeType type, Arbitrary<?> elements) {
    return elements
        .list()
        .ofMinSize(1)
        .ofMaxSize(30)
        .uniqueElements()
        .map(list -> new SetValue(type, List.copyOf(list)));
  }

  /** Much that JSON escapes, characters of all lengths in UTF-8, no halves of surrogate pairs. */
  private static Arbitrary<String> texts(int min, int max) {
    return Arbitraries.strings()
        .withCharRange('a', 'f')
        .withCharRange('\0', '\u00FF')
        .withCharRange('\u0700', '\u0900')
        .withCharRange('\uFF00', '\uFFFF')
        .withChars("\"\\/{}[]:,東\uD7FF\uE000\t\n")
        .ofMinLength(min)
        .ofMaxLength(max)
        .map(text -> text.replace("f", "🚀"));
  }

  private static Arbitrary<BigDecimal> numbers() {
    return Combinators.combine(
            Arbitraries.bigIntegers()
                .between(
                    BigInteger.TEN.pow(38).negate().add(BigInteger.ONE),
                    BigInteger.TEN.pow(38).subtract(BigInteger.ONE)),
            Arbitraries.integers().between(-87, 130))
        .as((unscaled, scale) -> TreeSink.normal(new BigDecimal(unscaled, scale)));
  }

  private static Arbitrary<ByteBuffer> binaries() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(20).map(ByteBuffer::wrap);
  }
}
