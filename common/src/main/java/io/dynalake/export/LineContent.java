package io.dynalake.export;

import io.dynalake.item.ChangeParser;
import io.dynalake.item.ItemParser;
import io.dynalake.item.LineParser;

/** What the lines of a data file hold. */
public enum LineContent {
  /** Items, as in full exports. */
  ITEMS {
    @Override
    LineParser parser() {
      return new ItemParser();
    }
  },

  /** Changes, as in incremental exports; see {@link ChangeParser} for how they are given. */
  CHANGES {
    @Override
    LineParser parser() {
      return new ChangeParser();
    }
  };

  abstract LineParser parser();
}
