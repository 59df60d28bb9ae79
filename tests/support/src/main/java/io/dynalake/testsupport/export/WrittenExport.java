package io.dynalake.testsupport.export;

import java.nio.file.Path;
import java.util.List;

/**
 * An export on disk.
 *
 * @param bucket the folder that stands for the bucket
 * @param folder the export's folder
 * @param id the export's id
 * @param keys of the data files, as in the manifest
 * @param dataFiles where they are (or would be, if missing)
 * @param itemCount items in all
 */
public record WrittenExport(
    Path bucket, Path folder, String id, List<String> keys, List<Path> dataFiles, long itemCount) {
  public WrittenExport {
    keys = List.copyOf(keys);
    dataFiles = List.copyOf(dataFiles);
  }
}
