package io.dynalake.dataset.convert;

import io.dynalake.dataset.partition.PartitionStats;
import io.dynalake.export.DataFile;
import io.dynalake.schema.ItemSchema;
import io.dynalake.source.FileGroups;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * What is written where, decided by the driver before the second pass.
 *
 * @param datasets one per entity, or a single one of name ""
 * @param files the data files to read
 * @param groups indexes of files that one task converts; used when items do not scatter
 * @param slots the places behind the shuffle; used when items scatter
 */
public record ConvertPlan(
    ItemSelection selection,
    ConvertSettings settings,
    List<Dataset> datasets,
    List<Input> files,
    List<List<Integer>> groups,
    List<Slot> slots)
    implements Serializable {

  /** Parquet bytes per byte of JSON: measured 0.13 for orders with nested lines, rounded up. */
  private static final double PARQUET_PER_JSON = 0.15;

  /** Less than this is not worth a task, nor a file, of its own. */
  private static final long SMALL = 16L << 20;

  /** A Parquet file of so many bytes is no burden to readers. */
  private static final long LARGE = 32L << 20;

  public ConvertPlan {
    datasets = List.copyOf(datasets);
    files = List.copyOf(files);
    groups = List.copyOf(groups);
    slots = List.copyOf(slots);
  }

  /**
   * A dataset to write.
   *
   * @param name the entity and its directory below the target; "" for the target itself
   * @param schema of the files: without the columns that partition directories carry
   * @param sparkSchema the JSON of Spark's StructType for the files' footers
   */
  public record Dataset(String name, ItemSchema schema, String sparkSchema)
      implements Serializable {

    /**
     * Whether the same files come of both. Their schemas may differ in that attributes were NULL,
     * which no file tells.
     */
    boolean writesLike(Dataset other) {
      return name.equals(other.name) && sparkSchema.equals(other.sparkSchema);
    }
  }

  /**
   * A data file to read.
   *
   * @param badLines lines that the profile pass found malformed, ascending
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, and a list would box every number.
  public record Input(DataFile file, long[] badLines) implements Serializable {}

  /**
   * Tasks for the cores: several for each, so that a slow one is not all that the end waits for,
   * where there are as many data files and what is written stays large.
   */
  private static long parallel(int files, long jsonBytes, int cores) {
    for (long tasks : new long[] {4L * cores, 2L * cores}) {
      if (files >= tasks && jsonBytes * PARQUET_PER_JSON / tasks >= LARGE) {
        return tasks;
      }
    }
    return Math.min(cores, (long) Math.ceil(jsonBytes / (double) SMALL));
  }

  /**
   * @param directories what each directory will receive, as the profile pass counted
   * @param jsonBytes of all files, decoded
   */
  public static ConvertPlan of(
      ItemSelection selection,
      ConvertSettings settings,
      List<Dataset> datasets,
      List<Input> files,
      SortedMap<String, PartitionStats.Size> directories,
      long jsonBytes,
      int cores) {
    if (!selection.scatters()) {
      double estimate = jsonBytes * PARQUET_PER_JSON;
      long full = (long) Math.ceil(estimate / settings.targetFileSize());
      long parallel = parallel(files.size(), jsonBytes, cores);
      long count = Math.min(files.size(), Math.max(1, Math.max(parallel, full)));
      List<List<Integer>> groups =
          FileGroups.balanced(files.stream().map(Input::file).toList(), count);
      return new ConvertPlan(selection, settings, datasets, files, groups, List.of());
    }
    Map<String, Integer> byName = new HashMap<>();
    for (int i = 0; i < datasets.size(); i++) {
      byName.put(datasets.get(i).name(), i);
    }
    List<Slot> slots = new ArrayList<>();
    directories.forEach(
        (directory, size) -> {
          int slash = directory.indexOf('/');
          String first = slash < 0 ? directory : directory.substring(0, slash);
          int dataset =
              selection.entity().isPresent() ? Objects.requireNonNull(byName.get(first)) : 0;
          double estimate = size.bytes() * PARQUET_PER_JSON;
          long count = Math.max(1, (long) Math.ceil(estimate / settings.targetFileSize()));
          for (long i = 0; i < count; i++) {
            slots.add(new Slot(dataset, directory));
          }
        });
    return new ConvertPlan(selection, settings, datasets, files, List.of(), slots);
  }

  /** Tasks that read data files. */
  int readers() {
    return selection.scatters() ? files.size() : groups.size();
  }

  /** Whether files written by this plan are what a plan for these datasets would write. */
  public boolean writesLike(List<Dataset> others) {
    return datasets.size() == others.size()
        && IntStream.range(0, datasets.size())
            .allMatch(i -> datasets.get(i).writesLike(others.get(i)));
  }

  /** Parquet bytes to expect for so many bytes of JSON. */
  public static long estimatedBytes(long jsonBytes) {
    return Math.round(jsonBytes * PARQUET_PER_JSON);
  }
}
