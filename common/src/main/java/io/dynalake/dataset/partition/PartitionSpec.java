package io.dynalake.dataset.partition;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.schema.ColumnType;
import java.io.Serializable;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * How a dataset is divided into directories.
 *
 * @param fields from the outermost to the innermost
 */
public record PartitionSpec(List<PartitionField> fields, TableFormat format)
    implements Serializable {
  private static final int MAX_COLUMN_BYTES = 100;

  public PartitionSpec(List<PartitionField> fields) {
    this(fields, TableFormat.PARQUET);
  }

  public PartitionSpec {
    fields = List.copyOf(fields);
    Set<String> names = new HashSet<>();
    for (PartitionField field : fields) {
      checkName(field);
      if (!names.add(field.name().toLowerCase(Locale.ROOT))) {
        throw refused(
            "two partition columns are called '"
                + field.name()
                + "' (case is ignored); readers could not tell them apart; rename one, as in"
                + " --partition-by 'other=…'");
      }
    }
  }

  /** All files in the dataset's root. */
  public static PartitionSpec unpartitioned() {
    return new PartitionSpec(List.of());
  }

  /**
   * Takes the text of {@code --partition-by}: terms separated by commas, each {@code
   * [name=]transform(attribute)} or {@code [name=]attribute}. Transforms are year, month, day,
   * hour, bucket(n, …) and truncate(n, …). An attribute inside a map is written {@code map.name};
   * names with odd characters go into backticks.
   *
   * @throws JobException of USAGE if it is not that, or if a name would not do as a directory's
   */
  public static PartitionSpec parse(String text) {
    return new PartitionSpec(new PartitionParser(text).parse());
  }

  /** The same partitions of a table in another format. */
  public PartitionSpec with(TableFormat format) {
    return new PartitionSpec(fields, format);
  }

  public boolean isPartitioned() {
    return !fields.isEmpty();
  }

  public List<String> names() {
    return fields.stream().map(PartitionField::name).toList();
  }

  /** The type of each partition column in catalogs, from the outermost to the innermost. */
  public Map<String, ColumnType> columnTypes() {
    Map<String, ColumnType> types = new LinkedHashMap<>();
    fields.forEach(field -> types.put(field.name(), field.transform().columnType()));
    return types;
  }

  /** Each field as {@code name=transform(attribute)}: equal for equal partitions. */
  public List<String> terms() {
    return fields.stream().map(PartitionField::term).toList();
  }

  /** The same partitions under other names, for catalogs that take fewer characters. */
  public PartitionSpec renamed(UnaryOperator<String> naming) {
    return new PartitionSpec(
        fields.stream()
            .map(f -> new PartitionField(naming.apply(f.name()), f.transform(), f.path()))
            .toList(),
        format);
  }

  private static void checkName(PartitionField field) {
    String name = field.name();
    String problem;
    if (name.isEmpty()) {
      problem = "it is empty";
    } else if (name.startsWith("_") || name.startsWith(".")) {
      problem = "readers take directories that begin with '" + name.charAt(0) + "' for hidden";
    } else if (!HiveNames.escape(name).equals(name) || !name.equals(name.strip())) {
      problem = "it has characters that directory names cannot have";
    } else if (HiveNames.utf8Length(name) > MAX_COLUMN_BYTES) {
      problem = "it has more than " + MAX_COLUMN_BYTES + " bytes";
    } else {
      return;
    }
    throw refused(
        "'"
            + (name.length() > 60 ? name.substring(0, 60) + "…" : name)
            + "' cannot name a partition column; "
            + problem
            + "; give it a name, as in --partition-by 'name=…'");
  }

  static JobException refused(String problem) {
    return new JobException(ErrorCode.USAGE, "--partition-by: " + problem);
  }
}
