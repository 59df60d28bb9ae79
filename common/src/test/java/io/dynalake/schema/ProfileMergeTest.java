package io.dynalake.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.error.JobException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The profile of the whole does not depend on how it was cut into parts, nor on their order. */
class ProfileMergeTest {
  // Few names and a low limit, so that maps collapse in some parts only, or in none but the whole.
  private static final ProfileOptions OPTIONS =
      new ProfileOptions(
          Set.of(),
          Set.of("d"),
          Set.of(AttributePath.parse("a.b"), AttributePath.parse("c{}.a")),
          2);

  @Property(tries = 150)
  void mergesTheSameInAnyOrder(
      @ForAll("items") List<String> items,
      @ForAll("cuts") List<Integer> cuts,
      @ForAll Random random) {
    ItemProfile whole = Items.profile(OPTIONS, items);
    List<ItemProfile> parts = parts(items, cuts);
    Collections.shuffle(parts, random);
    while (parts.size() > 1) {
      int left = random.nextInt(parts.size() - 1);
      ItemProfile right = parts.remove(left + 1);
      parts.set(left, copy(parts.get(left)).mergeFrom(right));
    }
    ItemProfile merged = parts.get(0);

    assertThat(merged).isEqualTo(whole);
    assertThat(copy(merged)).isEqualTo(whole);
    assertThat(outcome(merged)).isEqualTo(outcome(whole));
  }

  @Property(tries = 150)
  void isAssociativeAndCommutative(
      @ForAll("items") List<String> first,
      @ForAll("items") List<String> second,
      @ForAll("items") List<String> third) {
    ItemProfile a = Items.profile(OPTIONS, first);
    ItemProfile b = Items.profile(OPTIONS, second);
    ItemProfile c = Items.profile(OPTIONS, third);

    assertThat(copy(a).mergeFrom(b)).isEqualTo(copy(b).mergeFrom(a));
    assertThat(copy(a).mergeFrom(b).mergeFrom(c))
        .isEqualTo(copy(a).mergeFrom(copy(b).mergeFrom(c)));
    assertThat(copy(a).mergeFrom(new ItemProfile(OPTIONS))).isEqualTo(a);
  }

  @Property(tries = 150)
  void doesNotDependOnTheOrderOfItems(@ForAll("items") List<String> items, @ForAll Random random) {
    List<String> shuffled = new ArrayList<>(items);
    Collections.shuffle(shuffled, random);

    assertThat(Items.profile(OPTIONS, shuffled)).isEqualTo(Items.profile(OPTIONS, items));
  }

  @Property(tries = 150)
  void theSchemaTakesAllItemsItCameFrom(@ForAll("items") List<String> items) {
    InferredSchema inferred =
        TypingRules.infer(Items.profile(Items.maxStructFields(2), items), TypingOptions.DEFAULT);

    SchemaEvolution.Evolved evolved = SchemaEvolution.evolve(inferred.schema(), inferred);

    assertThat(evolved.schema()).isEqualTo(inferred.schema());
    assertThat(evolved.changes()).isEmpty();
    PinnedSchema pinned = new PinnedSchema(1, inferred.schema());
    assertThat(PinnedSchema.fromJson(pinned.toJson(), "test")).isEqualTo(pinned);
  }

  @Property(tries = 150)
  void sparkBringsTheSchemaBack(@ForAll("items") List<String> items) {
    ItemSchema schema =
        TypingRules.infer(Items.profile(Items.maxStructFields(2), items), TypingOptions.DEFAULT)
            .schema();

    ItemSchema back = SparkTypes.fromStructType(SparkTypes.toStructType(schema));

    assertThat(Items.columns(back)).isEqualTo(Items.columns(schema));
    assertThat(SchemaDiff.between(schema, back).text()).isEmpty();
  }

  private static List<ItemProfile> parts(List<String> items, List<Integer> cuts) {
    List<ItemProfile> parts = new ArrayList<>();
    int from = 0;
    for (int length : cuts) {
      int to = Math.min(items.size(), from + length);
      parts.add(Items.profile(OPTIONS, items.subList(from, to)));
      from = to;
    }
    parts.add(Items.profile(OPTIONS, items.subList(from, items.size())));
    return parts;
  }

  /** The schema and conflicts, or why there are none: random items may lack what options name. */
  private static String outcome(ItemProfile profile) {
    try {
      InferredSchema inferred = TypingRules.infer(profile, TypingOptions.DEFAULT);
      return inferred.schema() + "\n" + inferred.conflicts();
    } catch (JobException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static ItemProfile copy(ItemProfile profile) {
    return ItemProfile.fromBytes(profile.toBytes());
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(0, 4).list().ofMaxSize(6);
  }

  @Provide
  Arbitrary<List<String>> items() {
    return attributes(value(3)).list().ofMinSize(1).ofMaxSize(12);
  }

  private static Arbitrary<String> value(int depth) {
    Arbitrary<String> scalar =
        Arbitraries.of(
            "{\"S\":\"x\"}",
            "{\"N\":\"12345678901234567890\"}",
            "{\"N\":\"-0.000012\"}",
            "{\"N\":\"7\"}",
            "{\"N\":\"1E-130\"}",
            "{\"B\":\"AA==\"}",
            "{\"BOOL\":true}",
            "{\"NULL\":true}",
            "{\"SS\":[\"p\"]}",
            "{\"NS\":[\"1\",\"2.5\"]}",
            "{\"BS\":[\"AA==\"]}",
            "{\"L\":[]}",
            "{\"M\":{}}");
    if (depth == 0) {
      return scalar;
    }
    Arbitrary<String> map = attributes(value(depth - 1)).map(fields -> "{\"M\":{" + fields + "}}");
    Arbitrary<String> list =
        value(depth - 1)
            .list()
            .ofMaxSize(3)
            .map(elements -> "{\"L\":[" + String.join(",", elements) + "]}");
    return Arbitraries.oneOf(scalar, map, map, list);
  }

  private static Arbitrary<String> attributes(Arbitrary<String> value) {
    return Arbitraries.maps(Arbitraries.of("a", "b", "c", "C", "d"), value)
        .ofMaxSize(4)
        .map(
            fields ->
                fields.entrySet().stream()
                    .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                    .collect(Collectors.joining(",")));
  }
}
