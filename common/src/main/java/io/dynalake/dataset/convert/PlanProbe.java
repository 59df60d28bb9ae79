package io.dynalake.dataset.convert;

import io.dynalake.dataset.partition.PartitionStats;
import io.dynalake.dataset.partition.UpdatedAtFilter;
import io.dynalake.dataset.partition.UpdatedAtFilter.Decision;
import io.dynalake.item.MapSink;
import io.dynalake.source.ItemProbe;

/** Counts, during the profile pass, what each directory will receive. */
public final class PlanProbe implements ItemProbe<PlanFindings> {
  private final ItemTarget target;
  private final PlanFindings findings;

  private PlanProbe(ItemSelection selection, int maxPartitions) {
    target = new ItemTarget(selection);
    findings = new PlanFindings(new PartitionStats(maxPartitions), new UpdatedAtFilter.Counts());
  }

  @Override
  public MapSink wrap(MapSink inner) {
    return target.wrap(inner);
  }

  @Override
  public String group() {
    return target.entity();
  }

  @Override
  public void endItem(int lineLength) {
    Decision decision = target.decide();
    findings.decisions().add(decision);
    if (decision.keeps()) {
      findings.directories().add(target.directory(), lineLength + 1L);
    }
  }

  @Override
  public void dropItem() {}

  @Override
  public PlanFindings findings() {
    return findings;
  }

  /** Makes the probes of the tasks. */
  public record Factory(ItemSelection selection, int maxPartitions)
      implements ItemProbe.Factory<PlanFindings> {
    @Override
    public PlanProbe create() {
      return new PlanProbe(selection, maxPartitions);
    }

    @Override
    public PlanFindings merge(PlanFindings left, PlanFindings right) {
      return left.merge(right);
    }

    @Override
    public boolean grouped() {
      return selection.entity().isPresent();
    }
  }
}
