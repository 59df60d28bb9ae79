package io.dynalake.bench.peer;

import io.dynalake.bench.data.Export;
import java.nio.file.Path;

/**
 * The floor: Java's own decompression of all data files, and a look at every byte of the result.
 */
public final class GunzipPeer implements Peer {
  @Override
  public Invocation invocation(Export export, Path output) {
    return Jvm.likeThis("-Xmx256m").run(GunzipMain.class, export.dataFolder().toString());
  }

  @Override
  public long items(Path output, String printed) {
    return Printed.number(printed, GunzipMain.ITEMS);
  }
}
