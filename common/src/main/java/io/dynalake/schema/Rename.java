package io.dynalake.schema;

/** An attribute whose column or struct field has another name. */
public record Rename(AttributePath path, String name) {
  @Override
  public String toString() {
    return path + " is named " + PathParser.quoteIfNeeded(name);
  }
}
