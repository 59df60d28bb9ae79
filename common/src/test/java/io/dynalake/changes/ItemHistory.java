package io.dynalake.changes;

import io.dynalake.testsupport.export.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * What happens at random to the items of a few keys: they are put, changed, written again as they
 * are, deleted, and put anew.
 */
final class ItemHistory {
  /** A write to the table. */
  sealed interface Write {}

  record Put(Map<String, Value> item) implements Write {}

  record Delete(Map<String, Value> key) implements Write {}

  /** Sets one attribute and removes another; of an absent item it makes one. */
  record Update(Map<String, Value> key, String set, Value to, String removed) implements Write {}

  private final Random random;
  private final int keys;
  private final IntFunction<Map<String, Value>> key;
  private final Map<Map<String, Value>, Map<String, Value>> items = new LinkedHashMap<>();

  /**
   * @param key by its number
   */
  ItemHistory(long seed, IntFunction<Map<String, Value>> key) {
    random = new Random(seed);
    keys = 1 + random.nextInt(7);
    this.key = key;
  }

  /** What happens next: often nothing, and sometimes only deletions. */
  List<Write> next(boolean onlyDeletions) {
    List<Write> writes = new ArrayList<>();
    boolean deletions = onlyDeletions || random.nextInt(6) == 0;
    for (int i = random.nextInt(4) == 0 ? 0 : random.nextInt(keys + 3); i > 0; i--) {
      Map<String, Value> chosen = key.apply(random.nextInt(keys));
      int kind = deletions ? 0 : random.nextInt(10);
      if (kind < 3) {
        // Often of an item that is not there.
        items.remove(chosen);
        writes.add(new Delete(chosen));
      } else if (kind == 3 && items.containsKey(chosen)) {
        writes.add(new Put(items.getOrDefault(chosen, chosen)));
      } else if (kind == 4) {
        items.remove(chosen);
        writes.add(new Update(chosen, "n", number(), "ss"));
      } else {
        Map<String, Value> item = new LinkedHashMap<>(chosen);
        addAttributes(item);
        items.put(chosen, item);
        writes.add(new Put(item));
      }
    }
    return writes;
  }

  private void addAttributes(Map<String, Value> item) {
    String digit = "" + random.nextInt(9);
    add(item, "n", number());
    add(item, "d", decimal(random.nextInt(1000) + ".25"));
    add(item, "b", new Value.Binary("AAE" + (char) ('A' + 4 * random.nextInt(4))));
    add(item, "ss", new Value.SetOf("SS", List.of(text("x"), text("y" + digit))));
    add(item, "ns", new Value.SetOf("NS", List.of(decimal("1"), decimal("2.1" + digit))));
    add(
        item,
        "bs",
        new Value.SetOf("BS", List.of(new Value.Binary("AA=="), new Value.Binary("AQ=="))));
    add(
        item,
        "l",
        new Value.ListOf(
            random.nextInt(3) == 0 ? List.of() : List.of(text(digit), new Value.Null())));
    add(item, "t", new Value.Bool(random.nextBoolean()));
    add(item, "z", new Value.Null());
    // An attribute whose values change their type, and a struct that gets more fields.
    add(
        item,
        "v",
        switch (random.nextInt(3)) {
          case 0 -> decimal(digit + ".5");
          case 1 -> new Value.Bool(random.nextBoolean());
          default -> text("text");
        });
    add(
        item,
        "m",
        new Value.MapOf(Map.of("f" + random.nextInt(4), text("q"), "é.x", decimal("7"))));
  }

  private void add(Map<String, Value> item, String name, Value value) {
    if (random.nextInt(3) == 0) {
      item.put(name, value);
    }
  }

  private Value number() {
    return new Value.Decimal(BigDecimal.valueOf(random.nextLong() >> random.nextInt(60)));
  }

  private static Value decimal(String number) {
    return Value.Decimal.of(number);
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }
}
