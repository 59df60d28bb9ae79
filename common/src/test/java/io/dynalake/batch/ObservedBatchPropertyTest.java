package io.dynalake.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.item.ItemParser;
import io.dynalake.item.LineBlocks;
import io.dynalake.item.MalformedItemException;
import io.dynalake.item.MapSink;
import io.dynalake.schema.ItemProfile;
import io.dynalake.schema.ItemSchema;
import io.dynalake.schema.ProfileOptions;
import io.dynalake.schema.TypingOptions;
import io.dynalake.schema.TypingRules;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

/**
 * A batch that fills a profile on the way: the profile is the one that the items themselves give.
 */
class ObservedBatchPropertyTest {
  @Property(tries = 300)
  void fillsTheProfileThatItemsGive(@ForAll long seed) {
    RandomItems random = new RandomItems(seed);
    Stream<String> items = IntStream.range(0, 60).mapToObj(i -> random.next().json());
    check(items.map(json -> "{" + json + "}").toList(), seed);
  }

  @Property(tries = 300)
  void fillsItFromItemsOfMixedTypesToo(@ForAll long seed) {
    var random = new io.dynalake.testsupport.export.RandomItems(seed);
    check(random.items(60).stream().map(item -> item.members().toString()).toList(), seed);
  }

  /** Some of the items make the schema; all of them come into its batch. */
  private void check(List<String> items, long seed) {
    Random choices = new Random(seed);
    int known = choices.nextBoolean() ? items.size() : choices.nextInt(items.size());
    ItemSchema guessed = schema(items.subList(0, known));
    ItemBatch batch = new ItemBatch(guessed);
    ItemProfile expected = new ItemProfile(ProfileOptions.DEFAULT);
    ItemProfile filled = new ItemProfile(ProfileOptions.DEFAULT);
    batch.observe(filled);
    for (String item : items) {
      push(item, expected.beginItem());
      expected.endItem();
      try {
        push(item, batch.beginItem());
      } catch (MalformedItemException e) {
        // The guess is refuted, which the profile of all items has to confirm.
        assertThat(schema(items)).isNotEqualTo(guessed);
        Statistics.label("counted").collect(false);
        return;
      }
      filled.endItem();
      if (choices.nextBoolean()) {
        batch.endItem();
      } else {
        batch.dropItem();
      }
      if (choices.nextInt(10) == 0) {
        batch.clear();
      }
    }
    assertThat(ItemProfile.fromBytes(filled.toBytes())).isEqualTo(expected);
    Statistics.label("counted").collect(true);
    Statistics.label("counted").coverage(c -> c.check(true).percentage(p -> p > 40));
  }

  @Test
  void countsAttributesThatAreNoColumns() {
    ItemBatch batch = new ItemBatch(schema(List.of("{\"a\":{\"M\":{\"b\":{\"S\":\"\"}}}}")));
    batch.observe(new ItemProfile(ProfileOptions.DEFAULT));
    push("{\"a\":{\"M\":{\"b\":{\"S\":\"\"}}}}", batch.beginItem());
    batch.endItem();
    assertThat(batch.unknownAttributes()).isZero();
    push("{\"a\":{\"M\":{\"c\":{\"S\":\"\"}}},\"d\":{\"N\":\"1\"}}", batch.beginItem());
    batch.endItem();
    assertThat(batch.unknownAttributes()).isEqualTo(2);
  }

  @Test
  void countsKeysAsNamesUntilThereAreTooMany() {
    String many =
        IntStream.range(0, 600)
            .mapToObj(i -> "\"k" + i + "\":{\"N\":\"1\"}")
            .collect(Collectors.joining(",", "{\"m\":{\"M\":{", "}}}"));
    List<String> items =
        List.of(many, "{\"m\":{\"M\":{}}}", "{\"m\":{\"M\":{\"k\":{\"N\":\"2\"}}}}");
    ItemBatch batch = new ItemBatch(schema(items));
    ItemProfile filled = new ItemProfile(ProfileOptions.DEFAULT);
    ItemProfile expected = new ItemProfile(ProfileOptions.DEFAULT);
    batch.observe(filled);
    for (String item : List.of(items.get(2), items.get(1), many, items.get(2), many)) {
      push(item, batch.beginItem());
      batch.endItem();
      filled.endItem();
      push(item, expected.beginItem());
      expected.endItem();
    }
    assertThat(ItemProfile.fromBytes(filled.toBytes())).isEqualTo(expected);
  }

  private static ItemSchema schema(List<String> items) {
    ItemProfile profile = new ItemProfile(ProfileOptions.DEFAULT);
    for (String item : items) {
      push(item, profile.beginItem());
      profile.endItem();
    }
    return TypingRules.infer(profile, TypingOptions.DEFAULT).schema();
  }

  private static void push(String item, MapSink sink) {
    byte[] line = ("{\"Item\":" + item + "}\n").getBytes(StandardCharsets.UTF_8);
    new ItemParser().parseLine(Arrays.copyOf(line, line.length + LineBlocks.PADDING), 0, sink);
  }
}
