package io.dynalake.dataset.convert;

import io.dynalake.dataset.partition.EntityRule;
import io.dynalake.dataset.partition.PartitionSpec;
import io.dynalake.dataset.partition.UpdatedAtFilter;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which items are written, and where each one goes.
 *
 * @param filterOrNull null keeps every item
 * @param entityOrNull null writes one dataset, not one per entity
 */
public record ItemSelection(
    PartitionSpec partitions,
    ZoneId zone,
    @Nullable UpdatedAtFilter filterOrNull,
    @Nullable EntityRule entityOrNull)
    implements Serializable {

  Optional<UpdatedAtFilter> filter() {
    return Optional.ofNullable(filterOrNull);
  }

  Optional<EntityRule> entity() {
    return Optional.ofNullable(entityOrNull);
  }

  /** Whether items of one data file go to several directories. */
  public boolean scatters() {
    return partitions.isPartitioned() || entityOrNull != null;
  }
}
