package io.dynalake.item;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.export.Value;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DynamoJsonSinkTest {
  private final DynamoJsonSink sink = new DynamoJsonSink();

  @Test
  void writesAllTypesInCanonicalText() {
    assertThat(
            written(
                "{ \"pk\" : {\"S\":\"q\\\"\\u00e9\\n\"},\"n\":{\"N\":\"-01.50E+2\"},\"b\":{\"B\":\"AQL/\"},"
                    + "\"t\":{\"BOOL\":true},\"z\":{\"NULL\":true},\"l\":{\"L\":[{\"L\":[]},{\"M\":{}}]},"
                    + "\"m\":{\"M\":{\"a\":{\"SS\":[\"b\",\"a\"]},\"c\":{\"NS\":[\"2\",\"1e1\"]},"
                    + "\"d\":{\"BS\":[\"AQ==\"]}}},\"e\":{\"M\":{}}}"))
        .isEqualTo(
            "{\"pk\":{\"S\":\"q\\\"é\\n\"},\"n\":{\"N\":\"-150\"},\"b\":{\"B\":\"AQL/\"},"
                + "\"t\":{\"BOOL\":true},\"z\":{\"NULL\":true},\"l\":{\"L\":[{\"L\":[]},{\"M\":{}}]},"
                + "\"m\":{\"M\":{\"a\":{\"SS\":[\"b\",\"a\"]},\"c\":{\"NS\":[\"2\",\"10\"]},"
                + "\"d\":{\"BS\":[\"AQ==\"]}}},\"e\":{\"M\":{}}}");
  }

  @Test
  void writesWhatTheParserReadsBack() {
    RandomItems random = new RandomItems(7);
    random.stream(500)
        .forEach(
            item ->
                assertThat(Value.parseItem(written(random.json(item))))
                    .isEqualTo(Value.parseItem(item.members().toString())));
  }

  @Test
  void leavesOutElementsThatComeAgain() {
    sink.beginItem();
    ValueSink set = sink.attribute(new byte[] {'s'}, 0, 1).beginSet(AttributeType.NS);
    for (String digits : new String[] {"1.0", "2", "1", "20e-1"}) {
      DynamoNumber number = new DynamoNumber();
      number.parse(digits.getBytes(UTF_8), 0, digits.length());
      set.number(number);
    }
    sink.endSet();
    sink.endItem();
    assertThat(sink).hasToString("{\"s\":{\"NS\":[\"1\",\"2\"]}}");
  }

  @Test
  void refusesANameThatComesTwiceInAMap() {
    assertThatThrownBy(() -> written("{\"a\":{\"M\":{\"x\":{\"S\":\"\"},\"x\":{\"S\":\"\"}}}}"))
        .isInstanceOf(MalformedItemException.class)
        .hasMessage("an attribute name occurs twice in a map");
    assertThatThrownBy(() -> parse("{\"a\":{\"S\":\"\"},\"a\":{\"S\":\"\"}}", check()))
        .hasMessage("an attribute name occurs twice in a map");
    parse("{\"a\":{\"M\":{\"a\":{\"S\":\"\"}}},\"b\":{\"M\":{\"a\":{\"S\":\"\"}}}}", check());
  }

  private static MapSink check() {
    return new CheckSink().beginItem();
  }

  private String written(String item) {
    parse(item, sink.beginItem());
    sink.endItem();
    assertThat(sink.toBytes()).isEqualTo(sink.toString().getBytes(UTF_8));
    return sink.toString();
  }

  private static void parse(String item, MapSink sink) {
    byte[] line = ("{\"Item\":" + item + "}\n").getBytes(UTF_8);
    new ItemParser().parseLine(Arrays.copyOf(line, line.length + LineBlocks.PADDING), 0, sink);
  }
}
