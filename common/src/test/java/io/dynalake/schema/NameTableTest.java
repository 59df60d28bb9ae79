package io.dynalake.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NameTableTest {
  @Property
  void findsWhatWasAddedAndNothingElse(@ForAll Set<String> names, @ForAll Set<String> others) {
    List<byte[]> distinct =
        names.stream()
            .map(name -> new String(name.getBytes(UTF_8), UTF_8))
            .distinct()
            .map(name -> name.getBytes(UTF_8))
            .toList();
    NameTable table = new NameTable();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < distinct.size(); i++) {
        byte[] name = distinct.get(i);
        assertThat(table.find(name, 0, name.length)).isEqualTo(-1);
        assertThat(table.add(name, 0, name.length)).isEqualTo(i);
      }
      assertThat(table.size()).isEqualTo(distinct.size());
      for (int i = 0; i < distinct.size(); i++) {
        byte[] name = distinct.get(i);
        assertThat(table.find(name, 0, name.length)).isEqualTo(i);
        assertThat(table.bytes(i)).isEqualTo(name);
        assertThat(table.length(i)).isEqualTo(name.length);
      }
      for (String other : others) {
        byte[] bytes = other.getBytes(UTF_8);
        int found = table.find(bytes, 0, bytes.length);
        assertThat(found >= 0 ? table.bytes(found) : bytes).isEqualTo(bytes);
        assertThat(found >= 0).isEqualTo(distinct.stream().anyMatch(n -> Arrays.equals(n, bytes)));
      }
      table.clear();
    }
  }

  /** Names of every length that differ in one byte only, at the end of an array and within one. */
  @Test
  void comparesEveryByte() {
    for (int length = 1; length <= 40; length++) {
      String name = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnop".substring(0, length);
      NameTable table = new NameTable();
      table.add(name.getBytes(UTF_8), 0, length);
      List<String> variants = new ArrayList<>();
      for (int i = 0; i < length; i++) {
        variants.add(name.substring(0, i) + "#" + name.substring(i + 1));
      }
      for (String variant : variants) {
        byte[] exact = variant.getBytes(UTF_8);
        byte[] within = ("<" + variant + "########").getBytes(UTF_8);
        assertThat(table.matches(0, exact, 0, length)).as(variant).isFalse();
        assertThat(table.matches(0, within, 1, length)).as(variant).isFalse();
        assertThat(table.find(within, 1, length)).as(variant).isEqualTo(-1);
      }
      byte[] within = ("<" + name + "########").getBytes(UTF_8);
      assertThat(table.matches(0, within, 1, length)).isTrue();
      assertThat(table.find(within, 1, length)).isZero();
      assertThat(table.find(name.getBytes(UTF_8), 0, length)).isZero();
    }
  }

  @Test
  void findsANameInJsonTextUpToItsQuote() {
    NameTable table = new NameTable();
    for (int length = 1; length <= 24; length++) {
      String name = "abcdefghijklmnopqrstuvwxyz".substring(0, length);
      byte[] bytes = name.getBytes(UTF_8);
      int index = table.add(bytes, 0, bytes.length);
      assertThat(stands(table, index, name + "\":{")).isTrue();
      assertThat(stands(table, index, name + "x\":{")).isFalse();
      assertThat(stands(table, index, name + ":\"")).isFalse();
      assertThat(stands(table, index, name.substring(1) + "\":{")).isFalse();
      assertThat(stands(table, index, name.substring(0, length - 1) + "\\\":{")).isFalse();
    }
  }

  @Test
  void findsNoNameThatJsonEscapes() {
    NameTable table = new NameTable();
    for (String name : List.of("a\"b", "back\\slash", "line\nfeed")) {
      byte[] bytes = name.getBytes(UTF_8);
      int index = table.add(bytes, 0, bytes.length);
      assertThat(stands(table, index, name + "\":{")).isFalse();
    }
    byte[] umlaut = "größe".getBytes(UTF_8);
    assertThat(stands(table, table.add(umlaut, 0, umlaut.length), "größe\":{")).isTrue();
  }

  @Test
  void readsNothingBehindTheText() {
    NameTable table = new NameTable();
    int index = table.add("name".getBytes(UTF_8), 0, 4);
    for (int padding = 0; padding < 16; padding++) {
      byte[] text = Arrays.copyOf("name\"".getBytes(UTF_8), 5 + padding);
      // True or false: near the end it need not say.
      table.standsAt(index, text, 0);
      assertThat(table.standsAt(index, text, text.length - 1)).isFalse();
    }
  }

  private static boolean stands(NameTable table, int index, String json) {
    byte[] text = ("{\"" + json + "                ").getBytes(UTF_8);
    return table.standsAt(index, text, 2);
  }

  @Test
  void numbersALotOfNames() {
    NameTable table = new NameTable();
    for (int i = 0; i < 100_000; i++) {
      byte[] name = ("name" + i).getBytes(UTF_8);
      assertThat(table.findOrAdd(name, 0, name.length)).isEqualTo(i);
    }

    byte[] name = "name77777".getBytes(UTF_8);
    assertThat(table.findOrAdd(name, 0, name.length)).isEqualTo(77_777);
    assertThat(table.name(77_777)).isEqualTo("name77777");
    assertThat(table.size()).isEqualTo(100_000);
  }
}
