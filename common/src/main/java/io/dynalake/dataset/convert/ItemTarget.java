package io.dynalake.dataset.convert;

import io.dynalake.dataset.partition.EntityRule;
import io.dynalake.dataset.partition.ItemCaptures;
import io.dynalake.dataset.partition.PartitionEvaluator;
import io.dynalake.dataset.partition.UpdatedAtFilter;
import io.dynalake.dataset.partition.UpdatedAtFilter.Decision;
import io.dynalake.item.MapSink;
import org.jspecify.annotations.Nullable;

/** Says of each item whether it is written and where. One per task. */
public final class ItemTarget {
  private final ItemCaptures captures = new ItemCaptures();
  private final PartitionEvaluator partitions;
  private final UpdatedAtFilter.@Nullable Evaluator filter;
  private final EntityRule.@Nullable Evaluator entity;
  private @Nullable String lastEntity;
  private @Nullable String lastPartition;
  private String lastDirectory = "";

  public ItemTarget(ItemSelection selection) {
    partitions = new PartitionEvaluator(selection.partitions(), selection.zone(), captures);
    filter = selection.filter().map(f -> f.evaluator(captures)).orElse(null);
    entity = selection.entity().map(e -> e.evaluator(captures)).orElse(null);
  }

  /** Puts the captures before a sink, and forgets the item before. */
  public MapSink wrap(MapSink inner) {
    return captures.wrap(inner);
  }

  /** The entity of the item that was parsed last; "" if there are no entities. */
  String entity() {
    return entity == null ? "" : entity.entity();
  }

  /** What the timestamp filter says of the item that was parsed last. */
  public Decision decide() {
    return filter == null ? Decision.KEPT : filter.decide();
  }

  /** The directory below the target for the item that was parsed last. */
  @SuppressWarnings("ReferenceEquality") // Both are cached; equal ones are mostly the same object.
  public String directory() {
    String partition = partitions.path();
    if (entity == null) {
      return partition;
    }
    String name = entity.entity();
    if (name != lastEntity || partition != lastPartition) {
      lastEntity = name;
      lastPartition = partition;
      lastDirectory = partition.isEmpty() ? name : name + "/" + partition;
    }
    return lastDirectory;
  }
}
