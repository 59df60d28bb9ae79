package io.dynalake.dataset.commit;

/**
 * A schema that becomes the pinned one together with the data.
 *
 * @param version 1 for the first one, then one more than the latest
 * @param json its text, opaque to the commit
 */
public record SchemaToPin(int version, String json) {
  public SchemaToPin {
    if (version < 1) {
      throw new IllegalArgumentException("schema version " + version + ": versions begin with 1");
    }
  }
}
