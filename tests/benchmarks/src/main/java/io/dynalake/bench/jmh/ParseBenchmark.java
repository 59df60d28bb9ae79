package io.dynalake.bench.jmh;

import io.dynalake.batch.ItemBatch;
import io.dynalake.bench.data.Shape;
import io.dynalake.item.ItemFormat;
import io.dynalake.schema.ItemProfile;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/** Microseconds for the items of a block of 256 KB of JSON, so 262 ÷ score is GB/s of that. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ParseBenchmark {
  @Param({"ORDERS", "NARROW", "WIDE", "SINGLE_TABLE"})
  public Shape shape = Shape.ORDERS;

  private BlockOfItems block = new BlockOfItems(shape);
  private BlockOfItems ion = new BlockOfItems(shape, ItemFormat.ION);
  private ItemBatch batch = new ItemBatch(block.schema());

  @Setup
  public void make() {
    block = new BlockOfItems(shape);
    ion = new BlockOfItems(shape, ItemFormat.ION);
    batch = new ItemBatch(block.schema());
  }

  /** The parser alone. */
  @Benchmark
  public void skip() {
    block.skip();
  }

  /** The first pass. */
  @Benchmark
  public ItemProfile profile() {
    return block.profile();
  }

  /** The parser of Ion alone, over the same items. */
  @Benchmark
  public void skipIon() {
    ion.skip();
  }

  /** The first pass over the same items in ION. */
  @Benchmark
  public ItemProfile profileIon() {
    return ion.profile();
  }

  /** The second pass, without writing. */
  @Benchmark
  public int fillBatch() {
    batch.clear();
    block.fill(batch);
    return batch.rows();
  }
}
