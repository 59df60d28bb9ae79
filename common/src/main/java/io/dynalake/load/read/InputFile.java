package io.dynalake.load.read;

import io.dynalake.export.DataFile;
import io.dynalake.schema.ItemSchema;
import java.io.Serializable;
import java.util.Map;

/**
 * A file to read items from: all of it by one task.
 *
 * @param location a URI for Hadoop's FileSystem
 * @param size bytes, as stored
 * @param name how messages call it
 */
public record InputFile(String location, long size, String name, Origin origin)
    implements Serializable {

  public InputFile(String location, long size, String name) {
    this(location, size, name, new Origin.Plain());
  }

  /** What is known of a file besides its content. */
  public sealed interface Origin extends Serializable {
    /** Nothing. */
    record Plain() implements Origin {}

    /** What the manifest of its export promises. */
    record Exported(DataFile file) implements Origin {}

    /**
     * It is part of a Parquet dataset.
     *
     * @param schema the columns that are pinned; without any, the file itself tells
     * @param directories partition values that no column of the file has, by attribute
     */
    record InDataset(ItemSchema schema, Map<String, String> directories) implements Origin {
      public InDataset {
        directories = Map.copyOf(directories);
      }
    }
  }
}
