package io.dynalake.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dynalake.item.MapSink;
import io.dynalake.item.SkipSink;
import java.util.ArrayList;
import java.util.List;

/** Keeps the texts of all items, the malformed ones apart. */
class RecordedItems implements ItemConsumer {
  final List<String> lines = new ArrayList<>();
  final List<BadItem> bad = new ArrayList<>();
  int blocks;

  @Override
  public MapSink beginItem() {
    return SkipSink.INSTANCE;
  }

  @Override
  public void endItem(byte[] block, int lineStart, int lineEnd) {
    lines.add(new String(block, lineStart, lineEnd - lineStart, UTF_8));
  }

  @Override
  public void dropItem(BadItem item) {
    bad.add(item);
  }

  @Override
  public void endBlock() {
    blocks++;
  }
}
