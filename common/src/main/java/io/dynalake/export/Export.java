package io.dynalake.export;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalLong;

/** An export, ready to be read. */
public sealed interface Export extends Serializable permits FullExport, IncrementalExport {
  /** The export's id, the name of its folder. */
  String id();

  /** URI of its folder. */
  String location();

  /** ARN of the export, or "" where the manifest has none. */
  String exportArn();

  /** ARN of the table, or "". */
  String tableArn();

  /** Id of the table, which another table of the same name does not have, or "". */
  String tableId();

  /** In the manifest's order, empty ones included. */
  List<DataFile> files();

  /** What was unusual but does no harm (a missing checksum, say). */
  List<String> warnings();

  /** Lines that the manifest promises in all, if it promises a number for every file. */
  default OptionalLong itemCount() {
    long sum = 0;
    for (DataFile file : files()) {
      if (file.itemCountOrNull() == null) {
        return OptionalLong.empty();
      }
      sum += file.itemCountOrNull();
    }
    return OptionalLong.of(sum);
  }

  /** Bytes of all data files that are there, as stored. */
  default long storedBytes() {
    return files().stream().mapToLong(file -> Math.max(0, file.size())).sum();
  }
}
