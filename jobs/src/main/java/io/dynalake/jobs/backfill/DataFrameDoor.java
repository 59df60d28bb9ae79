package io.dynalake.jobs.backfill;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import io.dynalake.dataset.commit.DatasetTransaction;
import io.dynalake.dataset.convert.ConvertPlan;
import io.dynalake.dataset.convert.ConvertResult;
import io.dynalake.dataset.convert.ItemSelection;
import io.dynalake.dataset.partition.PartitionField;
import io.dynalake.dataset.partition.PartitionSpec;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.jobs.options.BackfillArguments;
import io.dynalake.jobs.options.BackfillArguments.BadFile;
import io.dynalake.jobs.options.BackfillArguments.Compression;
import io.dynalake.jobs.options.BackfillArguments.Format;
import io.dynalake.schema.SparkTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/**
 * The conversion through a DataFrame, for what the direct way does not write: {@code --sql}, ORC
 * and JSON lines. Spark's own writers stage the files, and the commit renames them into place.
 */
final class DataFrameDoor {
  private static final String PARTITION = "__dynalake_partition";

  private final BackfillArguments arguments;
  private final ItemSelection selection;
  private final SparkSession session;

  DataFrameDoor(
      BackfillArguments arguments,
      ItemSelection selection,
      JavaSparkContext spark,
      Configuration hadoop) {
    this.arguments = arguments;
    this.selection = selection;
    this.session =
        SparkSession.builder()
            .config(spark.getConf())
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.sources.default", "parquet")
            .getOrCreate();
  }

  static boolean needed(BackfillArguments arguments) {
    return arguments.sql().isPresent() || arguments.output().format() != Format.PARQUET;
  }

  /**
   * @throws JobException USAGE for options that this way does not go together with
   */
  static void refuseWhatItCannot(BackfillArguments arguments) {
    if (!needed(arguments)) {
      return;
    }
    String cause =
        arguments.sql().isPresent()
            ? "--sql"
            : "--output-format " + arguments.output().format().name().toLowerCase(Locale.ROOT);
    if (arguments.entityBy().isPresent()) {
      throw new JobException(
          ErrorCode.USAGE,
          "--entity-by: does not go together with "
              + cause
              + "; entities are written as Parquet; leave one of the two out");
    }
    if (arguments.limits().onBadFile() == BadFile.SKIP) {
      throw new JobException(
          ErrorCode.USAGE,
          "--on-bad-file skip: does not go together with "
              + cause
              + ", which cannot be done for some files alone; leave one of the two out");
    }
  }

  Outcome convert(Verified verified, DatasetSchemas schemas, DatasetTransaction transaction) {
    var schema = SparkTypes.toStructType(schemas.whole().schema());
    if (schema.isEmpty()) {
      // No file has an item: there are no columns to query or to write.
      return Outcome.of(ConvertResult.nothing());
    }
    Observation read = new Observation("items");
    Dataset<Row> items =
        session
            .read()
            .format("dynamodb-export")
            .schema(schema)
            .option("maxBadItems", verified.findings().badItems())
            .option("timeZone", arguments.timeZone().getId())
            .load(verified.export().location());
    items = filtered(items, schemas).observe(read, count(lit(1)).as("items"));
    Dataset<Row> result = items;
    if (arguments.sql().isPresent()) {
      items.createOrReplaceTempView("items");
      result = query(arguments.sql().get());
    }
    PartitionSpec partitions = selection.partitions();
    requireColumns(result, partitions);
    result = partitioned(result, partitions);
    String staged = transaction.stagedData().toString();
    Observation written = new Observation("rows");
    write(result.observe(written, count(lit(1)).as("rows")), verified).save(staged);
    long rows = counted(written, "rows");
    long kept = counted(read, "items");
    if (kept != verified.kept()) {
      throw new JobException(
          ErrorCode.BAD_DATA,
          "backfill: "
              + verified.kept()
              + " items were to be written, but "
              + kept
              + " were read the second time; the export changed, or values do not fit their"
              + " --type; nothing was committed");
    }
    return new Outcome(rows, 0, null);
  }

  private Dataset<Row> query(String sql) {
    try {
      return session.sql(sql);
    } catch (Exception e) {
      // A checked exception that the method does not declare.
      if (e instanceof AnalysisException analysis) {
        throw new JobException(
            ErrorCode.USAGE,
            "--sql: Spark does not accept the query; "
                + analysis.getSimpleMessage()
                + "; the columns of items are those that `dynalake schema` prints",
            e);
      }
      throw e;
    }
  }

  private static long counted(Observation observation, String metric) {
    try {
      Object value = Objects.requireNonNull(observation.getAsJava().get(metric), metric);
      return ((Number) value).longValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobException(
          ErrorCode.SERVICE, "backfill: interrupted; nothing was committed; run it again", e);
    }
  }

  private Dataset<Row> filtered(Dataset<Row> items, DatasetSchemas schemas) {
    if (selection.filterOrNull() == null) {
      return items;
    }
    var names = new LinkedHashMap<String, String>();
    schemas.whole().schema().fields().forEach(f -> names.put(f.attribute(), f.name()));
    List<String> path = selection.filterOrNull().path();
    if (path.size() != 1 || !names.containsKey(path.get(0))) {
      throw new JobException(
          ErrorCode.USAGE,
          "--updated-at "
              + String.join(".", path)
              + ": with --sql or another format than Parquet it must be a top-level attribute that"
              + " is selected");
    }
    Column value = struct(col(quoted(names.get(path.get(0)))));
    var decide = udf(new RowFunctions.Keeps(selection), DataTypes.BooleanType);
    return items.filter(decide.apply(value));
  }

  private static void requireColumns(Dataset<Row> result, PartitionSpec partitions) {
    List<String> columns = List.of(result.columns());
    for (PartitionField field : partitions.fields()) {
      if (!columns.contains(field.path().get(0))) {
        throw new JobException(
            ErrorCode.USAGE,
            "--partition-by: the result has no column '"
                + field.path().get(0)
                + "'; it has "
                + String.join(", ", columns)
                + "; select it in --sql too");
      }
    }
  }

  private Dataset<Row> partitioned(Dataset<Row> rows, PartitionSpec partitions) {
    if (!partitions.isPartitioned()) {
      return rows;
    }
    Column[] inputs =
        partitions.fields().stream()
            .map(f -> col(quoted(f.path().get(0))))
            .distinct()
            .toArray(Column[]::new);
    var values =
        udf(
            new RowFunctions.PartitionValues(selection),
            DataTypes.createArrayType(DataTypes.StringType));
    Dataset<Row> result = rows.withColumn(PARTITION, values.apply(struct(inputs)));
    List<Column> directories = new ArrayList<>();
    for (int i = 0; i < partitions.fields().size(); i++) {
      String name = partitions.fields().get(i).name();
      result = result.withColumn(name, col(PARTITION).getItem(i));
      directories.add(col(quoted(name)));
    }
    result = result.drop(PARTITION);
    Column[] by = directories.toArray(Column[]::new);
    if (arguments.sql().isPresent()) {
      requireFewPartitions(result.select(by).distinct(), partitions);
    }
    return result.repartition(by);
  }

  private void requireFewPartitions(Dataset<Row> distinct, PartitionSpec partitions) {
    int max = arguments.limits().partitions();
    if (distinct.limit(max + 1).count() > max) {
      throw new JobException(
          ErrorCode.BAD_DATA,
          "partition explosion: the rows fall into more than "
              + max
              + " partitions by "
              + String.join(", ", partitions.terms())
              + "; choose coarser transforms or raise --max-partitions");
    }
  }

  private DataFrameWriter<Row> write(Dataset<Row> result, Verified verified) {
    PartitionSpec partitions = selection.partitions();
    Dataset<Row> rows = result;
    if (!partitions.isPartitioned()) {
      long estimate = ConvertPlan.estimatedBytes(verified.jsonBytes());
      long files = estimate / arguments.output().targetFileSize() + 1;
      rows = rows.coalesce((int) Math.min(files + 1, Integer.MAX_VALUE));
    }
    DataFrameWriter<Row> writer =
        rows.write()
            .format(arguments.output().format().name().toLowerCase(Locale.ROOT))
            .options(options())
            .mode("error");
    return partitions.isPartitioned()
        ? writer.partitionBy(partitions.names().toArray(String[]::new))
        : writer;
  }

  private Map<String, String> options() {
    Compression compression = arguments.output().compression();
    // Hadoop writes text with zstd only where its native library is, which it rarely is.
    boolean textZstd =
        arguments.output().format() == Format.JSON && compression == Compression.ZSTD;
    String codec = textZstd ? "gzip" : compression.name().toLowerCase(Locale.ROOT);
    // ORC says zlib for what others call gzip.
    return Map.of(
        "compression",
        arguments.output().format() == Format.ORC && codec.equals("gzip") ? "zlib" : codec);
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
