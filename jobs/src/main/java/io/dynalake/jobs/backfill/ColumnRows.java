package io.dynalake.jobs.backfill;

import io.dynalake.item.AttributeType;
import io.dynalake.jobs.report.page.ColumnRow;
import io.dynalake.jobs.report.page.DatasetColumns;
import io.dynalake.schema.AttributePath;
import io.dynalake.schema.ColumnType;
import io.dynalake.schema.Field;
import io.dynalake.schema.ItemProfile;
import io.dynalake.schema.ValueProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The columns of a dataset and the fields of their structs, with what was seen of each. */
final class ColumnRows {
  /** A page shows no more; structs may have hundreds of fields each. */
  private static final int MOST = 1_000;

  private final ItemProfile profile;
  private final List<ColumnRow> rows = new ArrayList<>();
  private int left;

  private ColumnRows(ItemProfile profile) {
    this.profile = profile;
  }

  static List<DatasetColumns> of(DatasetSchemas schemas) {
    List<DatasetColumns> datasets = new ArrayList<>();
    schemas
        .byEntity()
        .forEach(
            (entity, decided) -> {
              ItemProfile profile = decided.inferred().profile();
              ColumnRows rows = new ColumnRows(profile);
              for (Field column : decided.schema().fields()) {
                rows.add(column, AttributePath.of(column.attribute()), 0, profile.items());
              }
              datasets.add(new DatasetColumns(entity, profile.items(), rows.rows, rows.left));
            });
    return datasets;
  }

  private void add(Field field, AttributePath path, int depth, long outOf) {
    if (rows.size() < MOST) {
      Optional<ValueProfile> seen = profile.at(path);
      rows.add(
          new ColumnRow(
              depth,
              field.name(),
              field.attribute(),
              type(field.type()),
              seen.map(ColumnRows::counts).orElse(Map.of()),
              seen.map(ValueProfile::present).orElse(0L),
              outOf));
    } else {
      left++;
    }
    addFields(field.type(), path, depth + 1);
  }

  private void addFields(ColumnType type, AttributePath path, int depth) {
    if (type instanceof ColumnType.Struct struct) {
      long maps = profile.at(path).map(seen -> seen.count(AttributeType.M)).orElse(0L);
      for (Field field : struct.fields()) {
        add(field, path.field(field.attribute()), depth, maps);
      }
    } else if (type instanceof ColumnType.ListOf list) {
      addFields(list.element(), path.element(), depth);
    } else if (type instanceof ColumnType.MapOf map) {
      addFields(map.value(), path.value(), depth);
    }
  }

  private static Map<String, Long> counts(ValueProfile seen) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (AttributeType type : seen.types()) {
      counts.put(type.name(), seen.count(type));
    }
    return counts;
  }

  /** Without the fields of structs, which have rows of their own. */
  private static String type(ColumnType type) {
    if (type instanceof ColumnType.Struct) {
      return "struct";
    }
    if (type instanceof ColumnType.ListOf list) {
      return "array<" + type(list.element()) + ">";
    }
    return type instanceof ColumnType.MapOf map
        ? "map<string," + type(map.value()) + ">"
        : type.text();
  }
}
