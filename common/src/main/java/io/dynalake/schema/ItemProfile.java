package io.dynalake.schema;

import io.dynalake.item.MapSink;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was seen of every attribute path, over all items: the evidence for the types of a schema.
 * The parser fills it through {@link #beginItem}; profiles of parts merge into the profile of the
 * whole, in any order. Its size depends on the number of paths, not of items. Not for concurrent
 * use.
 */
public final class ItemProfile {
  private static final int FORMAT = 1;

  private final ProfileOptions options;
  private final MapProfile attributes;
  // Attributes that were met but not wanted, some of them: for suggestions only, no evidence.
  private final Set<String> others = new HashSet<>();
  private long items;

  public ItemProfile(ProfileOptions options) {
    this.options = options;
    this.attributes =
        MapProfile.ofItems(
            MapPaths.of(options.mapPaths()),
            new ProfileLimits(options.maxStructFields()),
            options::keeps);
  }

  public ProfileOptions options() {
    return options;
  }

  /**
   * Begins an item, also after one that was left in its middle (which may have left its mark on the
   * counts: profile the others anew).
   */
  public MapSink beginItem() {
    attributes.begin();
    return attributes;
  }

  public void endItem() {
    items++;
  }

  /** The number of items. */
  public long items() {
    return items;
  }

  /** What was seen at a path; empty if no item has it. */
  public Optional<ValueProfile> at(AttributePath path) {
    Optional<ValueProfile> here = attributes.field(path.attribute());
    for (AttributePath.Step step : path.steps().subList(1, path.steps().size())) {
      if (step instanceof AttributePath.Step.Name name) {
        here = here.flatMap(ValueProfile::map).flatMap(map -> map.field(name.name()));
      } else if (step instanceof AttributePath.Step.Value) {
        here = here.flatMap(ValueProfile::map).flatMap(MapProfile::values);
      } else {
        here = here.flatMap(ValueProfile::element);
      }
    }
    return here;
  }

  /** The profile of the top-level attributes. */
  public MapProfile attributes() {
    return attributes;
  }

  /** Names of all top-level attributes, those that are not wanted included (some thousand). */
  public Set<String> attributeNames() {
    Set<String> names = others();
    names.addAll(attributes.fields().keySet());
    return names;
  }

  /** Names of attributes that were met but not wanted: all of them, or some thousand. */
  Set<String> others() {
    Set<String> all = new HashSet<>(others);
    attributes.unwantedNames().forEach(all::add);
    return all;
  }

  /** Adds what another profile with the same options has seen, and returns this one. */
  public ItemProfile mergeFrom(ItemProfile other) {
    if (!options.equals(other.options)) {
      throw new IllegalArgumentException(
          "profiles of different options: " + options + " and " + other.options);
    }
    attributes.mergeFrom(other.attributes);
    items += other.items;
    for (String name : other.others()) {
      if (others.size() < MapProfile.MAX_UNWANTED) {
        others.add(name);
      }
    }
    return this;
  }

  /** A compact form that {@link #fromBytes} reads. */
  public byte[] toBytes() {
    ProfileOutput out = new ProfileOutput();
    write(out);
    List<String> names = others().stream().sorted().toList();
    out.number(names.size());
    names.forEach(out::text);
    return out.toBytes();
  }

  public static ItemProfile fromBytes(byte[] bytes) {
    ProfileInput in = new ProfileInput(bytes);
    long format = in.number();
    if (format != FORMAT) {
      throw new IllegalArgumentException("profile of format " + format + ", not " + FORMAT);
    }
    ItemProfile profile = new ItemProfile(ProfileOptions.read(in));
    profile.items = in.number();
    profile.attributes.read(in);
    for (int left = in.size(); left > 0; left--) {
      profile.others.add(in.text());
    }
    return profile;
  }

  private void write(ProfileOutput out) {
    out.number(FORMAT);
    options.write(out);
    out.number(items);
    attributes.write(out);
  }

  private byte[] evidence() {
    ProfileOutput out = new ProfileOutput();
    write(out);
    return out.toBytes();
  }

  /** Whether both have seen the same, in whatever order. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ItemProfile profile && Arrays.equals(evidence(), profile.evidence());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(evidence());
  }
}
