package io.dynalake.dataset.iceberg;

import io.dynalake.dataset.partition.HiveNames;
import io.dynalake.dataset.partition.PartitionField;
import io.dynalake.dataset.partition.PartitionSpec;
import io.dynalake.dataset.partition.Transform;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import io.dynalake.schema.ColumnType;
import io.dynalake.schema.Field;
import io.dynalake.schema.ItemSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;

/**
 * Partitions as Iceberg has them: transforms of typed columns, hidden from queries. What the
 * transforms give for the items was evaluated while they were read, and stands in the names of
 * directories; only columns for which both agree are taken.
 */
final class IcebergPartitions {
  private static final Set<AttributeType> TEXT = Set.of(AttributeType.S, AttributeType.NULL);
  private static final Set<AttributeType> READABLE =
      Set.of(AttributeType.S, AttributeType.N, AttributeType.BOOL, AttributeType.NULL);

  private final PartitionSpec partitions;

  IcebergPartitions(PartitionSpec partitions) {
    this.partitions = partitions;
  }

  /**
   * Ends the run if Iceberg's transform is not of this column's type, or has another result than
   * the items' directories.
   *
   * @throws JobException of USAGE
   */
  void check(ItemSchema schema) {
    for (PartitionField field : partitions.fields()) {
      Column column = column(schema, field).orElseThrow(() -> refused(field, absent(field)));
      problem(field, column)
          .ifPresent(
              problem -> {
                throw refused(field, problem);
              });
    }
  }

  org.apache.iceberg.PartitionSpec spec(ItemSchema items, Schema schema) {
    var spec = org.apache.iceberg.PartitionSpec.builderFor(schema);
    for (PartitionField field : partitions.fields()) {
      String source =
          column(items, field).orElseThrow(() -> refused(field, absent(field))).fullName();
      add(spec, source, field);
    }
    return spec.build();
  }

  private static void add(
      org.apache.iceberg.PartitionSpec.Builder spec, String source, PartitionField field) {
    Transform transform = field.transform();
    if (transform instanceof Transform.Year) {
      spec.year(source, field.name());
    } else if (transform instanceof Transform.Month) {
      spec.month(source, field.name());
    } else if (transform instanceof Transform.Day) {
      spec.day(source, field.name());
    } else if (transform instanceof Transform.Hour) {
      spec.hour(source, field.name());
    } else if (transform instanceof Transform.Bucket bucket) {
      spec.bucket(source, bucket.count(), field.name());
    } else if (transform instanceof Transform.Truncate truncate) {
      spec.truncate(source, truncate.width(), field.name());
    } else {
      spec.identity(source, field.name());
    }
  }

  /**
   * The values of a partition.
   *
   * @param directory such as {@code updatedAt_day=2024-03-05/customerId_bucket=7}
   */
  PartitionData values(org.apache.iceberg.PartitionSpec spec, String directory) {
    PartitionData data = new PartitionData(spec.partitionType());
    String[] segments = directory.isEmpty() ? new String[0] : directory.split("/");
    if (segments.length != partitions.fields().size()) {
      throw new JobException(
          ErrorCode.BUG, directory + ": not the partition of " + partitions.terms());
    }
    for (int i = 0; i < segments.length; i++) {
      String text = HiveNames.value(segments[i]);
      if (text != null) {
        Types.NestedField field = spec.partitionType().fields().get(i);
        Transform transform = partitions.fields().get(i).transform();
        data.set(i, PartitionValue.parse(text, transform, field.type()));
      }
    }
    return data;
  }

  /**
   * A column or a struct's field.
   *
   * @param fullName with dots between the parts
   */
  private record Column(String fullName, ColumnType type, Set<AttributeType> seen) {}

  private static Optional<Column> column(ItemSchema schema, PartitionField partition) {
    List<Field> fields = schema.fields();
    List<String> names = new ArrayList<>();
    Field found = null;
    for (String attribute : partition.path()) {
      found = fields.stream().filter(f -> f.attribute().equals(attribute)).findFirst().orElse(null);
      if (found == null) {
        return Optional.empty();
      }
      names.add(found.name());
      fields = found.type() instanceof ColumnType.Struct struct ? struct.fields() : List.of();
    }
    return Optional.ofNullable(found)
        .map(field -> new Column(String.join(".", names), field.type(), field.seen()));
  }

  private static Optional<String> problem(PartitionField field, Column column) {
    Transform transform = field.transform();
    ColumnType type = column.type();
    boolean text = type instanceof ColumnType.Text;
    boolean whole = type instanceof ColumnType.Int64;
    boolean binary = type instanceof ColumnType.Binary;
    if (transform instanceof Transform.Bucket || transform instanceof Transform.Truncate) {
      if ((text && TEXT.containsAll(column.seen())) || whole || binary) {
        return Optional.empty();
      }
      return Optional.of(
          described(column) + "; here it takes strings, bigint and binary; partition by another");
    }
    if (transform instanceof Transform.Identity) {
      boolean readable = text && READABLE.containsAll(column.seen());
      boolean exact = type instanceof ColumnType.Decimal || type instanceof ColumnType.Bool;
      return readable || whole || binary || exact
          ? Optional.empty()
          : Optional.of(
              described(column)
                  + ", whose values are no good partitions; partition by a transform of it, such"
                  + " as day("
                  + field.attribute()
                  + ") of a timestamp");
    }
    return type instanceof ColumnType.Timestamp
        ? Optional.empty()
        : Optional.of(
            described(column)
                + ", and Iceberg takes years, months, days and hours of timestamps only; add"
                + " --type "
                + field.attribute()
                + "=timestamp");
  }

  private static String described(Column column) {
    return "column "
        + column.fullName()
        + " is "
        + column.type().text()
        + (column.type() instanceof ColumnType.Text && !TEXT.containsAll(column.seen())
            ? " of values " + column.seen().stream().sorted().toList()
            : "");
  }

  private static String absent(PartitionField field) {
    return "there is no column of attribute "
        + field.attribute()
        + ", or it is inside a map whose keys are data; partition by another";
  }

  private static JobException refused(PartitionField field, String problem) {
    return new JobException(
        ErrorCode.USAGE,
        "--partition-by " + field.transform().term(field.attribute()) + ": " + problem);
  }
}
