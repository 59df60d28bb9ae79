package io.dynalake.item;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class DistinctBytesTest {
  @Property
  void behavesLikeHashSet(
      @ForAll @Size(max = 200) List<@AlphaChars @StringLength(max = 2) String> first,
      @ForAll @Size(max = 40) List<@AlphaChars @StringLength(max = 20) String> second) {
    DistinctBytes distinct = new DistinctBytes();
    for (List<String> texts : List.of(first, second, first)) {
      distinct.clear();
      Set<String> expected = new HashSet<>();
      for (String text : texts) {
        assertThat(add(distinct, text)).as(text).isEqualTo(expected.add(text));
      }
    }
  }

  @Test
  void tellsPrefixesApartAndFindsTheEmptyOne() {
    DistinctBytes distinct = new DistinctBytes();
    assertThat(add(distinct, "ab")).isTrue();
    assertThat(add(distinct, "a")).isTrue();
    assertThat(add(distinct, "")).isTrue();
    assertThat(add(distinct, "")).isFalse();
    assertThat(add(distinct, "a")).isFalse();
  }

  private static boolean add(DistinctBytes distinct, String text) {
    byte[] bytes = ("?" + text + "?").getBytes(UTF_8);
    return distinct.add(bytes, 1, bytes.length - 2);
  }
}
