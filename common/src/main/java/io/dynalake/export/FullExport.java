package io.dynalake.export;

import java.util.List;

/**
 * A full export, ready to be read: the items of a table at a time.
 *
 * @param id the export's id, the name of its folder
 * @param location URI of its folder
 * @param exportArn ARN of the export, or "" where the manifest has none
 * @param tableArn ARN of the table, or ""
 * @param tableId id of the table, or ""
 * @param exportTime ISO-8601 instant of the snapshot, or ""
 * @param files in the manifest's order, empty ones included
 * @param warnings what was unusual but does no harm (a missing checksum, say)
 */
public record FullExport(
    String id,
    String location,
    String exportArn,
    String tableArn,
    String tableId,
    String exportTime,
    List<DataFile> files,
    List<String> warnings)
    implements Export {
  public FullExport {
    files = List.copyOf(files);
    warnings = List.copyOf(warnings);
  }

  /** The same export with just these of its data files. */
  public FullExport withFiles(List<DataFile> some) {
    return new FullExport(id, location, exportArn, tableArn, tableId, exportTime, some, warnings);
  }
}
