package io.dynalake.bench.peer;

import io.dynalake.bench.data.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Converts an export with DuckDB: {@code DuckDbMain SHAPE DATA-FOLDER OUTPUT-FOLDER}. */
final class DuckDbMain {
  private DuckDbMain() {}

  public static void main(String[] args) throws Exception {
    String columns = DuckDbColumns.of(Shape.valueOf(args[0]));
    Path output = Files.createDirectories(Path.of(args[2]));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      convert(statement, columns, args[1], output.resolve("items.parquet"));
    }
  }

  private static void convert(Statement statement, String columns, String data, Path file)
      throws SQLException {
    statement.execute("SET threads = " + Runtime.getRuntime().availableProcessors());
    // Keeping the order of the lines costs up to a tenth of the time.
    statement.execute("SET preserve_insertion_order = false");
    statement.execute(
        """
        COPY (
          SELECT %s
          FROM read_json('%s/*.json.gz', format = 'newline_delimited', auto_detect = true,
            sample_size = 20000, maximum_depth = -1)
        ) TO '%s' (FORMAT parquet, COMPRESSION zstd)
        """
            .formatted(columns, data.replace("'", "''"), file.toString().replace("'", "''")));
  }
}
