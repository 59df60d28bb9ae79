package io.dynalake.dataset.convert;

import io.dynalake.dataset.partition.PartitionStats;
import io.dynalake.dataset.partition.UpdatedAtFilter;
import java.io.Serializable;

/**
 * What the profile pass learned for planning the conversion.
 *
 * @param directories items to write and their bytes, by directory below the target
 * @param decisions of the timestamp filter
 * @param early what was converted already
 */
public record PlanFindings(
    PartitionStats directories, UpdatedAtFilter.Counts decisions, EarlyResult early)
    implements Serializable {

  PlanFindings merge(PlanFindings other) {
    directories.merge(other.directories);
    decisions.merge(other.decisions);
    return new PlanFindings(directories, decisions, early.merge(other.early));
  }
}
