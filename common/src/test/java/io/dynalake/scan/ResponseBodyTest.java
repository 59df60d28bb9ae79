package io.dynalake.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseBodyTest {
  private static ResponseBody parse(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return ResponseBody.parse(bytes, bytes.length);
  }

  private static List<String> items(String text) {
    ItemSpans spans = parse(text).items();
    List<String> items = new ArrayList<>();
    for (int i = 0; i < spans.count(); i++) {
      items.add(new String(spans.bytes(), spans.start(i), spans.end(i) - spans.start(i), UTF_8));
    }
    return items;
  }

  private static String rest(String text) {
    return new String(parse(text).withoutItems(), UTF_8);
  }

  @Test
  void cutsOutItemsWhereverTheyStand() {
    String text =
        "{\"Count\":2,\"Items\":[{\"a\":{\"S\":\"x\"}},{}],\"LastEvaluatedKey\":{\"a\":{\"S\":\"x\"}}}";
    assertThat(items(text)).containsExactly("{\"a\":{\"S\":\"x\"}}", "{}");
    assertThat(rest(text))
        .isEqualTo("{\"Count\":2,\"Items\":[],\"LastEvaluatedKey\":{\"a\":{\"S\":\"x\"}}}");
    assertThat(items("{\"Items\":[{}]}")).containsExactly("{}");
    assertThat(rest("{\"Items\":[],\"Count\":0}")).isEqualTo("{\"Items\":[],\"Count\":0}");
  }

  @Test
  void isNotMisledByWhatStringsHold() {
    String item =
        "{\"a\":{\"S\":\"]}\\\"\\\\\"},\"Items\":{\"L\":[{\"S\":\"[{\"}]},\"é😀\":{\"S\":\"\"}}";
    assertThat(items("{\"Items\":[" + item + "],\"Count\":1}")).containsExactly(item);
  }

  @Test
  void takesOnlyTheItemsOfTheResponseItself() {
    assertThat(
            items(
                "{\"ConsumedCapacity\":{\"Items\":[{\"x\":1}]},\"Items\":[{\"y\":{\"N\":\"1\"}}]}"))
        .containsExactly("{\"y\":{\"N\":\"1\"}}");
    assertThat(items("{\"Count\":0}")).isEmpty();
    assertThat(rest("{\"Items\":null,\"Count\":0}")).isEqualTo("{\"Items\":null,\"Count\":0}");
  }

  @Test
  void makesOneLineOfAnItemThatIsSpreadOverSeveral() {
    assertThat(items("{ \"Items\" : [ {\n\"a\":\r\n\t{\"S\":\"b\"} } ] , \"Count\" : 1 }\n"))
        .containsExactly("{ \"a\":   {\"S\":\"b\"} }");
  }

  @Test
  void readsItemsNestedAsDeepAsTheyMayBe() {
    String deep = "{\"a\":" + "{\"L\":[".repeat(32) + "]}".repeat(32) + "}";
    assertThat(items("{\"Items\":[" + deep + "]}")).containsExactly(deep);
  }

  @Test
  void refusesABodyThatIsCutAnywhere() {
    String text = "{\"Count\":1,\"Items\":[{\"a\":{\"S\":\"\\\"x\"}}],\"ScannedCount\":1}";
    for (int length = 0; length < text.length(); length++) {
      String cut = text.substring(0, length);
      assertThatThrownBy(() -> parse(cut)).as(cut).isInstanceOf(DamagedResponseException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"Items\":[{}],\"Items\":[{}]}",
        "{\"Items\":[1]}",
        "{\"Items\":[{}{}]}",
        "{\"Items\":[{\"a\":{\"L\":[}]}}]}",
        "{\"Items\":[{}]}}",
        "{\"Items\":[{}]} x",
        "{\"Items\":[{\"a\":{\"S\":\"\u0001\"}}]}",
        "{\"Items\":[{\"a\":{\"S\":\"line\nbreak\"}}]}",
        "{\"Items\":[{\u0000}]}",
        "{Items:[]}",
        "{\"Count\":1\"Items\":[]}",
      })
  void refusesWhatIsNoResponse(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(DamagedResponseException.class);
  }

  @Test
  void refusesNestingWithoutEnd() {
    assertThatThrownBy(() -> parse("{\"Items\":[" + "{\"a\":".repeat(1000)))
        .isInstanceOf(DamagedResponseException.class)
        .hasMessageContaining("deeper");
  }
}
