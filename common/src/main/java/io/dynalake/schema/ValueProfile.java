package io.dynalake.schema;

import io.dynalake.item.AttributeType;
import io.dynalake.item.DynamoNumber;
import io.dynalake.item.MapSink;
import io.dynalake.item.SkipSink;
import io.dynalake.item.ValueSink;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was seen of the values at one attribute path, over all items. */
// Counts live in an array by the type's ordinal, for every value of every item is counted here.
@SuppressWarnings("EnumOrdinal")
public final class ValueProfile extends ValueSink {
  private static final AttributeType[] TYPES = AttributeType.values();
  private static final int S = AttributeType.S.ordinal();
  private static final int N = AttributeType.N.ordinal();
  private static final int B = AttributeType.B.ordinal();
  private static final int BOOL = AttributeType.BOOL.ordinal();
  private static final int NULL = AttributeType.NULL.ordinal();
  private static final int M = AttributeType.M.ordinal();
  private static final int L = AttributeType.L.ordinal();

  /** The map instance that had this value last; see {@link MapProfile}. */
  long instance;

  private final MapPaths mapPaths;
  private final ProfileLimits limits;
  private final long[] counts = new long[TYPES.length];
  private @Nullable NumberRange numbers;
  private @Nullable ValueProfile setNumbers;
  private @Nullable ValueProfile element;
  private @Nullable MapProfile map;
  private long emptyLists;
  private long emptyMaps;
  private long elementsBefore;

  ValueProfile(MapPaths mapPaths, ProfileLimits limits) {
    this.mapPaths = mapPaths;
    this.limits = limits;
  }

  /** The number of values of this type. */
  public long count(AttributeType type) {
    return counts[type.ordinal()];
  }

  /** The number of values, NULL included. */
  public long count() {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  /** The number of values, NULL not included. */
  public long present() {
    return count() - counts[NULL];
  }

  /** The types of the values, NULL included. */
  public Set<AttributeType> types() {
    Set<AttributeType> types = EnumSet.noneOf(AttributeType.class);
    for (AttributeType type : TYPES) {
      if (counts[type.ordinal()] > 0) {
        types.add(type);
      }
    }
    return types;
  }

  /** The number of L values without elements. */
  public long emptyLists() {
    return emptyLists;
  }

  /** The number of M values without attributes. */
  public long emptyMaps() {
    return emptyMaps;
  }

  /** The elements of the L values; empty if there was no L. */
  public Optional<ValueProfile> element() {
    return Optional.ofNullable(element);
  }

  Optional<NumberRange> numbers() {
    return Optional.ofNullable(numbers);
  }

  /** The elements of the NS values. */
  Optional<NumberRange> setNumbers() {
    return setNumbers == null ? Optional.empty() : setNumbers.numbers();
  }

  Optional<MapProfile> map() {
    return Optional.ofNullable(map);
  }

  @Override
  public void string(byte[] bytes, int offset, int length) {
    counts[S]++;
  }

  @Override
  public void number(DynamoNumber number) {
    counts[N]++;
    if (numbers == null) {
      numbers = new NumberRange();
    }
    numbers.add(number);
  }

  @Override
  public void binary(byte[] bytes, int offset, int length) {
    counts[B]++;
  }

  @Override
  public void bool(boolean value) {
    counts[BOOL]++;
  }

  @Override
  public void nullValue() {
    counts[NULL]++;
  }

  @Override
  public ValueSink beginList() {
    counts[L]++;
    ValueProfile elements = elements();
    elementsBefore = elements.count();
    return elements;
  }

  @Override
  public void endList() {
    if (elements().count() == elementsBefore) {
      emptyLists++;
    }
  }

  @Override
  public MapSink beginMap() {
    counts[M]++;
    MapProfile fields = fields();
    fields.begin();
    return fields;
  }

  @Override
  public void endMap() {
    if (fields().isInstanceEmpty()) {
      emptyMaps++;
    }
  }

  @Override
  public ValueSink beginSet(AttributeType type) {
    counts[type.ordinal()]++;
    return type == AttributeType.NS ? setElements() : SkipSink.INSTANCE;
  }

  @Override
  public void endSet() {}

  /** The profile of the elements of NS values. */
  public ValueProfile setElements() {
    if (setNumbers == null) {
      setNumbers = new ValueProfile(mapPaths, limits);
    }
    return setNumbers;
  }

  /** The profile of the elements of L values. */
  public ValueProfile elements() {
    if (element == null) {
      limits.add(0);
      element = new ValueProfile(mapPaths.elements(), limits);
    }
    return element;
  }

  /** The profile of the attributes of M values. */
  public MapProfile fields() {
    if (map == null) {
      map = new MapProfile(mapPaths, limits, limits.maxStructFields());
    }
    return map;
  }

  void mergeFrom(ValueProfile other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    emptyLists += other.emptyLists;
    emptyMaps += other.emptyMaps;
    if (other.numbers != null) {
      numbers = numbers == null ? new NumberRange() : numbers;
      numbers.mergeFrom(other.numbers);
    }
    if (other.setNumbers != null) {
      setElements().mergeFrom(other.setNumbers);
    }
    if (other.element != null) {
      elements().mergeFrom(other.element);
    }
    if (other.map != null) {
      fields().mergeFrom(other.map);
    }
  }

  /** Takes the paths below this one out of the limits' count. */
  void release() {
    if (element != null) {
      limits.remove(0);
      element.release();
    }
    if (map != null) {
      map.release();
    }
  }

  void write(ProfileOutput out) {
    int mask = 0;
    for (int i = 0; i < counts.length; i++) {
      mask |= counts[i] > 0 ? 1 << i : 0;
    }
    out.number(mask);
    for (long count : counts) {
      if (count > 0) {
        out.number(count);
      }
    }
    // Where a batch collects, there are profiles of types that no value had.
    if (numbers != null) {
      numbers.write(out);
    }
    setNumbers().ifPresent(range -> range.write(out));
    if (counts[L] > 0) {
      out.number(emptyLists);
      elements().write(out);
    }
    if (counts[M] > 0) {
      out.number(emptyMaps);
      fields().write(out);
    }
  }

  void read(ProfileInput in) {
    int mask = in.size();
    for (int i = 0; i < counts.length; i++) {
      counts[i] = (mask & (1 << i)) == 0 ? 0 : in.number();
    }
    if (counts[N] > 0) {
      numbers = NumberRange.read(in);
    }
    if (count(AttributeType.NS) > 0) {
      setElements().numbers = NumberRange.read(in);
    }
    if (counts[L] > 0) {
      emptyLists = in.number();
      elements().read(in);
    }
    if (counts[M] > 0) {
      emptyMaps = in.number();
      fields().read(in);
    }
  }
}
