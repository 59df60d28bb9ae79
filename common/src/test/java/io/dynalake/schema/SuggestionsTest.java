package io.dynalake.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
  @Test
  void measuresTheDistanceOfTexts() {
    assertThat(Suggestions.distance("kitten", "sitting", 5)).isEqualTo(3);
    assertThat(Suggestions.distance("", "abc", 5)).isEqualTo(3);
    assertThat(Suggestions.distance("abc", "abc", 5)).isZero();
    assertThat(Suggestions.distance("ab", "abcdefgh", 5)).isEqualTo(6);
  }

  @Test
  void suggestsTheClosestWhateverItsCase() {
    assertThat(Suggestions.among("updatedat", Stream.of("createdAt", "updatedAt", "updated")))
        .isEqualTo("did you mean updatedAt?");
  }

  @Test
  void listsSomeIfNoneIsClose() {
    Stream<String> many = IntStream.range(0, 30).mapToObj(i -> "attribute" + i);

    assertThat(Suggestions.among("zz", many))
        .startsWith("there are attribute0, attribute1, attribute10,")
        .endsWith(", …");
    assertThat(Suggestions.among("zz", Stream.of())).isEqualTo("there are no attributes");
  }
}
