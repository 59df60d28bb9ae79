package io.dynalake.testsupport.duckdb;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The rows of Parquet files as texts, to compare as multisets. */
public final class ParquetRows {
  private ParquetRows() {}

  /**
   * Reads files of one dataset, whose columns may differ.
   *
   * @param files paths relative to the root
   * @return the rows of each directory of files, sorted; a row has its values that are not null, as
   *     {@code name=value} in the order of the names
   */
  public static Map<String, List<String>> byDirectory(Path root, List<String> files) {
    Map<String, List<String>> rows = new TreeMap<>();
    if (files.isEmpty()) {
      return rows;
    }
    String list =
        files.stream()
            .map(file -> "'" + root.resolve(file).toString().replace("'", "''") + "'")
            .collect(Collectors.joining(", "));
    String query =
        "SELECT filename, COLUMNS(* EXCLUDE (filename))::VARCHAR FROM read_parquet(["
            + list
            + "], union_by_name = true, hive_partitioning = false, filename = true)";
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        Path file = Path.of(result.getString(1));
        Path directory = root.relativize(file.getParent());
        rows.computeIfAbsent(directory.toString(), d -> new ArrayList<>()).add(row(result));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(root + ": DuckDB cannot read it", e);
    }
    rows.values().forEach(inIt -> inIt.sort(null));
    return rows;
  }

  private static String row(ResultSet result) throws SQLException {
    Map<String, String> values = new TreeMap<>();
    for (int i = 2; i <= result.getMetaData().getColumnCount(); i++) {
      String value = result.getString(i);
      if (value != null) {
        values.put(result.getMetaData().getColumnName(i), value);
      }
    }
    return values.toString();
  }
}
