package io.dynalake.changes;

import static io.dynalake.changes.LakeCommits.column;
import static io.dynalake.changes.LakeCommits.field;
import static org.apache.spark.sql.functions.asc;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import io.dynalake.dataset.PinnedDataset;
import io.dynalake.dataset.commit.DatasetTransaction;
import io.dynalake.dataset.commit.RunIdentity;
import io.dynalake.dataset.partition.PartitionField;
import io.dynalake.dataset.partition.PartitionSpec;
import io.dynalake.dataset.partition.Transform;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.ChangeParser;
import io.dynalake.schema.AttributePath;
import io.dynalake.schema.ChangeSchema;
import io.dynalake.schema.Field;
import io.dynalake.schema.ItemSchema;
import io.dynalake.schema.SparkTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The current items, as plain Parquet files in buckets by the partition key. A window rewrites the
 * buckets that it touches and no others. {@value #WRITTEN_AT} is the time of the last change; null
 * as long as an item is as the full export had it, whose time of writing nobody knows.
 */
public final class CurrentItems implements StateTable {
  public static final String WRITTEN_AT = "_written_at";

  private static final String KEYS = ChangeParser.KEYS;
  private static final String ITEM = "item";
  private static final String DELETED = "deleted";
  private static final String AGE = "age";
  private static final String RANK = "rank";
  private static final String BUCKET = "bucket";

  private final LakeCommits commits;
  private final int buckets;

  /**
   * @param transaction closed with this
   * @param buckets of a new dataset
   */
  public CurrentItems(DatasetTransaction transaction, RunIdentity run, int buckets) {
    commits = new LakeCommits(transaction, run);
    this.buckets = buckets;
    commits.pinned().ifPresent(CurrentItems::bucket);
  }

  @Override
  public Optional<Applied> applied() {
    return commits.applied();
  }

  @Override
  public Optional<ItemSchema> schema() {
    return commits.pinned().flatMap(p -> p.schema(""));
  }

  @Override
  public boolean needsBase() {
    return true;
  }

  @Override
  public Result bootstrap(Dataset<Row> items, ItemSchema schema, Applied reached) {
    commits.next();
    if (schema.fields().isEmpty()) {
      return commits.commit(Set.of(), List.of(), schema, reached);
    }
    LakeCommits.settled(items.sparkSession());
    PartitionField bucket = bucket(reached.keys());
    LakeCommits.refuseCollisions(schema, List.of(WRITTEN_AT, bucket.name()));
    Column key = column(key(schema, bucket).name());
    List<Column> columns = new ArrayList<>();
    schema.fields().forEach(field -> columns.add(column(field.name())));
    columns.add(lit(null).cast(DataTypes.TimestampType).as(WRITTEN_AT));
    columns.add(bucketOf(bucket, key).as(bucket.name()));
    Dataset<Row> rows = items.select(columns.toArray(Column[]::new));
    int tasks = tasks(rows.sparkSession(), count(bucket));
    commits.stage(rows.repartition(tasks, column(bucket.name())), bucket.name());
    return commits.commit(Set.of(), List.of(term(bucket)), schema, reached);
  }

  @Override
  public Result apply(Dataset<Row> changes, ChangeSchema schema, Applied reached) {
    commits.next();
    if (schema.keys().isEmpty()) {
      // Nothing changed, and nothing ever has.
      return commits.commit(Set.of(), List.of(), schema.images(), reached);
    }
    SparkSession session = LakeCommits.settled(changes.sparkSession());
    PartitionField bucket =
        commits.pinned().map(CurrentItems::bucket).orElseGet(() -> bucket(reached.keys()));
    ItemSchema images = schema.images();
    LakeCommits.refuseCollisions(images, List.of(WRITTEN_AT, bucket.name()));
    Column key = field(KEYS, key(images, bucket).name());
    Dataset<Row> news =
        changes.select(
            col(KEYS),
            col(ChangeParser.NEW_IMAGE).as(ITEM),
            col(ChangeParser.WRITE_TIME).as(WRITTEN_AT),
            col(ChangeParser.OPERATION).equalTo(ChangeParser.DELETE).as(DELETED),
            lit(0).as(AGE),
            bucketOf(bucket, key).as(BUCKET));
    Set<String> touched = new TreeSet<>();
    for (Row row : news.select(BUCKET).distinct().collectAsList()) {
      touched.add(bucket.name() + "=" + row.getInt(0));
    }
    if (!touched.isEmpty()) {
      Dataset<Row> all = old(session, touched, schema, bucket).map(news::unionByName).orElse(news);
      commits.stage(current(all, images, bucket, touched.size()), bucket.name());
    }
    return commits.commit(touched, List.of(term(bucket)), images, reached);
  }

  /** The items of buckets, as changes are. */
  private Optional<Dataset<Row>> old(
      SparkSession session, Set<String> touched, ChangeSchema schema, PartitionField bucket) {
    List<String> paths =
        touched.stream()
            .map(commits::directory)
            .filter(commits::exists)
            .map(Path::toString)
            .toList();
    if (paths.isEmpty()) {
      return Optional.empty();
    }
    ItemSchema images = schema.images();
    // By the schema of now: what files do not have is null.
    StructType type = SparkTypes.toStructType(images).add(WRITTEN_AT, DataTypes.TimestampType);
    Dataset<Row> rows = session.read().schema(type).parquet(paths.toArray(String[]::new));
    Column key = field(KEYS, key(images, bucket).name());
    return Optional.of(
        rows.select(
                struct(columns(schema.keyFields())).as(KEYS),
                struct(columns(images.fields())).as(ITEM),
                col(WRITTEN_AT),
                lit(false).as(DELETED),
                lit(1).as(AGE))
            .withColumn(BUCKET, bucketOf(bucket, key)));
  }

  /**
   * Of each item the last change: a shuffle by bucket brings together what is compared, and what
   * becomes a file.
   */
  private static Dataset<Row> current(
      Dataset<Row> all, ItemSchema images, PartitionField bucket, int touched) {
    var last =
        Window.partitionBy(col(BUCKET), col(KEYS))
            .orderBy(col(WRITTEN_AT).desc_nulls_last(), asc(AGE));
    List<Column> columns = new ArrayList<>();
    images.fields().forEach(f -> columns.add(field(ITEM, f.name()).as(f.name())));
    columns.add(col(WRITTEN_AT));
    columns.add(col(BUCKET).as(bucket.name()));
    return all.repartition(tasks(all.sparkSession(), touched), col(BUCKET))
        .withColumn(RANK, row_number().over(last))
        .filter(col(RANK).equalTo(1).and(col(DELETED).equalTo(false)))
        .select(columns.toArray(Column[]::new));
  }

  private static int tasks(SparkSession session, int buckets) {
    int most = Integer.parseInt(session.conf().get("spark.sql.shuffle.partitions"));
    return Math.max(1, Math.min(buckets, most));
  }

  private static Column[] columns(List<Field> fields) {
    return fields.stream().map(f -> column(f.name())).toArray(Column[]::new);
  }

  private static Field key(ItemSchema schema, PartitionField bucket) {
    return schema
        .field(bucket.attribute())
        .orElseThrow(
            () ->
                new JobException(
                    ErrorCode.USAGE,
                    "key attribute "
                        + bucket.attribute()
                        + ": no item has it; name the table's key by --key"));
  }

  private PartitionField bucket(List<String> keys) {
    String key = AttributePath.of(keys.get(0)).toString();
    return PartitionSpec.parse(new Transform.Bucket(buckets).term(key)).fields().get(0);
  }

  private static PartitionField bucket(PinnedDataset pinned) {
    if (pinned.partitionBy().size() == 1) {
      PartitionField field = PartitionSpec.parse(pinned.partitionBy().get(0)).fields().get(0);
      if (field.transform() instanceof Transform.Bucket) {
        return field;
      }
    }
    throw new JobException(
        ErrorCode.USAGE,
        "--table-format parquet: the dataset has no buckets, it is partitioned by "
            + String.join(", ", pinned.partitionBy())
            + "; name its format, or give another --target");
  }

  private static int count(PartitionField bucket) {
    return ((Transform.Bucket) bucket.transform()).count();
  }

  private static String term(PartitionField bucket) {
    return String.join(",", new PartitionSpec(List.of(bucket)).terms());
  }

  private static Column bucketOf(PartitionField bucket, Column key) {
    return udf(new BucketOf((Transform.Bucket) bucket.transform()), DataTypes.IntegerType)
        .apply(key);
  }

  @Override
  public void close() {
    commits.close();
  }
}
