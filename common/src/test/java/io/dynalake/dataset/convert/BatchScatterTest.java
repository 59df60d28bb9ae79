package io.dynalake.dataset.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.batch.BatchInput;
import io.dynalake.batch.ItemBatch;
import io.dynalake.batch.LongVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

class BatchScatterTest {
  private final Map<Integer, List<Long>> bySlot = new TreeMap<>();
  private int parts;

  @Test
  void everySlotGetsItsItemsInTheirOrder() {
    // More than is kept before it is parted, so parts end between items of a slot.
    int items = 300_000;
    BatchScatter scatter = scatter(10);
    for (int i = 0; i < items; i++) {
      add(scatter, 0, i * 7 % 10, i);
      if (i % 1000 == 0) {
        scatter.endBlock();
        drain(scatter);
      }
    }
    assertThat(parts).isBetween(10, 100);
    scatter.part();
    drain(scatter);

    assertThat(bySlot.keySet()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    bySlot.forEach(
        (slot, numbers) -> {
          List<Long> expected =
              IntStream.range(0, items)
                  .filter(i -> i * 7 % 10 == slot)
                  .mapToObj(Long::valueOf)
                  .toList();
          assertThat(numbers).isEqualTo(expected);
        });
  }

  @Test
  void keepsNoMoreForManySlotsThanForAThousand() {
    BatchScatter scatter = scatter(100_000);
    int items = 0;
    while (parts == 0) {
      for (int i = 0; i < 10_000; i++) {
        add(scatter, 0, items++ % 100_000, items);
      }
      scatter.endBlock();
      drain(scatter);
      assertThat(items).isLessThan(3_000_000);
    }
    assertThat(parts).isEqualTo(100_000);
  }

  @Test
  void itemsOfTwoDatasetsStayApart() {
    var slots = List.of(new Slot(0, "a"), new Slot(1, "b"), new Slot(0, "c"));
    ConvertPlan plan = ScatterPlans.plan(List.of("x", "y"), slots);
    BatchScatter scatter = new BatchScatter(plan, new SlotTable(slots, 0));
    add(scatter, 0, 2, 1);
    add(scatter, 1, 1, 2);
    add(scatter, 0, 0, 3);
    add(scatter, 1, 1, 4);
    scatter.part();
    drain(scatter);
    assertThat(bySlot).isEqualTo(Map.of(0, List.of(3L), 1, List.of(2L, 4L), 2, List.of(1L)));
  }

  @Test
  void partsOfADirectoryGoToItsSlotsInTurn() {
    var slots = List.of(new Slot(0, "a"), new Slot(0, "a"));
    SlotTable table = new SlotTable(slots, 0);
    BatchScatter scatter = new BatchScatter(ScatterPlans.plan(List.of(""), slots), table);
    for (int i = 0; i < 4; i++) {
      add(scatter, 0, table.find("a"), i);
      scatter.part();
      drain(scatter);
    }
    assertThat(bySlot).isEqualTo(Map.of(0, List.of(0L, 2L), 1, List.of(1L, 3L)));
  }

  private static BatchScatter scatter(int slots) {
    List<Slot> places = IntStream.range(0, slots).mapToObj(i -> new Slot(0, "d=" + i)).toList();
    return new BatchScatter(ScatterPlans.plan(List.of(""), places), new SlotTable(places, 0));
  }

  private static void add(BatchScatter scatter, int dataset, int slot, long n) {
    ScatterPlans.push(ScatterPlans.number(n), scatter.batch(dataset).beginItem());
    scatter.endItem(dataset, slot);
  }

  private void drain(BatchScatter scatter) {
    ItemBatch read = new ItemBatch(ScatterPlans.NUMBER);
    for (Tuple2<Integer, byte[]> part = scatter.poll(); part != null; part = scatter.poll()) {
      parts++;
      read.clear();
      int items = read.append(new BatchInput(part._2()));
      LongVector numbers = (LongVector) read.root().child(0);
      List<Long> ofSlot = bySlot.computeIfAbsent(part._1(), s -> new ArrayList<>());
      IntStream.range(0, items).forEach(i -> ofSlot.add(numbers.value(i)));
    }
  }
}
