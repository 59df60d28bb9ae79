package io.dynalake.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void medianOfAnOddNumberIsTheOneInTheMiddle() {
    assertThat(Spread.of(9, 1, 2)).isEqualTo(new Spread(1, 2, 9));
  }

  @Test
  void medianOfAnEvenNumberIsHalfwayBetweenTwo() {
    assertThat(Spread.of(4, 1, 100, 3)).isEqualTo(new Spread(1, 3.5, 100));
  }

  @Test
  void showsTheEndsOnlyWhereTheyDiffer() {
    assertThat(Spread.of(1_234.56, 2, 3).text(1)).isEqualTo("3.0 (2.0–1,234.6)");
    assertThat(Spread.of(1.001, 1.002).text(2)).isEqualTo("1.00");
  }

  @Test
  void refusesNoValues() {
    assertThatThrownBy(Spread::of).hasMessage("there are no values to sum up");
  }
}
