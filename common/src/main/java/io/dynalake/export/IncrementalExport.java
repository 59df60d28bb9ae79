package io.dynalake.export;

import java.util.List;

/**
 * An incremental export, ready to be read: the last change of every item that changed in a period.
 *
 * @param id the export's id, the name of its folder
 * @param location URI of its folder
 * @param exportArn ARN of the export, or "" where the manifest has none
 * @param tableArn ARN of the table, or ""
 * @param tableId id of the table, or ""
 * @param period whose changes these are
 * @param view which images they have
 * @param files in the manifest's order, empty ones included; they lie in a folder that other
 *     exports share
 * @param warnings what was unusual but does no harm (a missing checksum, say)
 */
public record IncrementalExport(
    String id,
    String location,
    String exportArn,
    String tableArn,
    String tableId,
    ExportPeriod period,
    ExportView view,
    List<DataFile> files,
    List<String> warnings)
    implements Export {
  public IncrementalExport {
    files = List.copyOf(files);
    warnings = List.copyOf(warnings);
  }
}
