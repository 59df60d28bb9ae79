package io.dynalake.export;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalLong;

/**
 * A full export, ready to be read.
 *
 * @param id the export's id, the name of its folder
 * @param location URI of its folder
 * @param exportArn ARN of the export, or "" where the manifest has none
 * @param tableArn ARN of the table, or ""
 * @param exportTime ISO-8601 instant of the snapshot, or ""
 * @param files in the manifest's order, empty ones included
 * @param warnings what was unusual but does no harm (a missing checksum, say)
 */
public record FullExport(
    String id,
    String location,
    String exportArn,
    String tableArn,
    String exportTime,
    List<DataFile> files,
    List<String> warnings)
    implements Serializable {
  public FullExport {
    files = List.copyOf(files);
    warnings = List.copyOf(warnings);
  }

  /** The same export with just these of its data files. */
  public FullExport withFiles(List<DataFile> some) {
    return new FullExport(id, location, exportArn, tableArn, exportTime, some, warnings);
  }

  /** Items that the manifest promises in all, if it promises a number for every file. */
  public OptionalLong itemCount() {
    long sum = 0;
    for (DataFile file : files) {
      if (file.itemCountOrNull() == null) {
        return OptionalLong.empty();
      }
      sum += file.itemCountOrNull();
    }
    return OptionalLong.of(sum);
  }

  /** Bytes of all data files that are there, as stored. */
  public long storedBytes() {
    return files.stream().mapToLong(file -> Math.max(0, file.size())).sum();
  }
}
