package io.dynalake.bench.jmh;

import io.dynalake.batch.ItemBatch;
import io.dynalake.bench.data.Shape;
import io.dynalake.bench.data.SomeItems;
import io.dynalake.item.ItemFormat;
import io.dynalake.item.LineBlocks;
import io.dynalake.item.LineParser;
import io.dynalake.item.SkipSink;
import io.dynalake.schema.ItemProfile;
import io.dynalake.schema.ItemSchema;
import io.dynalake.schema.ProfileOptions;
import io.dynalake.schema.TypingOptions;
import io.dynalake.schema.TypingRules;
import java.util.Arrays;

/** As many bytes of items as the reader hands on at once, and what the steps make of them. */
final class BlockOfItems {
  private static final int SIZE = 256 << 10;

  private final byte[] bytes;
  private final int end;
  private final LineParser parser;

  BlockOfItems(Shape shape) {
    this(shape, ItemFormat.DYNAMODB_JSON);
  }

  /** As many items as a block of DYNAMODB_JSON has. */
  BlockOfItems(Shape shape, ItemFormat format) {
    byte[] lines = SomeItems.lines(shape, format, SIZE);
    parser = format.parser();
    end = lines.length;
    bytes = Arrays.copyOf(lines, end + LineBlocks.PADDING);
  }

  /** Bytes of all lines. */
  int length() {
    return end;
  }

  void skip() {
    for (int at = 0; at < end; ) {
      at = parser.parseLine(bytes, at, SkipSink.INSTANCE);
    }
  }

  ItemProfile profile() {
    ItemProfile profile = new ItemProfile(ProfileOptions.DEFAULT);
    for (int at = 0; at < end; ) {
      at = parser.parseLine(bytes, at, profile.beginItem());
      profile.endItem();
    }
    return profile;
  }

  ItemSchema schema() {
    return TypingRules.infer(profile(), TypingOptions.DEFAULT).schema();
  }

  /** Adds all items. */
  void fill(ItemBatch batch) {
    for (int at = 0; at < end; ) {
      at = parser.parseLine(bytes, at, batch.beginItem());
      batch.endItem();
    }
  }
}
