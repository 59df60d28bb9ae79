package io.dynalake.bench.jmh;

import io.dynalake.bench.data.DataSet;
import io.dynalake.bench.data.DataSets;
import io.dynalake.bench.data.Folders;
import io.dynalake.bench.data.Shape;
import io.dynalake.export.BadItem;
import io.dynalake.export.DataFile;
import io.dynalake.export.DataFileReader;
import io.dynalake.export.Exports;
import io.dynalake.export.FileCounts;
import io.dynalake.export.ItemConsumer;
import io.dynalake.export.ReadOptions;
import io.dynalake.item.MapSink;
import io.dynalake.item.SkipSink;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Milliseconds for a data file of 20,000 orders, 15 MB of JSON. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DataFileBenchmark {
  private static final int BUFFER = 256 << 10;

  private final Configuration configuration = new Configuration();
  private final byte[] buffer = new byte[BUFFER];
  private Path folder = Path.of("");
  private Path stored = Path.of("");
  private List<DataFile> files = List.of();

  @Setup
  public void make() throws IOException {
    folder = Files.createTempDirectory("data-file-benchmark");
    DataSet data = new DataSet(Shape.ORDERS, 20_000, 1, 1);
    Path export = new DataSets(folder, line -> {}).export(data).folder();
    files = Exports.open(export.toString(), configuration).files();
    stored = Path.of(URI.create(files.get(0).location()));
  }

  @TearDown
  public void clean() throws IOException {
    Folders.delete(folder);
  }

  /** Decompression, lines, MD5, and the parser alone. */
  @Benchmark
  public FileCounts readVerified() {
    return DataFileReader.read(files.get(0), configuration, new Skipping(), ReadOptions.VERIFY);
  }

  /** The same without MD5. */
  @Benchmark
  public FileCounts read() {
    ReadOptions options = ReadOptions.VERIFY.withoutMd5();
    return DataFileReader.read(files.get(0), configuration, new Skipping(), options);
  }

  /** Java's own decompression, for comparison. */
  @Benchmark
  public long gunzip() throws IOException {
    long bytes = 0;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(stored), BUFFER >> 2)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        bytes += count;
      }
    }
    return bytes;
  }

  private static final class Skipping implements ItemConsumer {
    @Override
    public MapSink beginItem() {
      return SkipSink.INSTANCE;
    }

    @Override
    public void endItem(byte[] block, int lineStart, int lineEnd) {}

    @Override
    public void dropItem(BadItem bad) {
      throw new IllegalStateException(bad.toString());
    }
  }
}
