package io.dynalake.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributePathTest {
  @Test
  void readsStepsDown() {
    assertThat(AttributePath.parse("address.zip"))
        .isEqualTo(AttributePath.of("address").field("zip"));
    assertThat(AttributePath.parse(" lines[].price "))
        .isEqualTo(AttributePath.of("lines").element().field("price"));
    assertThat(AttributePath.parse("attrs{}[].x y"))
        .isEqualTo(AttributePath.of("attrs").value().element().field("x y"));
    assertThat(AttributePath.parse("`a.b`.`c``,d`[]"))
        .isEqualTo(AttributePath.of("a.b").field("c`,d").element());
    assertThat(AttributePath.parse("``")).isEqualTo(AttributePath.of(""));
  }

  @Test
  void readsListsThatHonourBackticks() {
    assertThat(AttributePath.parseList("a, `b,c`.d ,e[]"))
        .containsExactly(
            AttributePath.of("a"),
            AttributePath.of("b,c").field("d"),
            AttributePath.of("e").element());
    assertThat(AttributePath.parseNames("a,`b.c`, d e")).containsExactly("a", "b.c", "d e");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\"     | a name is missing at 1",
        "a..b   | a name is missing at 3",
        "a.     | a name is missing at 3",
        "a[0]   | '[' is not expected at 2",
        "`a     | the closing backtick is missing",
        "`a`b   | 'b' is not expected at 4",
        "a,b    | ',' is not expected at 2",
        "[].a   | a name is missing at 1"
      })
  void refusesWhatIsNoPath(String text, String problem) {
    assertThatThrownBy(() -> AttributePath.parse(text))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessage(
            "path '"
                + text
                + "': "
                + problem
                + "; write address.zip, lines[].price for list elements, attrs{}.x for map values,"
                + " and names with other characters in backticks");
  }

  @Test
  void refusesPathsBelowTheTopWhereNamesAreWanted() {
    assertThatThrownBy(() -> AttributePath.parseNames("a,b.c"))
        .isInstanceOf(JobException.class)
        .hasMessage(
            "b.c: only whole top-level attributes can be named here; a name with a dot or bracket"
                + " stands in backticks");
  }

  @Property
  void readsWhatItWrites(@ForAll @Size(min = 1, max = 4) List<String> names) {
    AttributePath path = AttributePath.of(names.get(0));
    for (String name : names.subList(1, names.size())) {
      path = (name.length() % 2 == 0 ? path.element() : path.value().element()).field(name);
    }

    assertThat(AttributePath.parse(path.toString())).isEqualTo(path);
    assertThat(AttributePath.parseList(path + "," + path)).containsExactly(path, path);
  }
}
