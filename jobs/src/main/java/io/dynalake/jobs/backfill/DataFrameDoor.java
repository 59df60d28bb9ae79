package io.dynalake.jobs.backfill;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import io.dynalake.dataset.commit.DatasetTransaction;
import io.dynalake.dataset.convert.ConvertPlan;
import io.dynalake.dataset.convert.ConvertResult;
import io.dynalake.dataset.convert.ItemSelection;
import io.dynalake.dataset.partition.HiveNames;
import io.dynalake.dataset.partition.PartitionSpec;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.jobs.options.BackfillArguments;
import io.dynalake.jobs.options.BackfillArguments.BadFile;
import io.dynalake.jobs.options.BackfillArguments.Compression;
import io.dynalake.jobs.options.BackfillArguments.Format;
import io.dynalake.schema.SparkTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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
    if (arguments.recovery().filesPerCommit().isPresent()) {
      throw new JobException(
          ErrorCode.USAGE,
          "--files-per-commit: does not go together with "
              + cause
              + ", which cannot be done for some files alone; leave one of the two out");
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
    var schema = SparkTypes.toStructType(schemas.whole().written());
    if (schema.isEmpty()) {
      // No file has an item: there are no columns to query or to write.
      return Outcome.of(ConvertResult.nothing());
    }
    Dataset<Row> items =
        filtered(
            session
                .read()
                .format("dynamodb-export")
                .schema(schema)
                .option("maxBadItems", verified.findings().badItems())
                .option("timeZone", arguments.timeZone().getId())
                .load(verified.export().location()));
    Dataset<Row> result = items;
    if (arguments.sql().isPresent()) {
      items.createOrReplaceTempView("items");
      result = query(arguments.sql().orElseThrow());
    }
    Map<String, Long> byDirectory = new TreeMap<>();
    if (selection.partitions().isPartitioned()) {
      result = partitioned(result);
      byDirectory.putAll(arguments.sql().isPresent() ? counted(result) : verified.byDirectory());
    }
    Observation written = new Observation("rows");
    write(result.observe(written, count(lit(1)).as("rows")), verified)
        .save(transaction.stagedData().toString());
    long rows = rows(written);
    byDirectory.putIfAbsent("", rows);
    if (arguments.sql().isEmpty() && rows != verified.kept()) {
      throw new JobException(
          ErrorCode.BAD_DATA,
          "backfill: "
              + verified.kept()
              + " items were to be written, but "
              + rows
              + " were read the second time; the export changed, or values do not fit their"
              + " --type; nothing was committed");
    }
    return Outcome.staged(rows, byDirectory);
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

  private static long rows(Observation observation) {
    try {
      Object value = Objects.requireNonNull(observation.getAsJava().get("rows"), "rows");
      return ((Number) value).longValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobException(
          ErrorCode.SERVICE, "backfill: interrupted; nothing was committed; run it again", e);
    }
  }

  private Dataset<Row> filtered(Dataset<Row> items) {
    if (selection.filterOrNull() == null) {
      return items;
    }
    AttributeColumns attributes = AttributeColumns.ofItems(items.schema());
    List<String> path = selection.filterOrNull().path();
    if (!attributes.names().contains(path.get(0))) {
      throw new JobException(
          ErrorCode.USAGE,
          "--updated-at "
              + String.join(".", path)
              + ": with --sql or another format than Parquet the attribute must be selected; name"
              + " it in --select, or do not --drop it");
    }
    var decide = udf(new RowFunctions.Keeps(selection), DataTypes.BooleanType);
    return items.filter(decide.apply(attributes.row(path.subList(0, 1))));
  }

  /** With a column for each partition field, and the rows of a partition together. */
  private Dataset<Row> partitioned(Dataset<Row> rows) {
    PartitionSpec partitions = selection.partitions();
    AttributeColumns columns =
        arguments.sql().isPresent()
            ? AttributeColumns.ofResult(rows.schema())
            : AttributeColumns.ofItems(rows.schema());
    List<String> names = partitions.fields().stream().map(f -> f.path().get(0)).toList();
    for (String name : names) {
      if (!columns.names().contains(name)) {
        throw new JobException(
            ErrorCode.USAGE,
            "--partition-by: the result has no column '"
                + name
                + "'; it has "
                + String.join(", ", columns.names())
                + "; select it too");
      }
    }
    var values =
        udf(
            new RowFunctions.PartitionValues(selection),
            DataTypes.createArrayType(DataTypes.StringType));
    Dataset<Row> result = rows.withColumn(PARTITION, values.apply(columns.row(names)));
    for (int i = 0; i < partitions.fields().size(); i++) {
      String name = partitions.fields().get(i).name();
      result = result.withColumn(name, col(PARTITION).getItem(i));
    }
    return result.drop(PARTITION).repartition(directories());
  }

  private Column[] directories() {
    return selection.partitions().names().stream()
        .map(name -> col(AttributeColumns.quoted(name)))
        .toArray(Column[]::new);
  }

  /** Rows by partition directory, of which the first pass could not know. */
  private Map<String, Long> counted(Dataset<Row> result) {
    int max = arguments.limits().partitions();
    List<String> names = selection.partitions().names();
    Map<String, Long> counts = new TreeMap<>();
    for (Row row : result.groupBy(directories()).count().limit(max + 1).collectAsList()) {
      List<String> segments = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        String value = row.isNullAt(i) ? HiveNames.NULL_VALUE : HiveNames.escape(row.getString(i));
        segments.add(HiveNames.escape(names.get(i)) + "=" + value);
      }
      counts.merge(String.join("/", segments), row.getLong(names.size()), Long::sum);
    }
    if (counts.size() > max) {
      throw new JobException(
          ErrorCode.BAD_DATA,
          "partition explosion: the rows fall into more than "
              + max
              + " partitions by "
              + String.join(", ", selection.partitions().terms())
              + "; choose coarser transforms or raise --max-partitions");
    }
    return counts;
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
}
