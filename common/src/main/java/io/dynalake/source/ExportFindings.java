package io.dynalake.source;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.schema.ItemProfile;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

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

  /** Bytes of JSON of all files. */
  public long decodedBytes() {
    return files.stream().mapToLong(FileFindings::decodedBytes).sum();
  }

  public List<FileFindings> failures() {
    return files.stream().filter(f -> f.failure().isPresent()).toList();
  }

  /** The profile of all items, where the probe forms no groups. */
  public ItemProfile whole() {
    return Objects.requireNonNull(profiles.get(ItemProbe.WHOLE), "profile");
  }

  /**
   * Ends the job if a file does not verify, unless such files may be left out and some verify.
   *
   * @param location of the export, for the message
   */
  public void requireFiles(String location, boolean skip) {
    List<FileFindings> failures = failures();
    if (failures.isEmpty() || (skip && failures.size() < files.size())) {
      return;
    }
    boolean missing = failures.stream().allMatch(FileFindings::missing);
    throw new JobException(
        missing ? ErrorCode.INPUT_MISSING : ErrorCode.BAD_DATA,
        location
            + ": "
            + failures.size()
            + " of "
            + files.size()
            + " data files do not verify, nothing was written; "
            + failures.stream()
                .limit(Quarantine.NAMED)
                .map(f -> f.key() + ": " + f.failure().orElse(""))
                .collect(Collectors.joining("; "))
            + "; copy them again, or leave them out with --on-bad-file skip");
  }

  /** Ends the job if there are more malformed items than allowed. */
  public void requireItems(String location, long max) {
    if (badItems() > max) {
      List<String> named =
          files.stream().flatMap(f -> f.badItems().stream()).limit(Quarantine.NAMED).toList();
      throw new JobException(
          ErrorCode.BAD_DATA,
          location
              + ": "
              + badItems()
              + " malformed items or more, where --max-bad-items allows "
              + max
              + ", nothing was written; "
              + String.join("; ", named)
              + "; mend the export, or allow that many to be left out and kept in the quarantine");
    }
  }
}
