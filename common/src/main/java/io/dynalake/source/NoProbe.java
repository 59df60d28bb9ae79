package io.dynalake.source;

import io.dynalake.item.MapSink;

/** Learns nothing; puts every item into one group. */
final class NoProbe implements ItemProbe<Integer>, ItemProbe.Factory<Integer> {
  private static final long serialVersionUID = 1L;

  @Override
  public ItemProbe<Integer> create() {
    return this;
  }

  @Override
  public Integer merge(Integer left, Integer right) {
    return left;
  }

  @Override
  public boolean grouped() {
    return false;
  }

  @Override
  public MapSink wrap(MapSink inner) {
    return inner;
  }

  @Override
  public String group() {
    return WHOLE;
  }

  @Override
  public void endItem(int lineLength) {}

  @Override
  public void dropItem() {}

  @Override
  public Integer findings() {
    return 0;
  }
}
