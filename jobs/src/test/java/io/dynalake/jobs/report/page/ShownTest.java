package io.dynalake.jobs.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {
  @Test
  void cutsTheMiddleOut() {
    assertThat(Shown.cut("0123456789", 9)).isEqualTo("01234…789");
    assertThat(Shown.cut("0123456789", 10)).isEqualTo("0123456789");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 6, 7, 8, 9, 10, 11})
  void cutsNoCharacterInHalf(int most) {
    String cut = Shown.cut("\uD83D\uDE00".repeat(20), most);

    assertThat(cut.length()).isLessThanOrEqualTo(most);
    assertThat(escaped(cut)).doesNotContain("⟨").contains("…");
  }

  @Test
  void countsWhatItMakesVisible() {
    assertThat(Shown.name("\u202E".repeat(100)))
        .hasSizeLessThanOrEqualTo(64)
        .contains("⟨U+202E⟩", "…");
    assertThat(Shown.name("a\nb")).isEqualTo("a⏎b");
    assertThat(Shown.message("a\nb")).isEqualTo("a\nb");
  }

  @ParameterizedTest
  @CsvSource({
    "a<b>&\"c, a&lt;b&gt;&amp;&#34;c",
    "\u200Fx, ⟨U+200F⟩x",
    "\u2066x, ⟨U+2066⟩x",
    "\uFEFFx, ⟨U+FEFF⟩x",
    "\u2028x, ⟨U+2028⟩x",
    "\uDB40\uDC41x, ⟨U+E0041⟩x",
    "क्\u200Dष, क्\u200Dष",
    "größe, größe"
  })
  void escapes(String text, String expected) {
    assertThat(escaped(text)).isEqualTo(expected);
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    Shown.escape(text, out);
    return out.toString();
  }
}
