package io.dynalake.dataset.convert;

import io.dynalake.batch.ItemBatch;
import io.dynalake.item.MapSink;
import io.dynalake.schema.ItemProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses items for the shuffle while they are profiled, into the columns of a guess. */
final class EarlyBatches extends EarlyItems {
  private final BatchScatter scatter;
  private final SlotTable slots;
  private final Map<String, Integer> datasets = new HashMap<>();
  private final @Nullable ItemProfile[] observers;

  /** Dataset of the item under way; -1 if it is none of the guess. */
  private int current = -1;

  EarlyBatches(ConvertPlan plan, BatchScatter scatter, SlotTable slots) {
    this.scatter = scatter;
    this.slots = slots;
    for (ConvertPlan.Dataset dataset : plan.datasets()) {
      datasets.put(dataset.name(), datasets.size());
    }
    observers = new ItemProfile[datasets.size()];
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // Whether it is the same one.
  MapSink fill(String group, ItemProfile profile) {
    current = datasets.getOrDefault(group, -1);
    if (current < 0) {
      giveUp("items are of entities that the first ones are not of");
      return profile.beginItem();
    }
    ItemBatch batch = scatter.batch(current);
    if (observers[current] != profile) {
      batch.observe(profile);
      observers[current] = profile;
    }
    return batch.beginItem();
  }

  @Override
  void keepItem(String directory) {
    int slot = isOn() ? slots.find(directory) : -1;
    if (slot >= 0) {
      scatter.endItem(current, slot);
    } else {
      giveUp("items are for directories that the first ones are not for");
      dropItem();
    }
  }

  @Override
  void dropItem() {
    if (current >= 0) {
      scatter.batch(current).dropItem();
    }
  }

  @Override
  long unknownAttributes() {
    return scatter.unknownAttributes();
  }

  @Override
  void flush() {
    scatter.endBlock();
  }

  @Override
  EarlyResult complete() {
    return new EarlyResult(List.of(), List.of());
  }

  @Override
  public void close() {
    scatter.clear();
  }
}
