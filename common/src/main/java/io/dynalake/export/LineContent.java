package io.dynalake.export;

import io.dynalake.item.ChangeParser;
import io.dynalake.item.IonChangeParser;
import io.dynalake.item.ItemFormat;
import io.dynalake.item.LineParser;

/** What the lines of a data file hold. */
public enum LineContent {
  /** Items, as in full exports. */
  ITEMS {
    @Override
    LineParser parser(ItemFormat format) {
      return format.parser();
    }
  },

  /** Changes, as in incremental exports; see {@link ChangeParser} for how they are given. */
  CHANGES {
    @Override
    LineParser parser(ItemFormat format) {
      return format == ItemFormat.ION ? new IonChangeParser() : new ChangeParser();
    }
  };

  abstract LineParser parser(ItemFormat format);
}
