package io.dynalake.item;

/** Keeps nothing of an item, but refuses an attribute name that comes twice in a map. */
public final class CheckSink extends SkipSink {
  private final MapNames names = new MapNames();

  /** Begins an item. */
  public MapSink beginItem() {
    names.clear();
    return beginMap();
  }

  @Override
  public ValueSink attribute(byte[] bytes, int offset, int length) {
    names.add(bytes, offset, length);
    return this;
  }

  @Override
  public MapSink beginMap() {
    names.begin();
    return this;
  }

  @Override
  public void endMap() {
    names.end();
  }
}
