package io.dynalake.dataset.catalog;

import io.dynalake.dataset.partition.PartitionSpec;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of a dataset as a table has them: in lower case, and without the partitions'. */
final class CatalogColumns {
  private static final Pattern VALID = Pattern.compile("[a-z0-9_]+");
  private static final int NAMES_SHOWN = 10;

  private CatalogColumns() {}

  /**
   * What becomes of a table's columns.
   *
   * @param columns all of them, in their new order
   * @param added names
   * @param changed names of those whose type is another one, such as a struct with a field more
   */
  record Change(StructType columns, List<String> added, List<String> changed) {
    Change {
      added = List.copyOf(added);
      changed = List.copyOf(changed);
    }

    boolean isEmpty() {
      return added.isEmpty() && changed.isEmpty();
    }
  }

  /** The columns in data files, whose names readers compare without case. */
  static StructType of(StructType schema, PartitionSpec partitions) {
    Set<String> inDirectories = new HashSet<>();
    partitions.names().forEach(name -> inDirectories.add(lower(name)));
    List<StructField> fields = new ArrayList<>();
    for (StructField field : ((StructType) lower(schema)).fields()) {
      if (!inDirectories.contains(field.name())) {
        fields.add(field);
      }
    }
    return DataTypes.createStructType(fields);
  }

  /**
   * @param table database and table, for the message
   * @throws JobException of USAGE if Athena takes a name of a column, struct field or partition not
   */
  static void requireNames(String table, StructType columns, PartitionSpec partitions) {
    Set<String> refused = new TreeSet<>();
    collectRefused(columns, "", refused);
    for (String name : partitions.names()) {
      if (!VALID.matcher(lower(name)).matches()) {
        refused.add(name);
      }
    }
    if (refused.isEmpty()) {
      return;
    }
    List<String> shown = refused.stream().limit(NAMES_SHOWN).map(n -> "'" + n + "'").toList();
    throw new JobException(
        ErrorCode.USAGE,
        "--catalog-table "
            + table
            + ": "
            + refused.size()
            + (refused.size() == 1 ? " column has a name" : " columns have names")
            + " with other characters than letters, digits and '_', which Athena and Hive do not"
            + " take: "
            + String.join(", ", shown)
            + (refused.size() > NAMES_SHOWN ? " and others" : "")
            + "; use --column-names athena, and name=… in --partition-by; a dataset keeps the names"
            + " that it has, so one that was written without takes another --target");
  }

  /**
   * Carries a table's columns on: those of the dataset get its types and come behind where they are
   * new; the order, comments and what else the table has stay.
   */
  static Change change(StructType table, StructType dataset) {
    Map<String, StructField> wanted = new LinkedHashMap<>();
    for (StructField field : dataset.fields()) {
      wanted.put(field.name(), field);
    }
    List<StructField> columns = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    for (StructField field : table.fields()) {
      StructField now = wanted.remove(lower(field.name()));
      if (now == null || typeText(now).equals(typeText(field))) {
        columns.add(field);
      } else {
        StructField retyped = new StructField(field.name(), now.dataType(), true, Metadata.empty());
        columns.add(
            field.getComment().isDefined()
                ? retyped.withComment(field.getComment().get())
                : retyped);
        changed.add(field.name());
      }
    }
    columns.addAll(wanted.values());
    return new Change(DataTypes.createStructType(columns), List.copyOf(wanted.keySet()), changed);
  }

  /** The type as Hive keeps it; equal for types that differ in what Hive has no word for. */
  private static String typeText(StructField field) {
    return lower(field.dataType().catalogString());
  }

  private static DataType lower(DataType type) {
    if (type instanceof StructType struct) {
      List<StructField> fields = new ArrayList<>();
      for (StructField field : struct.fields()) {
        fields.add(
            new StructField(lower(field.name()), lower(field.dataType()), true, Metadata.empty()));
      }
      return DataTypes.createStructType(fields);
    }
    if (type instanceof ArrayType array) {
      return DataTypes.createArrayType(lower(array.elementType()), true);
    }
    if (type instanceof MapType map) {
      return DataTypes.createMapType(lower(map.keyType()), lower(map.valueType()), true);
    }
    return type;
  }

  private static void collectRefused(DataType type, String path, Set<String> refused) {
    if (type instanceof StructType struct) {
      for (StructField field : struct.fields()) {
        String name = path.isEmpty() ? field.name() : path + "." + field.name();
        if (!VALID.matcher(field.name()).matches()) {
          refused.add(name);
        }
        collectRefused(field.dataType(), name, refused);
      }
    } else if (type instanceof ArrayType array) {
      collectRefused(array.elementType(), path, refused);
    } else if (type instanceof MapType map) {
      collectRefused(map.valueType(), path, refused);
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
