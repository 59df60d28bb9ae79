package io.dynalake.export;

import io.dynalake.item.ItemFormat;
import io.dynalake.item.LineParser;
import java.io.Serializable;

/** What the lines of a data file hold, and how they are written. */
public record Lines(LineContent content, ItemFormat format) implements Serializable {
  static final Lines ITEMS_IN_JSON = new Lines(LineContent.ITEMS, ItemFormat.DYNAMODB_JSON);

  /** For one thread. */
  public LineParser parser() {
    return content.parser(format);
  }
}
