package io.dynalake.bench.jmh;

import io.dynalake.batch.ItemBatch;
import io.dynalake.bench.data.Folders;
import io.dynalake.bench.data.Shape;
import io.dynalake.dataset.parquet.ParquetItemWriter;
import io.dynalake.dataset.parquet.ParquetSettings;
import io.dynalake.schema.ItemSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Milliseconds for a whole file of 64 batches, the items of 16 MB of JSON. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ParquetBenchmark {
  private static final int BATCHES = 64;

  @Param({"ORDERS", "NARROW", "WIDE"})
  public Shape shape = Shape.ORDERS;

  private final Configuration configuration = new Configuration();
  private java.nio.file.Path folder = java.nio.file.Path.of("");
  private ItemSchema schema = new BlockOfItems(shape).schema();
  private ItemBatch batch = new ItemBatch(schema);
  private int files;

  @Setup
  public void make() throws IOException {
    folder = Files.createTempDirectory("parquet-benchmark");
    BlockOfItems block = new BlockOfItems(shape);
    schema = block.schema();
    batch = new ItemBatch(schema);
    block.fill(batch);
  }

  @TearDown
  public void clean() throws IOException {
    Folders.delete(folder);
  }

  @Benchmark
  public long write() throws IOException {
    java.nio.file.Path file = folder.resolve(files++ + ".parquet");
    try (ParquetItemWriter writer =
        new ParquetItemWriter(
            new Path(file.toUri()), configuration, schema, ParquetSettings.defaults())) {
      for (int i = 0; i < BATCHES; i++) {
        writer.write(batch);
      }
      long bytes = writer.finish().bytes();
      Files.delete(file);
      return bytes;
    }
  }
}
