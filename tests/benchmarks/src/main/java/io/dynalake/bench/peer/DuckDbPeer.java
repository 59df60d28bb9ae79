package io.dynalake.bench.peer;

import io.dynalake.bench.data.Export;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * DuckDB with a query that was tuned by hand for the shape of the data: types are sampled, nothing
 * is checked.
 *
 * @param library where it is or will be unpacked
 */
public record DuckDbPeer(DuckDbLibrary library) implements Peer {
  @Override
  public Invocation invocation(Export export, Path output) throws IOException {
    Path unpacked = library.unpacked();
    // The query runs in native threads: the JVM only starts it.
    List<String> options =
        List.of(
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.library.path=" + unpacked);
    return new Jvm(unpacked + File.pathSeparator + DuckDbLibrary.place(DuckDbMain.class), options)
        .run(
            DuckDbMain.class,
            export.data().shape().name(),
            export.dataFolder().toString(),
            output.toString());
  }

  @Override
  public long items(Path output, String printed) {
    return ParquetOutput.rows(output);
  }
}
