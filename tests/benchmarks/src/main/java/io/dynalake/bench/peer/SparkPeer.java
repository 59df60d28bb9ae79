package io.dynalake.bench.peer;

import io.dynalake.bench.data.Export;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;

/** Spark as it is mostly used on exports: it infers the wrapped JSON, unwraps it and writes. */
public final class SparkPeer implements Peer {
  private static final String HEAP = "-Xmx4g";

  @Override
  public Invocation invocation(Export export, Path output) {
    return jvm().run(SparkMain.class, export.dataFolder().toString(), output.toString());
  }

  @Override
  public long items(Path output, String printed) {
    return ParquetOutput.rows(output);
  }

  /** A JVM that Spark runs in. */
  static Jvm jvm() {
    List<String> options = new ArrayList<>();
    options.add(HEAP);
    options.addAll(Arrays.asList(JavaModuleOptions.defaultModuleOptions().split(" +")));
    options.add("-Dlog4j2.level=WARN");
    return Jvm.likeThis(options.toArray(String[]::new));
  }
}
