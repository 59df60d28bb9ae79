package io.dynalake.schema;

import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is profiled and where keys are data.
 *
 * @param select the top-level attributes to keep; all if empty
 * @param drop the top-level attributes to leave out
 * @param mapPaths the paths of maps whose keys are data
 * @param maxStructFields maps with more distinct names than this have keys that are data
 */
public record ProfileOptions(
    Set<String> select, Set<String> drop, Set<AttributePath> mapPaths, int maxStructFields)
    implements Serializable {
  public static final int DEFAULT_MAX_STRUCT_FIELDS = 500;

  /** Everything, with the default limit. */
  public static final ProfileOptions DEFAULT =
      new ProfileOptions(Set.of(), Set.of(), Set.of(), DEFAULT_MAX_STRUCT_FIELDS);

  public ProfileOptions {
    select = Set.copyOf(select);
    drop = Set.copyOf(drop);
    mapPaths = Set.copyOf(mapPaths);
    if (maxStructFields < 1) {
      throw new IllegalArgumentException("maxStructFields: " + maxStructFields);
    }
  }

  /** Whether the top-level attribute is kept. */
  public boolean keeps(String attribute) {
    return (select.isEmpty() || select.contains(attribute)) && !drop.contains(attribute);
  }

  void write(ProfileOutput out) {
    writeTexts(out, select);
    writeTexts(out, drop);
    writeTexts(out, texts(mapPaths));
    out.number(maxStructFields);
  }

  static ProfileOptions read(ProfileInput in) {
    Set<String> select = readTexts(in);
    Set<String> drop = readTexts(in);
    Set<AttributePath> mapPaths =
        readTexts(in).stream().map(AttributePath::parse).collect(Collectors.toSet());
    return new ProfileOptions(select, drop, mapPaths, in.size());
  }

  private static Set<String> texts(Set<AttributePath> paths) {
    return paths.stream().map(AttributePath::toString).collect(Collectors.toSet());
  }

  private static void writeTexts(ProfileOutput out, Set<String> texts) {
    out.number(texts.size());
    texts.stream().sorted().forEach(out::text);
  }

  private static Set<String> readTexts(ProfileInput in) {
    Set<String> texts = new HashSet<>();
    for (int left = in.size(); left > 0; left--) {
      texts.add(in.text());
    }
    return texts;
  }
}
