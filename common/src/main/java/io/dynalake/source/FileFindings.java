package io.dynalake.source;

import io.dynalake.error.ErrorCode;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the profile pass found out about one data file.
 *
 * @param index of the file in the export's list
 * @param key of the file in the manifest
 * @param failureOrNull why the file does not verify
 * @param missing whether it does not because it is not there
 * @param items well-formed items
 * @param badLines numbers of the lines of malformed items, ascending
 * @param badItems the first few of them: "key, line n: reason"
 * @param badReasons their number by kind of reason
 * @param storedBytes as stored, usually compressed
 * @param decodedBytes of JSON
 * @param startMillis when the task began to read it, since the epoch by the executor's clock
 * @param endMillis when it had read it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and a list would box every number.
public record FileFindings(
    int index,
    String key,
    @Nullable String failureOrNull,
    boolean missing,
    long items,
    long[] badLines,
    List<String> badItems,
    Map<String, Long> badReasons,
    long storedBytes,
    long decodedBytes,
    long startMillis,
    long endMillis)
    implements Serializable {

  public FileFindings {
    badItems = List.copyOf(badItems);
    badReasons = Map.copyOf(badReasons);
  }

  /** Of a file that does not verify. */
  public ErrorCode failureCode() {
    return missing ? ErrorCode.INPUT_MISSING : ErrorCode.BAD_DATA;
  }

  public Optional<String> failure() {
    return Optional.ofNullable(failureOrNull);
  }
}
