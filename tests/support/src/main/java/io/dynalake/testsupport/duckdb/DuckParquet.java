package io.dynalake.testsupport.duckdb;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parquet files as DuckDB reads them, in plain values: String, Boolean, Long, Double, {@link
 * java.math.BigDecimal}, {@link java.nio.ByteBuffer}, {@link java.time.Instant}, {@link
 * java.time.LocalDate}, List, Map (of a struct's fields or a map's entries, in their order) and
 * null.
 */
public final class DuckParquet {
  private final String source;

  private DuckParquet(String source) {
    this.source = source;
  }

  /** All Parquet files in a folder and below; directories are no columns. */
  public static DuckParquet in(Path folder) {
    return new DuckParquet(scan(folder, "hive_partitioning=false"));
  }

  /** All Parquet files in a folder and below, with a text column for every {@code name=value}. */
  public static DuckParquet partitionedIn(Path folder) {
    return new DuckParquet(scan(folder, "hive_partitioning=true, hive_types_autocast=false"));
  }

  private static String scan(Path folder, String options) {
    String glob = folder.toString().replace("'", "''") + "/**/*.parquet";
    return "read_parquet('" + glob + "', union_by_name=true, " + options + ")";
  }

  /** Rows, in no order, by column. */
  public List<Map<String, @Nullable Object>> rows() {
    return query("SELECT * FROM items");
  }

  /** The answer to a query over the table {@code items}. */
  public List<Map<String, @Nullable Object>> query(String sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone='UTC'");
      statement.execute("CREATE VIEW items AS SELECT * FROM " + source);
      List<DuckType> types = new ArrayList<>();
      try (ResultSet described = statement.executeQuery("DESCRIBE " + sql)) {
        while (described.next()) {
          types.add(DuckType.parse(described.getString("column_type")));
        }
      }
      try (ResultSet result = statement.executeQuery(sql)) {
        return rows(result, types);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(source + ": " + e.getMessage(), e);
    }
  }

  /** DuckDB's type of every column, in their order. */
  public Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> row :
        query("SELECT column_name, column_type FROM (DESCRIBE items)")) {
      columns.put(String.valueOf(row.get("column_name")), String.valueOf(row.get("column_type")));
    }
    return columns;
  }

  private static List<Map<String, @Nullable Object>> rows(ResultSet result, List<DuckType> types)
      throws SQLException {
    ResultSetMetaData columns = result.getMetaData();
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    while (result.next()) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        row.put(columns.getColumnName(i), types.get(i - 1).plain(result.getObject(i)));
      }
      rows.add(row);
    }
    return rows;
  }
}
