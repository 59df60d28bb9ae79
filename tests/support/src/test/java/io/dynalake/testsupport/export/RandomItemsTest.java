package io.dynalake.testsupport.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RandomItemsTest {
  @Test
  void itsJsonIsReadBackAsTheSameItem() {
    RandomItems random = new RandomItems(11);
    Set<String> tags = new TreeSet<>();
    boolean escaped = false;

    for (Value.MapOf item : random.items(300)) {
      String json = random.json(item);

      assertThat(json).doesNotContain("\n");
      assertThat(Value.parseItem(json)).isEqualTo(item);
      assertThat(Value.parseItem(item.members().toString())).isEqualTo(item);
      item.attributes().values().forEach(value -> tags.add(value.json().fieldNames().next()));
      escaped |= json.contains("\\u") && json.contains("\\/");
    }

    assertThat(tags).containsExactly("B", "BOOL", "BS", "L", "M", "N", "NS", "NULL", "S", "SS");
    assertThat(escaped).isTrue();
  }

  @Test
  void givesTheSameItemsForTheSameSeed() {
    List<Value.MapOf> items = new RandomItems(5).items(20);

    assertThat(new RandomItems(5).items(20)).isEqualTo(items);
    assertThat(new RandomItems(6).items(20)).isNotEqualTo(items);
  }

  @Test
  void writesNumbersAsDynamoDbDoes() {
    assertThat(Value.Decimal.of("1E-130").canonical()).isEqualTo("0." + "0".repeat(129) + "1");
    assertThat(Value.Decimal.of("1E+125").canonical()).isEqualTo("1" + "0".repeat(125));
    assertThat(Value.Decimal.of("-0.00").canonical()).isEqualTo("0");
    assertThat(Value.Decimal.of("100.500")).isEqualTo(Value.Decimal.of("1.005e2"));
    assertThat(Value.Decimal.of("1200").canonical()).isEqualTo("1200");
  }
}
