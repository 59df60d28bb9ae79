package io.dynalake.bench.peer;

import io.dynalake.bench.data.Folders;
import io.dynalake.testsupport.cluster.StandaloneCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two workers of one core each, which start when they are first asked for and stop at the end. */
public final class Workers implements AutoCloseable {
  private final Path folder;
  private @Nullable StandaloneCluster cluster;

  /**
   * @param folder for their files; removed at the end
   */
  public Workers(Path folder) {
    this.folder = folder;
  }

  /** Options of spark-submit for a job on them. */
  List<String> sparkOptions() {
    try {
      if (cluster == null) {
        Folders.delete(folder);
        cluster = StandaloneCluster.startPinned(Files.createDirectories(folder), 2);
      }
      return cluster.sparkOptions();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (cluster != null) {
      cluster.close();
      cluster = null;
      Folders.delete(folder);
    }
  }
}
