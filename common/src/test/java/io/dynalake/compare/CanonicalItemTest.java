package io.dynalake.compare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.JobException;
import io.dynalake.item.MalformedItemException;
import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.export.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalItemTest {
  private static final CompareRules STRICT = rules(Nulls.STRICT);
  private static final CompareRules LENIENT = rules(Nulls.ABSENT);

  private static CompareRules rules(Nulls nulls, String... ignored) {
    return new CompareRules(List.of("pk"), Set.of(ignored), nulls);
  }

  private static CanonicalItem read(String json, CompareRules rules) {
    CanonicalItem item = new CanonicalItem(rules);
    item.read(json.getBytes(UTF_8));
    return item;
  }

  /** The digest of an item with the key "k" and one more value. */
  private static String digest(String value, CompareRules rules) {
    return digestOf("{\"pk\":{\"S\":\"k\"},\"x\":" + value + "}", rules);
  }

  private static String digestOf(String json, CompareRules rules) {
    CanonicalItem item = read(json, rules);
    return item.digestHigh() + " " + item.digestLow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{\"N\":\"1\"} ~ {\"N\":\"1.0\"}",
        "{\"N\":\"-0\"} ~ {\"N\":\"0.00\"}",
        "{\"N\":\"12345678901234567890123456789012345678\"} ~"
            + " {\"N\":\"1.2345678901234567890123456789012345678E37\"}",
        "{\"S\":\"aé\"} ~ { \"S\" : \"\\u0061\\u00e9\" }",
        "{\"SS\":[\"a\",\"b\",\"\"]} ~ {\"SS\":[\"b\",\"\",\"a\"]}",
        "{\"NS\":[\"2\",\"10\"]} ~ {\"NS\":[\"1E1\",\"2.0\"]}",
        "{\"BS\":[\"AQ==\",\"AA==\"]} ~ {\"BS\":[\"AA==\",\"AQ==\"]}",
        "{\"M\":{\"a\":{\"N\":\"1\"},\"b\":{\"SS\":[\"y\",\"x\"]}}} ~"
            + " {\"M\":{\"b\":{\"SS\":[\"x\",\"y\"]},\"a\":{\"N\":\"1.0\"}}}",
        "{\"L\":[{\"M\":{\"a\":{\"S\":\"1\"},\"b\":{\"S\":\"2\"}}}]} ~"
            + " {\"L\":[{\"M\":{\"b\":{\"S\":\"2\"},\"a\":{\"S\":\"1\"}}}]}",
      })
  void valuesAreEqualHoweverTheyAreWritten(String one, String other) {
    assertThat(digest(one, STRICT)).isEqualTo(digest(other, STRICT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{\"N\":\"1\"} ~ {\"S\":\"1\"}",
        "{\"N\":\"9007199254740993\"} ~ {\"N\":\"9007199254740992\"}",
        "{\"S\":\"QQ==\"} ~ {\"B\":\"QQ==\"}",
        "{\"BOOL\":true} ~ {\"BOOL\":false}",
        "{\"SS\":[\"1\"]} ~ {\"NS\":[\"1\"]}",
        "{\"SS\":[\"1\"]} ~ {\"L\":[{\"S\":\"1\"}]}",
        "{\"SS\":[\"a\",\"b\"]} ~ {\"SS\":[\"a\"]}",
        "{\"SS\":[\"ab\",\"c\"]} ~ {\"SS\":[\"a\",\"bc\"]}",
        "{\"L\":[{\"S\":\"a\"},{\"S\":\"b\"}]} ~ {\"L\":[{\"S\":\"b\"},{\"S\":\"a\"}]}",
        "{\"L\":[{\"L\":[{\"S\":\"a\"}]},{\"S\":\"b\"}]} ~"
            + " {\"L\":[{\"L\":[{\"S\":\"a\"},{\"S\":\"b\"}]}]}",
        "{\"M\":{\"a\":{\"S\":\"bc\"}}} ~ {\"M\":{\"ab\":{\"S\":\"c\"}}}",
        "{\"M\":{\"a\":{\"M\":{}},\"b\":{\"S\":\"c\"}}} ~ {\"M\":{\"a\":{\"M\":{\"b\":{\"S\":\"c\"}}}}}",
        "{\"M\":{}} ~ {\"L\":[]}",
        "{\"S\":\"a\\u0000\"} ~ {\"S\":\"a\"}",
        "{\"S\":\"\"} ~ {\"B\":\"\"}",
        "{\"NULL\":true} ~ {\"L\":[]}",
        "{\"L\":[{\"NULL\":true}]} ~ {\"L\":[]}",
      })
  void otherValuesDiffer(String one, String other) {
    assertThat(digest(one, STRICT)).isNotEqualTo(digest(other, STRICT));
    assertThat(digest(one, LENIENT)).isNotEqualTo(digest(other, LENIENT));
  }

  @Test
  void anExplicitNullIsAbsentOnlyWhereThatIsAskedFor() {
    String without = "{\"pk\":{\"S\":\"k\"},\"m\":{\"M\":{}}}";
    String with =
        "{\"a\":{\"NULL\":true},\"m\":{\"M\":{\"n\":{\"NULL\":true}}},\"pk\":{\"S\":\"k\"}}";
    assertThat(digestOf(with, LENIENT)).isEqualTo(digestOf(without, LENIENT));
    assertThat(digestOf(with, STRICT)).isNotEqualTo(digestOf(without, STRICT));
    assertThat(read(with, LENIENT).attributes()).containsOnlyKeys("m", "pk");
    assertThat(read(with, STRICT).attributes()).containsOnlyKeys("a", "m", "pk");
  }

  @Test
  void aNullInAListKeepsItsPlace() {
    String list = "{\"L\":[{\"S\":\"a\"},{\"NULL\":true},{\"S\":\"b\"}]}";
    assertThat(digest(list, LENIENT)).isEqualTo(digest(list, STRICT));
  }

  @Test
  void ignoresWholeAttributesAtTheTop() {
    String one =
        "{\"pk\":{\"S\":\"k\"},\"x\":{\"L\":[{\"S\":\"1\"}]},\"m\":{\"M\":{\"x\":{\"S\":\"1\"}}}}";
    String other = one.replaceFirst("\"1\"", "\"2\"");
    assertThat(digestOf(one, STRICT)).isNotEqualTo(digestOf(other, STRICT));
    CompareRules ignoring = rules(Nulls.STRICT, "x", "y");
    assertThat(digestOf(one, ignoring)).isEqualTo(digestOf(other, ignoring));
    assertThat(digestOf(one, ignoring))
        .isNotEqualTo(
            digestOf(one.replace("\"x\":{\"S\":\"1\"}", "\"x\":{\"S\":\"2\"}"), ignoring));
    assertThatThrownBy(() -> rules(Nulls.STRICT, "pk"))
        .isInstanceOf(JobException.class)
        .hasMessage("--ignore: pk is a key, by which items are found; leave it out");
  }

  @Test
  void keysAreEqualByValueAndShownAsDynamoDbTakesThem() {
    CompareRules rules = new CompareRules(List.of("n", "b"), Set.of(), Nulls.STRICT);
    CanonicalItem item =
        read("{\"x\":{\"S\":\"\"},\"b\":{\"B\":\"AQI=\"},\"n\":{\"N\":\"1.50\"}}", rules);
    assertThat(item.key())
        .isEqualTo(read("{\"n\":{\"N\":\"15e-1\"},\"b\":{\"B\":\"AQI=\"}}", rules).key())
        .isNotEqualTo(read("{\"n\":{\"S\":\"1.5\"},\"b\":{\"B\":\"AQI=\"}}", rules).key());
    assertThat(CanonicalKey.json(rules.keys(), item.key()))
        .hasToString("{\"n\":{\"N\":\"1.5\"},\"b\":{\"B\":\"AQI=\"}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{\"x\":{\"S\":\"k\"}} ~ it has no attribute pk, which is a key",
        "{\"pk\":{\"BOOL\":true}} ~ its attribute pk is no key; a key is a string, a number or"
            + " binary, and not empty",
        "{\"pk\":{\"S\":\"\"}} ~ its attribute pk is no key; a key is a string, a number or"
            + " binary, and not empty",
        "{\"pk\":{\"M\":{\"pk\":{\"S\":\"k\"}}}} ~ its attribute pk is no key; a key is a string, a"
            + " number or binary, and not empty",
      })
  void refusesItemsWithoutAKey(String json, String reason) {
    assertThatThrownBy(() -> read(json, STRICT))
        .isInstanceOf(MalformedItemException.class)
        .hasMessage(reason);
    // The next one is not concerned.
    CanonicalItem item = new CanonicalItem(STRICT);
    assertThatThrownBy(() -> item.read(json.getBytes(UTF_8))).hasMessage(reason);
    item.read("{\"pk\":{\"S\":\"k\"}}".getBytes(UTF_8));
    assertThat(item.digestHigh()).isEqualTo(read("{\"pk\":{\"S\":\"k\"}}", STRICT).digestHigh());
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void randomItemsAreEqualExactlyWhenTheirTreesAre(@ForAll long seed) {
    RandomItems random = new RandomItems(seed);
    Map<String, Value.MapOf> byDigest = new HashMap<>();
    for (Value.MapOf item : random.items(20)) {
      String digest = digestOf(random.json(item), STRICT);
      assertThat(digestOf(random.json(item), STRICT)).isEqualTo(digest);
      assertThat(byDigest.put(digest, item)).isNull();
      Map<String, byte[]> attributes = read(random.json(item), STRICT).attributes();
      assertThat(attributes.keySet()).isEqualTo(item.attributes().keySet());
      item.attributes().forEach((name, value) -> requireOther(item, name, digest));
    }
  }

  /** Without an attribute it is another item, unless that is the key. */
  private static void requireOther(Value.MapOf item, String name, String digest) {
    if (!name.equals("pk")) {
      Map<String, Value> fewer = new HashMap<>(item.attributes());
      fewer.remove(name);
      String json = new Value.MapOf(fewer).members().toString();
      assertThat(digestOf(json, STRICT)).isNotEqualTo(digest);
    }
  }
}
