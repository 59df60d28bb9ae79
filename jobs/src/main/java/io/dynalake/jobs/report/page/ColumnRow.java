package io.dynalake.jobs.report.page;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A column, or a field of structs in it.
 *
 * @param depth 0 for a column, 1 for the fields of its structs, and so on
 * @param attribute its name in DynamoDB
 * @param type in Spark's DDL; of a struct without its fields, which are rows of their own
 * @param seen the number of values by DynamoDB type
 * @param present values other than NULL
 * @param outOf items, or maps, that could have it
 */
public record ColumnRow(
    int depth,
    String name,
    String attribute,
    String type,
    Map<String, Long> seen,
    long present,
    long outOf) {
  public ColumnRow {
    seen = Collections.unmodifiableMap(new LinkedHashMap<>(seen));
  }
}
