package io.dynalake.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import io.dynalake.item.MalformedItemException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ItemProfileTest {
  @Test
  void countsEveryTypeApart() {
    ItemProfile profile =
        Items.profile(
            "\"a\":{\"S\":\"x\"}",
            "\"a\":{\"S\":\"\"}",
            "\"a\":{\"N\":\"-12.345\"}",
            "\"a\":{\"B\":\"AAE=\"}",
            "\"a\":{\"BOOL\":false}",
            "\"a\":{\"NULL\":true}",
            "\"a\":{\"M\":{}}",
            "\"a\":{\"L\":[]}",
            "\"a\":{\"L\":[{\"S\":\"y\"}]}",
            "\"a\":{\"SS\":[\"p\",\"q\"]}",
            "\"a\":{\"NS\":[\"1.5\",\"20\"]}",
            "\"a\":{\"BS\":[\"AA==\"]}");

    ValueProfile a = at(profile, "a");
    assertThat(profile.items()).isEqualTo(12);
    assertThat(a.types()).containsExactly(AttributeType.values());
    assertThat(a.count(AttributeType.S)).isEqualTo(2);
    assertThat(a.count(AttributeType.L)).isEqualTo(2);
    assertThat(a.count(AttributeType.NULL)).isEqualTo(1);
    assertThat(a.count()).isEqualTo(12);
    assertThat(a.present()).isEqualTo(11);
    assertThat(a.emptyLists()).isEqualTo(1);
    assertThat(a.emptyMaps()).isEqualTo(1);
    NumberRange numbers = a.numbers().orElseThrow();
    assertThat(numbers.integerDigits()).isEqualTo(2);
    assertThat(numbers.fractionDigits()).isEqualTo(3);
    assertThat(numbers.isInt64()).isFalse();
    NumberRange elements = a.setNumbers().orElseThrow();
    assertThat(elements.integerDigits()).isEqualTo(2);
    assertThat(elements.fractionDigits()).isEqualTo(1);
    assertThat(at(profile, "a[]").count(AttributeType.S)).isEqualTo(1);
  }

  @Test
  void findsAttributesInAnyOrderAndAfterGaps() {
    ItemProfile profile =
        Items.profile(
            "\"a\":{\"S\":\"\"},\"bb\":{\"S\":\"\"},\"ccccccccc\":{\"S\":\"\"}",
            "\"ccccccccc\":{\"N\":\"1\"},\"a\":{\"N\":\"1\"}",
            "\"bb\":{\"BOOL\":true},\"dddddddddddddddd\":{\"BOOL\":true},\"a\":{\"BOOL\":true}",
            "\"cccccccc\":{\"NULL\":true}");

    assertThat(at(profile, "a").types())
        .containsExactly(AttributeType.S, AttributeType.N, AttributeType.BOOL);
    assertThat(at(profile, "bb").types()).containsExactly(AttributeType.S, AttributeType.BOOL);
    assertThat(at(profile, "ccccccccc").types()).containsExactly(AttributeType.S, AttributeType.N);
    assertThat(at(profile, "cccccccc").types()).containsExactly(AttributeType.NULL);
    assertThat(at(profile, "dddddddddddddddd").count()).isEqualTo(1);
  }

  @Test
  void refusesAnAttributeThatComesTwice() {
    ItemProfile profile = Items.profile("\"a\":{\"S\":\"\"},\"b\":{\"S\":\"\"}");

    assertThatThrownBy(() -> Items.add(profile, "\"a\":{\"S\":\"\"},\"a\":{\"N\":\"1\"}"))
        .isInstanceOf(MalformedItemException.class)
        .hasMessage("attribute 'a' comes twice");
    assertThatThrownBy(() -> Items.add(profile, "\"new\":{\"S\":\"\"},\"new\":{\"S\":\"\"}"))
        .hasMessage("attribute 'new' comes twice");
    assertThatThrownBy(
            () -> Items.add(profile, "\"m\":{\"M\":{\"é\":{\"S\":\"\"},\"\\u00e9\":{\"S\":\"\"}}}"))
        .hasMessage("attribute 'é' comes twice");
  }

  @Test
  void refusesAKeyThatComesTwiceWhereKeysAreData() {
    ItemProfile profile = new ItemProfile(Items.mapPaths("m"));
    Items.add(profile, "\"m\":{\"M\":{\"a\":{\"S\":\"\"},\"b\":{\"S\":\"\"}}}");
    Items.add(profile, "\"m\":{\"M\":{\"a\":{\"S\":\"\"}}}");

    assertThatThrownBy(
            () -> Items.add(profile, "\"m\":{\"M\":{\"a\":{\"S\":\"\"},\"a\":{\"S\":\"\"}}}"))
        .isInstanceOf(MalformedItemException.class)
        .hasMessage("attribute 'a' comes twice");
  }

  @Test
  void refusesAKeyThatComesTwiceOnBothSidesOfTheLimit() {
    ItemProfile profile = new ItemProfile(Items.maxStructFields(2));
    String value = ":{\"S\":\"\"}";

    assertThatThrownBy(
            () ->
                Items.add(
                    profile,
                    "\"m\":{\"M\":{\"a\""
                        + value
                        + ",\"b\""
                        + value
                        + ",\"c\""
                        + value
                        + ",\"b\""
                        + value
                        + "}}"))
        .hasMessage("attribute 'b' comes twice");
  }

  @Test
  void takesTheSameNameInSiblings() {
    ItemProfile profile =
        Items.profile(
            "\"a\":{\"M\":{\"a\":{\"S\":\"\"}}},"
                + "\"l\":{\"L\":[{\"M\":{\"a\":{\"S\":\"\"}}},{\"M\":{\"a\":{\"N\":\"1\"}}}]}");

    assertThat(at(profile, "l[].a").types()).containsExactly(AttributeType.S, AttributeType.N);
    assertThat(at(profile, "a.a").count()).isEqualTo(1);
  }

  @Test
  void goesOnAfterAnItemThatWasLeftInItsMiddle() {
    ItemProfile profile = Items.profile("\"m\":{\"M\":{\"x\":{\"L\":[{\"S\":\"\"}]}}}");
    assertThatThrownBy(
            () -> Items.add(profile, "\"m\":{\"M\":{\"x\":{\"L\":[{\"S\":\"\"},{\"Z\":1"))
        .isInstanceOf(MalformedItemException.class);

    Items.add(profile, "\"m\":{\"M\":{\"x\":{\"L\":[]},\"y\":{\"S\":\"\"}}}");

    assertThat(at(profile, "m.y").count()).isEqualTo(1);
    assertThat(at(profile, "m.x").emptyLists()).isEqualTo(1);
    assertThat(profile.items()).isEqualTo(2);
  }

  @Test
  void collapsesMapsWithMoreNamesThanAStructMayHave() {
    String[] items =
        IntStream.range(0, 3)
            .mapToObj(i -> "\"m\":{\"M\":{\"k" + i + "\":{\"N\":\"" + i + ".5\"}}}")
            .toArray(String[]::new);

    ItemProfile three = Items.profile(Items.maxStructFields(3), items);
    ItemProfile two = Items.profile(Items.maxStructFields(2), items);

    assertThat(three.at(AttributePath.parse("m{}"))).isEmpty();
    assertThat(at(three, "m.k2").count()).isEqualTo(1);
    assertThat(two.at(AttributePath.parse("m.k2"))).isEmpty();
    assertThat(at(two, "m{}").count(AttributeType.N)).isEqualTo(3);
  }

  @Test
  void neverCollapsesTheItemsThemselves() {
    ItemProfile profile =
        Items.profile(Items.maxStructFields(1), "\"a\":{\"S\":\"\"},\"b\":{\"S\":\"\"}");

    assertThat(at(profile, "b").count()).isEqualTo(1);
  }

  @Test
  void collapsesTheSameWhetherAMapPathIsBelowACollapsedMapOrNot() {
    ProfileOptions options = new ProfileOptions(Set.of(), Set.of(), paths("m.a.x"), 1);
    List<String> items =
        List.of(
            "\"m\":{\"M\":{\"b\":{\"M\":{\"x\":{\"M\":{\"k\":{\"S\":\"\"}}}}}}}",
            "\"m\":{\"M\":{\"c\":{\"M\":{\"x\":{\"M\":{\"k\":{\"S\":\"\"}}}}}}}",
            "\"m\":{\"M\":{\"a\":{\"M\":{\"x\":{\"M\":{\"k\":{\"S\":\"\"}}}}}}}");
    ItemProfile forth = Items.profile(options, items);
    ItemProfile back = Items.profile(options, List.of(items.get(2), items.get(1), items.get(0)));

    assertThat(at(forth, "m{}.x{}").count()).isEqualTo(3);
    assertThat(forth).isEqualTo(back);
  }

  @Test
  void collapsesWhatAMapPathNamesAtAnyDepth() {
    ItemProfile profile =
        Items.profile(
            Items.mapPaths("l[].m", "t{}.u"),
            "\"l\":{\"L\":[{\"M\":{\"m\":{\"M\":{\"k\":{\"S\":\"\"}}}}}]}",
            "\"t\":{\"M\":{\"k\":{\"M\":{\"u\":{\"M\":{\"j\":{\"S\":\"\"}}}}}}}");

    assertThat(at(profile, "l[].m{}").count()).isEqualTo(1);
    assertThat(at(profile, "t{}.u{}").count()).isEqualTo(1);
  }

  @Test
  void leavesOutWhatIsNotWanted() {
    String item = "\"a\":{\"S\":\"\"},\"b\":{\"N\":\"1\"},\"c\":{\"S\":\"\"}";

    ItemProfile selected = Items.profile(Items.select("b", "zz"), item, item);
    ItemProfile dropped = Items.profile(Items.drop("b"), item, item);

    assertThat(selected.attributes().fields().keySet()).containsExactly("b");
    assertThat(selected.others()).containsExactlyInAnyOrder("a", "c");
    assertThat(dropped.attributes().fields().keySet()).containsExactly("a", "c");
    assertThat(dropped.others()).containsExactly("b");
    assertThat(ItemProfile.fromBytes(selected.toBytes()).others())
        .containsExactlyInAnyOrder("a", "c");
  }

  @Test
  void passesMoreUnwantedAttributesThanItRemembers() {
    ItemProfile profile = new ItemProfile(Items.select("wanted"));
    for (int i = 0; i < 1_500; i++) {
      Items.add(profile, "\"a" + i + "\":{\"S\":\"\"},\"wanted\":{\"N\":\"1\"}");
    }

    assertThat(at(profile, "wanted").count()).isEqualTo(1_500);
    assertThat(profile.others()).hasSize(1_000);
  }

  @Test
  void refusesMoreThan20000TopLevelAttributes() {
    ItemProfile profile = new ItemProfile(ProfileOptions.DEFAULT);
    Items.add(profile, attributes(0, 20_000));
    ItemProfile other = Items.profile(attributes(19_990, 20_010));

    assertThatThrownBy(() -> Items.add(profile, attributes(20_000, 20_001)))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA))
        .hasMessage(
            "attributes: the items have more than 20000 different top-level attributes, too many"
                + " for columns; name those to keep by --select, or those to leave out by --drop");
    assertThatThrownBy(() -> profile.mergeFrom(other))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("--select");
  }

  @Test
  void refusesToGrowWithoutBounds() {
    ItemProfile profile = new ItemProfile(ProfileOptions.DEFAULT);

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                Items.add(profile, "\"a" + i + "\":{\"M\":{" + attributes(0, 500) + "}}");
              }
            })
        .isInstanceOf(JobException.class)
        .hasMessageContaining("more distinct paths than fit a schema")
        .hasMessageContaining("--map-path");
  }

  @Test
  void countsPathsNoMoreThatWereCollapsed() {
    ItemProfile profile = new ItemProfile(ProfileOptions.DEFAULT);
    for (int i = 0; i < 1_000; i++) {
      Items.add(profile, "\"map" + i + "\":{\"M\":{" + attributes(0, 501) + "}}");
    }

    assertThat(at(profile, "map999{}").count()).isEqualTo(501);
  }

  @Test
  void givesNamesInItsOwnOrderWhenItIsRead() {
    ItemProfile profile =
        Items.profile("\"b\":{\"S\":\"\"},\"a\":{\"M\":{\"z\":{\"NS\":[\"1\"]}}}");
    ItemProfile read = ItemProfile.fromBytes(profile.toBytes());

    assertThat(read).isEqualTo(profile).hasSameHashCodeAs(profile);
    assertThat(read.toBytes()).isEqualTo(profile.toBytes());
    assertThat(read.items()).isEqualTo(1);
    Items.add(read, "\"a\":{\"S\":\"\"},\"c\":{\"S\":\"\"}");
    assertThat(at(read, "a").count()).isEqualTo(2);
    assertThat(read).isNotEqualTo(profile);
  }

  @Test
  void refusesToMergeProfilesOfDifferentOptions() {
    ItemProfile profile = Items.profile();
    ItemProfile other = new ItemProfile(Items.maxStructFields(3));

    assertThatThrownBy(() -> profile.mergeFrom(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxStructFields=3");
  }

  private static Set<AttributePath> paths(String path) {
    return new HashSet<>(List.of(AttributePath.parse(path)));
  }

  private static ValueProfile at(ItemProfile profile, String path) {
    return profile.at(AttributePath.parse(path)).orElseThrow();
  }

  private static String attributes(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "\"attribute" + i + "\":{\"BOOL\":true}")
        .collect(Collectors.joining(","));
  }
}
