package io.dynalake.source;

import io.dynalake.schema.ItemProfile;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What the profile pass found out about an export.
 *
 * @param files in the manifest's order
 * @param profiles by group, of all well-formed items of all files that verify; one group {@link
 *     ItemProbe#WHOLE} unless the probe forms groups
 * @param probe what the probe learned
 */
public record ExportFindings<T extends Serializable>(
    List<FileFindings> files, Map<String, ItemProfile> profiles, T probe) {

  public ExportFindings {
    files = List.copyOf(files);
  }

  /** Well-formed items in the files that verify. */
  public long items() {
    return files.stream().filter(f -> f.failure().isEmpty()).mapToLong(FileFindings::items).sum();
  }

  /** Malformed items in the files that verify. */
  public long badItems() {
    return files.stream()
        .filter(f -> f.failure().isEmpty())
        .mapToLong(f -> f.badLines().length)
        .sum();
  }

  public List<FileFindings> failures() {
    return files.stream().filter(f -> f.failure().isPresent()).toList();
  }
}
