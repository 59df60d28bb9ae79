package io.dynalake.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dynalake.item.ItemParser;
import io.dynalake.item.LineBlocks;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Profiles of items written as in an export, without the outer braces: {@code "a":{"S":"x"}}. */
final class Items {
  private Items() {}

  static ItemProfile profile(String... items) {
    return profile(ProfileOptions.DEFAULT, items);
  }

  static ItemProfile profile(ProfileOptions options, String... items) {
    return profile(options, Arrays.asList(items));
  }

  static ItemProfile profile(ProfileOptions options, List<String> items) {
    ItemProfile profile = new ItemProfile(options);
    items.forEach(item -> add(profile, item));
    return profile;
  }

  static void add(ItemProfile profile, String item) {
    byte[] line = ("{\"Item\":{" + item + "}}\n").getBytes(UTF_8);
    byte[] block = Arrays.copyOf(line, line.length + LineBlocks.PADDING);
    new ItemParser().parseLine(block, 0, profile.beginItem());
    profile.endItem();
  }

  static ProfileOptions maxStructFields(int fields) {
    return new ProfileOptions(Set.of(), Set.of(), Set.of(), fields);
  }

  static ProfileOptions mapPaths(String... paths) {
    return new ProfileOptions(
        Set.of(),
        Set.of(),
        Set.copyOf(Arrays.stream(paths).map(AttributePath::parse).toList()),
        ProfileOptions.DEFAULT_MAX_STRUCT_FIELDS);
  }

  static ProfileOptions select(String... names) {
    return new ProfileOptions(Set.of(names), Set.of(), Set.of(), 500);
  }

  static ProfileOptions drop(String... names) {
    return new ProfileOptions(Set.of(), Set.of(names), Set.of(), 500);
  }

  static InferredSchema infer(String... items) {
    return TypingRules.infer(profile(items), TypingOptions.DEFAULT);
  }

  static TypingOptions types(String... types) {
    return new TypingOptions(
        TypingOptions.parseTypes(Arrays.asList(types)),
        Numbers.AUTO,
        ColumnNames.PRESERVE,
        List.of());
  }

  /** The columns as {@code name type}, each on its line. */
  static String columns(ItemSchema schema) {
    StringBuilder text = new StringBuilder();
    schema.fields().forEach(f -> text.append(f.name() + " " + f.type().text() + "\n"));
    return text.toString();
  }
}
