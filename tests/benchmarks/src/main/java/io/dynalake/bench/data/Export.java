package io.dynalake.bench.data;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A data set on disk.
 *
 * @param folder of the export, the one with its manifests
 * @param jsonBytes of all items, before compression
 * @param storedBytes of all data files
 */
public record Export(DataSet data, Path folder, long jsonBytes, long storedBytes) {
  public Export {
    requireNonNull(data, "data");
    requireNonNull(folder, "folder");
  }

  /** Where the data files are, and nothing else. */
  public Path dataFolder() {
    return folder.resolve("data");
  }
}
