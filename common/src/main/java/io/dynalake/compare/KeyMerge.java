package io.dynalake.compare;

import io.dynalake.compare.Sample.Found;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the sorted rows of both sides, key by key, in Spark tasks. A key is equal if each of
 * its items is there as often on the one side as on the other.
 */
record KeyMerge(int samples) implements FlatMapFunction<Iterator<Row>, Tally> {

  @Override
  public Iterator<Tally> call(Iterator<Row> rows) {
    Tally tally = new Tally(samples);
    @Nullable Key key = null;
    while (rows.hasNext()) {
      Row row = rows.next();
      if (KeyRows.isUnreadable(row)) {
        tally.add(Sample.unreadable(KeyRows.hash(row), KeyRows.place(row)));
        continue;
      }
      if (key == null || !key.isOf(row)) {
        if (key != null) {
          key.end(tally);
        }
        key = new Key(row);
      }
      key.add(row);
    }
    if (key != null) {
      key.end(tally);
    }
    return List.of(tally).iterator();
  }

  /** The items of one key so far. */
  private static final class Key {
    private final long hash;
    private final byte[] bytes;
    private final Copies all = new Copies();

    /** Those of the current digest. */
    private final Copies same = new Copies();

    /** One of each side that the other side does not have so often. */
    private final @Nullable Place[] odd = new Place[Side.COUNT];

    private long high;
    private long low;
    private boolean equal = true;

    Key(Row first) {
      hash = KeyRows.hash(first);
      bytes = KeyRows.key(first);
      high = KeyRows.high(first);
      low = KeyRows.low(first);
    }

    boolean isOf(Row row) {
      return hash == KeyRows.hash(row) && Arrays.equals(bytes, KeyRows.key(row));
    }

    void add(Row row) {
      if (high != KeyRows.high(row) || low != KeyRows.low(row)) {
        endSame();
        high = KeyRows.high(row);
        low = KeyRows.low(row);
      }
      Place place = KeyRows.place(row);
      all.add(place);
      same.add(place);
    }

    private void endSame() {
      long surplus = same.of(Side.LEFT) - same.of(Side.RIGHT);
      if (surplus != 0) {
        equal = false;
        Side more = surplus > 0 ? Side.LEFT : Side.RIGHT;
        if (odd[more.index()] == null) {
          odd[more.index()] = same.first(more);
        }
      }
      same.clear();
    }

    void end(Tally tally) {
      endSame();
      for (Side side : Side.values()) {
        tally.addItems(side, all.of(side));
      }
      if (equal) {
        tally.addEqual();
      } else {
        tally.add(Sample.of(difference(), hash, bytes, found(Side.LEFT), found(Side.RIGHT)));
      }
    }

    private Difference difference() {
      if (all.of(Side.RIGHT) == 0) {
        return Difference.MISSING;
      }
      return all.of(Side.LEFT) == 0 ? Difference.EXTRA : Difference.DIFFERENT;
    }

    private Found found(Side side) {
      @Nullable Place place = odd[side.index()];
      return new Found(place == null ? all.first(side) : place, all.of(side));
    }
  }

  /** How many items each side has, and where the first of them is. */
  private static final class Copies {
    private final long[] counts = new long[Side.COUNT];
    private final @Nullable Place[] firsts = new Place[Side.COUNT];

    void add(Place place) {
      int side = place.side().index();
      if (counts[side]++ == 0) {
        firsts[side] = place;
      }
    }

    long of(Side side) {
      return counts[side.index()];
    }

    @Nullable Place first(Side side) {
      return firsts[side.index()];
    }

    void clear() {
      Arrays.fill(counts, 0);
      Arrays.fill(firsts, null);
    }
  }
}
