package io.dynalake.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.schema.ColumnType;
import io.dynalake.schema.ItemSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Batches that are parted into bytes, and batches that are put together of such parts. */
class BatchBytesPropertyTest {
  private static final ItemSchema NUMBER = Items.schema(Items.field("n", new ColumnType.Int64()));

  @Property(tries = 500)
  void partsHaveTheRowsOfTheBatch(@ForAll long seed) {
    RandomItems random = new RandomItems(seed);
    Random choices = new Random(seed);
    ItemBatch batch = new ItemBatch(random.schema());
    ItemBatch target = new ItemBatch(random.schema());
    List<List<@Nullable Object>> expected = new ArrayList<>();
    BatchOutput out = new BatchOutput();
    for (int round = 0; round < 3; round++) {
      batch.clear();
      for (int i = choices.nextInt(80); i > 0; i--) {
        push(random, choices, batch);
      }
      List<List<@Nullable Object>> rows = BatchRows.of(batch);
      for (int part = 0; part < 3; part++) {
        int dense = 1 + choices.nextInt(4);
        int[] selected =
            IntStream.range(0, rows.size()).filter(i -> choices.nextInt(dense) == 0).toArray();
        batch.writeTo(List.of(selected), List.of(out));
        assertThat(target.append(new BatchInput(out.take()))).isEqualTo(selected.length);
        IntStream.of(selected).forEach(row -> expected.add(rows.get(row)));
        if (choices.nextInt(3) == 0) {
          // What follows the parts comes to stand behind their nulls.
          String json = random.next().json();
          ItemBatch single = new ItemBatch(random.schema());
          Items.into(single).add(json);
          Items.into(target).add(json);
          expected.addAll(BatchRows.of(single));
        }
      }
    }
    assertThat(BatchRows.of(target)).isEqualTo(expected);
    assertThat(nonNulls(target.root())).isEqualTo(nonNulls(copy(target, random).root()));
  }

  private static void push(RandomItems random, Random choices, ItemBatch batch) {
    if (choices.nextInt(5) == 0) {
      Items.into(batch).addAndDrop(random.next().json());
    } else {
      Items.into(batch).add(random.next().json());
    }
  }

  /** All rows once more through bytes, which must say the same of every vector. */
  private static ItemBatch copy(ItemBatch batch, RandomItems random) {
    BatchOutput out = new BatchOutput();
    batch.writeTo(List.of(IntStream.range(0, batch.rows()).toArray()), List.of(out));
    ItemBatch copy = new ItemBatch(random.schema());
    copy.append(new BatchInput(out.take()));
    assertThat(BatchRows.of(copy)).isEqualTo(BatchRows.of(batch));
    return copy;
  }

  private static List<Integer> nonNulls(StructVector vector) {
    List<Integer> counts = new ArrayList<>();
    for (int i = 0; i < vector.fields().size(); i++) {
      counts.add(vector.child(i).nonNulls());
      if (vector.child(i) instanceof StructVector struct) {
        counts.addAll(nonNulls(struct));
      }
    }
    return counts;
  }

  @Test
  void integersOfEveryWidthComeBack() {
    List<Long> values = new ArrayList<>(List.of(Long.MIN_VALUE, Long.MAX_VALUE, 0L, -1L));
    for (int bits = 0; bits < 63; bits++) {
      long limit = 1L << bits;
      ItemBatch batch = numbers(List.of(-limit, limit, limit - 1, -limit));
      assertThat(numbers(batch)).containsExactly(-limit, limit, limit - 1, -limit);
      values.add(limit);
    }
    assertThat(numbers(numbers(values))).isEqualTo(values);
  }

  private static ItemBatch numbers(List<Long> values) {
    ItemBatch batch = new ItemBatch(NUMBER);
    values.forEach(value -> Items.into(batch).add("\"n\":{\"N\":\"" + value + "\"}"));
    BatchOutput out = new BatchOutput();
    batch.writeTo(List.of(IntStream.range(0, batch.rows()).toArray()), List.of(out));
    ItemBatch copy = new ItemBatch(NUMBER);
    copy.append(new BatchInput(out.take()));
    return copy;
  }

  private static List<Long> numbers(ItemBatch batch) {
    LongVector vector = (LongVector) batch.root().child(0);
    return IntStream.range(0, batch.rows()).mapToObj(vector::value).toList();
  }
}
