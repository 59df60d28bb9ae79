package io.dynalake.compare;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * When items are the same.
 *
 * @param keys the attributes that identify an item, the partition key first
 * @param ignored attributes, at the top, that do not count
 */
public record CompareRules(List<String> keys, Set<String> ignored, Nulls nulls)
    implements Serializable {
  public CompareRules {
    keys = List.copyOf(keys);
    ignored = Set.copyOf(ignored);
    for (String key : keys) {
      if (ignored.contains(key)) {
        throw new JobException(
            ErrorCode.USAGE,
            "--ignore: " + key + " is a key, by which items are found; leave it out");
      }
    }
  }
}
