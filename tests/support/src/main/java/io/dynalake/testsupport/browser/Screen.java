package io.dynalake.testsupport.browser;

/**
 * What a page is shown on.
 *
 * @param width in CSS pixels
 * @param dark whether its user prefers dark colours
 */
public record Screen(int width, int height, boolean dark) {
  /** "360-dark". */
  @Override
  public String toString() {
    return width + (dark ? "-dark" : "-light");
  }
}
