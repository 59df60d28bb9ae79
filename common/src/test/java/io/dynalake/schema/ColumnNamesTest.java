package io.dynalake.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnNamesTest {
  @ParameterizedTest
  @CsvSource({
    "updatedAt, updatedat",
    "Straße Nr., stra_e_nr_",
    "Crème-Brûlée, creme_brulee",
    "a.b:c/d, a_b_c_d",
    "日本, __",
    "😀, _",
    "İd, id",
    "1st, 1st",
    "'', _"
  })
  void namesForAthena(String attribute, String name) {
    assertThat(ColumnNames.ATHENA.assign(List.of(attribute), Map.of()))
        .containsEntry(attribute, name);
  }

  @Test
  void preservesNamesButThoseThatDifferByCaseOnly() {
    assertThat(ColumnNames.PRESERVE.assign(List.of("A", "Total", "a", "x y"), Map.of()))
        .isEqualTo(Map.of("A", "A", "Total", "Total", "a", "a_2", "x y", "x y"));
  }

  @Test
  void leavesRealNamesAloneWhenItMakesSuffixes() {
    assertThat(ColumnNames.PRESERVE.assign(List.of("A", "A_2", "a", "a_4", "á"), Map.of()))
        .isEqualTo(Map.of("A", "A", "A_2", "A_2", "a", "a_3", "a_4", "a_4", "á", "á"));
    assertThat(ColumnNames.ATHENA.assign(List.of("A", "A-2", "a", "á"), Map.of()))
        .isEqualTo(Map.of("a", "a", "A", "a_3", "á", "a_4", "A-2", "a_2"));
  }

  @Test
  void givesTheNameToTheFirstUnlessAnotherHasItAlready() {
    assertThat(ColumnNames.PRESERVE.assign(List.of("id", "ID", "Id"), Map.of()))
        .isEqualTo(Map.of("id", "id", "ID", "ID_2", "Id", "Id_3"));
    assertThat(ColumnNames.ATHENA.assign(List.of("ID", "id"), Map.of()))
        .isEqualTo(Map.of("id", "id", "ID", "id_2"));
  }

  @Test
  void keepsNamesThatAreFixed() {
    assertThat(
            ColumnNames.PRESERVE.assign(List.of("A", "B"), Map.of("a", "a", "z", "b_2", "y", "B")))
        .isEqualTo(Map.of("a", "a", "z", "b_2", "y", "B", "A", "A_2", "B", "B_3"));
  }

  @Property
  void namesDifferWhateverTheAttributes(@ForAll("similarNames") Set<String> attributes) {
    List<String> sorted = attributes.stream().sorted().toList();
    for (ColumnNames mode : ColumnNames.values()) {
      Map<String, String> names = mode.assign(sorted, Map.of());

      assertThat(names.keySet()).isEqualTo(new HashSet<>(attributes));
      assertThat(names.values().stream().map(ColumnNames::fold)).doesNotHaveDuplicates();
      assertThat(names.values()).doesNotContain("");
    }
  }

  @Provide
  Arbitrary<Set<String>> similarNames() {
    return Arbitraries.strings().withChars("aAáÁ_23-").ofMaxLength(4).set().ofMinSize(1);
  }
}
