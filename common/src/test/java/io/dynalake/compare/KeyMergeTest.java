package io.dynalake.compare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.load.write.KeyOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class KeyMergeTest {
  private static final CompareRules RULES = new CompareRules(List.of("pk"), Set.of(), Nulls.STRICT);

  private final List<Row> rows = new ArrayList<>();
  private int position;

  private KeyMergeTest put(Side side, String key, String... values) {
    for (String value : values) {
      CanonicalItem item = new CanonicalItem(RULES);
      item.read(
          ("{\"pk\":{\"S\":\"" + key + "\"},\"v\":{\"S\":\"" + value + "\"}}").getBytes(UTF_8));
      rows.add(KeyRows.of(KeyOrder.hash(item.key()), item, new Place(side, 0, ++position)));
    }
    return this;
  }

  private Tally merge(int samples) {
    rows.sort(
        Comparator.<Row>comparingLong(KeyRows::hash)
            .thenComparing(KeyRows::key, Arrays::compareUnsigned)
            .thenComparingLong(KeyRows::high)
            .thenComparingLong(KeyRows::low)
            .thenComparing(row -> KeyRows.place(row).side())
            .thenComparingLong(row -> KeyRows.place(row).position()));
    return new KeyMerge(samples).call(rows.iterator()).next();
  }

  private static List<Long> counts(Tally tally) {
    return List.of(
        tally.equal(),
        tally.count(Difference.DIFFERENT),
        tally.count(Difference.MISSING),
        tally.count(Difference.EXTRA));
  }

  private static String places(Sample sample) {
    return sample.place(Side.LEFT).map(Place::position).orElse(0L)
        + " "
        + sample.place(Side.RIGHT).map(Place::position).orElse(0L);
  }

  @Test
  void tellsEachKeyOnce() {
    put(Side.LEFT, "same", "1").put(Side.RIGHT, "same", "1");
    put(Side.LEFT, "changed", "1").put(Side.RIGHT, "changed", "2");
    put(Side.LEFT, "gone", "1").put(Side.RIGHT, "new", "1").put(Side.RIGHT, "newer", "1");
    Tally tally = merge(10);
    assertThat(counts(tally)).containsExactly(1L, 1L, 1L, 2L);
    assertThat(tally.counts(Side.LEFT)).isEqualTo(new SideCounts(3, 0, 0));
    assertThat(tally.counts(Side.RIGHT)).isEqualTo(new SideCounts(4, 0, 0));
    assertThat(tally.samples())
        .filteredOn(sample -> sample.difference() == Difference.DIFFERENT)
        .singleElement()
        .extracting(KeyMergeTest::places)
        .isEqualTo("3 4");
  }

  @Test
  void keysWithSeveralItemsAreEqualIfEachIsThereAsOften() {
    put(Side.LEFT, "a", "1", "2", "1").put(Side.RIGHT, "a", "1", "1", "2");
    Tally tally = merge(10);
    assertThat(counts(tally)).containsExactly(1L, 0L, 0L, 0L);
    assertThat(tally.counts(Side.LEFT)).isEqualTo(new SideCounts(3, 2, 0));
    assertThat(tally.counts(Side.RIGHT)).isEqualTo(new SideCounts(3, 2, 0));
  }

  @Test
  void anItemThatIsThereTwiceIsDifferentFromOneThatIsThereOnce() {
    put(Side.LEFT, "a", "1").put(Side.RIGHT, "a", "1", "1");
    put(Side.LEFT, "b", "1", "2").put(Side.RIGHT, "b", "1", "1");
    Tally tally = merge(10);
    assertThat(counts(tally)).containsExactly(0L, 2L, 0L, 0L);
    assertThat(tally.counts(Side.LEFT)).isEqualTo(new SideCounts(3, 1, 0));
    assertThat(tally.counts(Side.RIGHT)).isEqualTo(new SideCounts(4, 2, 0));
    // Of b, item 5 is on the left only; 6 and 7 are one more than the left has.
    assertThat(tally.samples())
        .extracting(KeyMergeTest::places)
        .containsExactlyInAnyOrder("1 2", "5 6");
    assertThat(tally.samples()).extracting(sample -> sample.copies(Side.RIGHT)).containsOnly(2L);
  }

  @Test
  void countsUnreadableItemsOneByOne() {
    put(Side.LEFT, "a", "1").put(Side.RIGHT, "a", "1");
    rows.add(KeyRows.unreadable(7, new Place(Side.RIGHT, 0, 98)));
    rows.add(KeyRows.unreadable(7, new Place(Side.RIGHT, 0, 99)));
    Tally tally = merge(10);
    assertThat(counts(tally)).containsExactly(1L, 0L, 0L, 0L);
    assertThat(tally.count(Difference.UNREADABLE)).isEqualTo(2);
    assertThat(tally.counts(Side.LEFT)).isEqualTo(new SideCounts(1, 0, 0));
    assertThat(tally.counts(Side.RIGHT)).isEqualTo(new SideCounts(3, 0, 2));
    assertThat(tally.samples()).extracting(KeyMergeTest::places).containsExactly("0 98", "0 99");
  }

  @Test
  void samplesAreTheSameHoweverManyTasksMerge() {
    for (int i = 0; i < 50; i++) {
      put(i % 2 == 0 ? Side.LEFT : Side.RIGHT, "key" + i, "1");
    }
    List<Row> all = List.copyOf(rows);
    List<byte[]> whole = merge(4).samples().stream().map(Sample::key).toList();
    Tally sum = new Tally(4);
    for (int task = 0; task < 3; task++) {
      rows.clear();
      for (Row row : all) {
        if (Math.floorMod(KeyRows.hash(row), 3) == task) {
          rows.add(row);
        }
      }
      sum = sum.plus(merge(4));
    }
    assertThat(counts(sum)).containsExactly(0L, 0L, 25L, 25L);
    assertThat(sum.samples()).hasSize(8);
    assertThat(sum.samples().stream().map(Sample::key).toList())
        .usingElementComparator(Arrays::compareUnsigned)
        .containsExactlyInAnyOrderElementsOf(whole);
  }

  @Test
  void findsNothingInNothing() {
    assertThat(counts(merge(10))).containsExactly(0L, 0L, 0L, 0L);
  }
}
