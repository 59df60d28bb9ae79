package io.dynalake.source;

import io.dynalake.item.MapSink;
import io.dynalake.schema.ItemProfile;

/** Learns nothing; puts every item into one group. */
final class NoProbe implements ItemProbe<Integer>, ItemProbe.Factory<Integer> {
  private static final long serialVersionUID = 1L;

  @Override
  public ItemProbe<Integer> create(int task) {
    return this;
  }

  @Override
  public Integer none() {
    return 0;
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
  public boolean beginFile() {
    return false;
  }

  @Override
  public MapSink wrap(MapSink inner) {
    return inner;
  }

  @Override
  public MapSink fill(ItemProfile profile) {
    return profile.beginItem();
  }

  @Override
  public String group() {
    return WHOLE;
  }

  @Override
  public void endItem(byte[] block, int lineStart, int lineEnd, long line) {}

  @Override
  public void refused(String reason) {}

  @Override
  public void endBlock() {}

  @Override
  public void endFile() {}

  @Override
  public Integer finish() {
    return 0;
  }

  @Override
  public void close() {}
}
