package io.dynalake.it.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.error.ErrorCode;
import org.assertj.core.api.AbstractStringAssert;

/**
 * How a run of a job ended.
 *
 * @param message of the error, "" if there was none
 * @param out what it printed
 */
record Run(int exitCode, String message, String out) {

  Run done() {
    assertThat(message).isEmpty();
    assertThat(exitCode).isZero();
    return this;
  }

  /** The message of a run that failed so. */
  AbstractStringAssert<?> failed(ErrorCode code) {
    assertThat(exitCode).as(message).isEqualTo(code.exitCode());
    return assertThat(message);
  }
}
