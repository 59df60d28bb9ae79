package io.dynalake.compare;

import java.io.Serializable;

/**
 * What is told of single differences.
 *
 * @param most of each kind
 */
public record SampleSettings(int most, Values values) implements Serializable {

  /** Whether values of attributes are told, besides those of keys. */
  public enum Values {
    HIDDEN,
    SHOWN
  }

  boolean showsValues() {
    return values == Values.SHOWN;
  }
}
