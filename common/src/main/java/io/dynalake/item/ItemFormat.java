package io.dynalake.item;

/** How the lines of a data file are written. The names are those of manifests. */
public enum ItemFormat {
  DYNAMODB_JSON,
  ION;

  /** A parser of such lines, for one thread. */
  public LineParser parser() {
    return this == ION ? new IonItemParser() : new ItemParser();
  }
}
