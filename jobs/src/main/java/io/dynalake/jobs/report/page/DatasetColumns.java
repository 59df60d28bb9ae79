package io.dynalake.jobs.report.page;

import java.util.List;

/**
 * The columns of one dataset, fields of structs behind their column.
 *
 * @param entity "" where there are no entities
 * @param items that the evidence comes from
 * @param left how many more there are
 */
public record DatasetColumns(String entity, long items, List<ColumnRow> columns, int left) {
  public DatasetColumns {
    columns = List.copyOf(columns);
  }
}
