package io.dynalake.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import org.junit.jupiter.api.Test;

final class SparkLineTest {
  @Test
  void takesTheSparkItWasBuiltWithAndItsKin() {
    assertThatCode(SparkLine.built()::require).doesNotThrowAnyException();
    assertThatCode(() -> new SparkLine("3.5", "2.12").requireFor("3.5.5-amzn-0", "2.12.18"))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesAnotherMajorVersionAndAnotherScala() {
    SparkLine line = new SparkLine("3.5", "2.12");
    assertThatThrownBy(() -> line.requireFor("4.1.1", "2.13.17"))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("Spark 4.1.1 with Scala 2.13.17: this dynalake.jar is for Spark 3.5")
        .hasMessageContaining("mvn -Pspark-4.1 package");
    assertThatThrownBy(() -> line.requireFor("3.5.5", "2.13.8")).hasMessageContaining("Scala 2.12");
    assertThatThrownBy(() -> new SparkLine("4.1", "2.13").requireFor("3.5.5", "2.13.8"))
        .hasMessageContaining("for Spark 4.1 with Scala 2.13");
  }
}
