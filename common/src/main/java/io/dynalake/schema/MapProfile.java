package io.dynalake.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dynalake.item.MalformedItemException;
import io.dynalake.item.MapSink;
import io.dynalake.item.SkipSink;
import io.dynalake.item.ValueSink;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The profiles of the attributes of the maps at one path, or one profile of all their values where
 * keys are data: where an option says so, or where there are more names than a struct may have.
 * Which of both depends on all names only, never on their order.
 */
public final class MapProfile implements MapSink {
  /** Names that are not wanted are remembered, to pass them quickly, up to this many. */
  static final int MAX_UNWANTED = 1_000;

  private final MapPaths mapPaths;
  private final ProfileLimits limits;
  private final int maxFields;
  private final @Nullable Predicate<String> wanted;

  private NameTable names = new NameTable();
  // By the name's index; null where the attribute is not wanted.
  private @Nullable ValueProfile[] fields = new ValueProfile[8];
  private int fieldCount;
  // The name that came last after name i, at i + 1; that which came first, at 0. Items of a table
  // mostly have their attributes in the same order: comparing a name is cheaper than hashing it.
  private int[] follows = new int[9];
  private int previous = -1;
  private long instance;

  // Whether a batch counts into the fields on its own.
  private boolean collected;

  private @Nullable ValueProfile values;
  // The keys of the current map, where keys are data.
  private @Nullable NameTable keys;

  MapProfile(MapPaths mapPaths, ProfileLimits limits, int maxFields) {
    this(mapPaths, limits, maxFields, null);
  }

  private MapProfile(
      MapPaths mapPaths, ProfileLimits limits, int maxFields, @Nullable Predicate<String> wanted) {
    this.mapPaths = mapPaths;
    this.limits = limits;
    this.maxFields = maxFields;
    this.wanted = wanted;
    if (mapPaths.keysAreData()) {
      collapse();
    }
  }

  /** For the items themselves, whose attributes are always columns. */
  static MapProfile ofItems(MapPaths mapPaths, ProfileLimits limits, Predicate<String> wanted) {
    return new MapProfile(mapPaths, limits, Integer.MAX_VALUE, wanted);
  }

  /** Begins the next map, also after one that was left in its middle. */
  public void begin() {
    instance++;
    previous = -1;
    if (keys != null) {
      keys.clear();
    }
  }

  /** Whether nothing has come in the current map. */
  boolean isInstanceEmpty() {
    return previous < 0;
  }

  @Override
  public ValueSink attribute(byte[] bytes, int offset, int length) {
    if (values != null) {
      return mapValue(values, bytes, offset, length);
    }
    int slot = previous + 1;
    int index = follows[slot];
    if (index >= names.size() || !names.matches(index, bytes, offset, length)) {
      index = names.find(bytes, offset, length);
      if (index < 0) {
        return newAttribute(bytes, offset, length);
      }
      follows[slot] = index;
    }
    return take(index);
  }

  @Override
  public @Nullable ValueSink expected(byte[] bytes, int offset) {
    if (values != null) {
      return null;
    }
    int index = follows[previous + 1];
    return index < names.size() && names.standsAt(index, bytes, offset) ? take(index) : null;
  }

  @Override
  public int expectedLength() {
    return names.length(previous);
  }

  private ValueSink take(int index) {
    previous = index;
    ValueProfile field = fields[index];
    if (field == null) {
      return SkipSink.INSTANCE;
    }
    if (field.instance == instance) {
      byte[] name = names.bytes(index);
      throw twice(name, 0, name.length);
    }
    field.instance = instance;
    return field;
  }

  private ValueSink mapValue(ValueProfile value, byte[] bytes, int offset, int length) {
    if (keys == null) {
      keys = new NameTable();
    }
    if (keys.find(bytes, offset, length) >= 0) {
      throw twice(bytes, offset, length);
    }
    keys.add(bytes, offset, length);
    previous = 0;
    return value;
  }

  private ValueSink newAttribute(byte[] bytes, int offset, int length) {
    boolean isWanted = wanted == null || wanted.test(new String(bytes, offset, length, UTF_8));
    if (!isWanted && names.size() - fieldCount >= MAX_UNWANTED) {
      return SkipSink.INSTANCE;
    }
    ValueProfile field = isWanted ? addField(bytes, offset, length) : null;
    if (values != null) {
      return mapValue(values, bytes, offset, length);
    }
    if (field == null) {
      addName(bytes, offset, length, null);
    }
    int index = names.size() - 1;
    follows[previous + 1] = index;
    previous = index;
    if (field == null) {
      return SkipSink.INSTANCE;
    }
    field.instance = instance;
    return field;
  }

  /** Adds a field, or collapses if there are too many. */
  private @Nullable ValueProfile addField(byte[] bytes, int offset, int length) {
    if (fieldCount == maxFields) {
      collapse();
      return null;
    }
    if (wanted != null && fieldCount == ProfileLimits.MAX_TOP_LEVEL) {
      throw ProfileLimits.tooManyAttributes();
    }
    limits.add(length);
    ValueProfile field =
        new ValueProfile(mapPaths.field(new String(bytes, offset, length, UTF_8)), limits);
    addName(bytes, offset, length, field);
    fieldCount++;
    return field;
  }

  private void addName(byte[] bytes, int offset, int length, @Nullable ValueProfile field) {
    int index = names.add(bytes, offset, length);
    if (index == fields.length) {
      fields = Arrays.copyOf(fields, 2 * index);
      follows = Arrays.copyOf(follows, 2 * index + 1);
    }
    fields[index] = field;
    follows[index + 1] = index + 1;
  }

  private ValueProfile collapse() {
    if (collected) {
      throw new MalformedItemException("more attribute names than a struct has fields");
    }
    limits.add(0);
    ValueProfile merged = new ValueProfile(mapPaths.values(), limits);
    NameTable current = new NameTable();
    for (int i = 0; i < names.size(); i++) {
      ValueProfile field = fields[i];
      if (field != null) {
        merged.mergeFrom(field);
        releaseField(i, field);
        if (field.instance == instance) {
          byte[] name = names.bytes(i);
          current.add(name, 0, name.length);
        }
      }
    }
    values = merged;
    keys = current;
    names = new NameTable();
    fields = new ValueProfile[0];
    follows = new int[0];
    fieldCount = 0;
    return merged;
  }

  /**
   * The profile of an attribute for a caller that counts its values itself and gives only other
   * attributes to {@link #attribute}. An attribute without values is not in the profile.
   */
  public ValueProfile collect(String name) {
    byte[] bytes = name.getBytes(UTF_8);
    if (values != null) {
      return values;
    }
    ValueProfile field = fieldToMerge(bytes);
    collected = true;
    return field;
  }

  /** Whether keys are data: then there is one profile for all values. */
  public boolean keysAreData() {
    return values != null;
  }

  void mergeFrom(MapProfile other) {
    if (other.values != null) {
      ValueProfile own = values != null ? values : collapse();
      own.mergeFrom(other.values);
      return;
    }
    for (int i = 0; i < other.names.size(); i++) {
      ValueProfile field = other.fields[i];
      if (field == null) {
        continue;
      }
      ValueProfile own = values != null ? values : fieldToMerge(other.names.bytes(i));
      own.mergeFrom(field);
    }
  }

  private ValueProfile fieldToMerge(byte[] name) {
    int index = names.find(name, 0, name.length);
    ValueProfile field = index < 0 ? addField(name, 0, name.length) : fields[index];
    if (field != null) {
      return field;
    }
    if (values == null) {
      throw new IllegalStateException("profiles of different selections are merged");
    }
    return values;
  }

  void release() {
    for (int i = 0; i < names.size(); i++) {
      ValueProfile field = fields[i];
      if (field != null) {
        releaseField(i, field);
      }
    }
    if (values != null) {
      limits.remove(0);
      values.release();
    }
  }

  private void releaseField(int index, ValueProfile field) {
    limits.remove(names.length(index));
    field.release();
  }

  /** The profile of all values, where keys are data. */
  Optional<ValueProfile> values() {
    return Optional.ofNullable(values);
  }

  /** The profiles of the fields by name, sorted; empty where keys are data. */
  SortedMap<String, ValueProfile> fields() {
    SortedMap<String, ValueProfile> sorted = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      ValueProfile field = fields[i];
      if (field != null) {
        sorted.put(names.name(i), field);
      }
    }
    return sorted;
  }

  /** The profile of the field of this name. */
  Optional<ValueProfile> field(String name) {
    byte[] bytes = name.getBytes(UTF_8);
    int index = names.find(bytes, 0, bytes.length);
    return index < 0 ? Optional.empty() : Optional.ofNullable(fields[index]);
  }

  /** A profile of all values, whether keys are data or not. */
  ValueProfile anyValue() {
    ValueProfile any = new ValueProfile(mapPaths.values(), limits.fresh());
    if (values != null) {
      any.mergeFrom(values);
    }
    for (ValueProfile field : fields().values()) {
      any.mergeFrom(field);
    }
    return any;
  }

  /** Names that came but are not wanted, the first thousand. */
  Stream<String> unwantedNames() {
    return IntStream.range(0, names.size()).filter(i -> fields[i] == null).mapToObj(names::name);
  }

  /** Writes the fields sorted by name, so that equal profiles give equal bytes. */
  void write(ProfileOutput out) {
    out.number(values != null ? 1 : 0);
    if (values != null) {
      values.write(out);
      return;
    }
    int[] met = IntStream.range(0, names.size()).filter(this::isMet).toArray();
    out.number(met.length);
    IntStream.of(met)
        .boxed()
        .sorted((a, b) -> names.compare(a, b))
        .forEach(i -> writeField(out, i));
  }

  /** Whether any item has the attribute; a field that is only collected may have no values. */
  private boolean isMet(int index) {
    ValueProfile field = fields[index];
    return field != null && field.count() > 0;
  }

  private void writeField(ProfileOutput out, int index) {
    ValueProfile field = fields[index];
    if (field != null) {
      out.bytes(names.bytes(index));
      field.write(out);
    }
  }

  void read(ProfileInput in) {
    if (in.number() == 1) {
      ValueProfile own = values != null ? values : collapse();
      own.read(in);
      return;
    }
    for (int left = in.size(); left > 0; left--) {
      byte[] name = in.bytes();
      fieldToMerge(name).read(in);
    }
  }

  private static MalformedItemException twice(byte[] bytes, int offset, int length) {
    String name = new String(bytes, offset, Math.min(length, 200), UTF_8);
    return new MalformedItemException("attribute '" + name + "' comes twice");
  }
}
