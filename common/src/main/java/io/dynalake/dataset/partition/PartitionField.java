package io.dynalake.dataset.partition;

import java.io.Serializable;
import java.util.List;

/**
 * One level of a dataset's directories.
 *
 * @param name of the partition column
 * @param path attribute names, from the top level down through maps
 */
public record PartitionField(String name, Transform transform, List<String> path)
    implements Serializable {
  public PartitionField {
    path = List.copyOf(path);
    if (path.isEmpty()) {
      throw new IllegalArgumentException("partition column " + name + " without an attribute");
    }
  }

  /** The path as people read it; names with odd characters in backticks. */
  public String attribute() {
    return AttributePaths.text(path);
  }

  /** As {@link PartitionSpec#parse} reads it, the name included. */
  public String term() {
    return name + "=" + transform.term(attribute());
  }
}
