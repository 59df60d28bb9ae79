package io.dynalake.source;

import io.dynalake.export.DataFile;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * One data file: gzip cannot be split.
 *
 * @param badLines numbers of the lines that are known to hold malformed items, ascending
 */
record ExportPartition(DataFile file, List<Long> badLines) implements InputPartition {
  ExportPartition {
    badLines = List.copyOf(badLines);
  }
}
