package io.dynalake.testsupport.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DuckParquetTest {
  private final Path folder;

  DuckParquetTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private void write(String name, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (" + query + ") TO '" + folder.resolve(name) + "' (FORMAT parquet)");
    }
  }

  @Test
  void readsEveryTypeInPlainValues() throws SQLException {
    write(
        "a.parquet",
        """
        SELECT 9007199254740993 AS n, 1.10::DECIMAL(38,2) AS d, '\\xCA\\xFE'::BLOB AS b,
          TIMESTAMPTZ '2024-05-01 10:00:00+02' AS t, DATE '2024-05-01' AS day,
          [1, NULL, 3] AS l, MAP {'x y': 'z'} AS m, NULL::VARCHAR AS nothing
        """);
    Map<String, @Nullable Object> expected = new LinkedHashMap<>();
    expected.put("n", 9007199254740993L);
    expected.put("d", new BigDecimal("1.10"));
    expected.put("b", ByteBuffer.wrap(new byte[] {(byte) 0xCA, (byte) 0xFE}));
    expected.put("t", Instant.parse("2024-05-01T08:00:00Z"));
    expected.put("day", LocalDate.parse("2024-05-01"));
    expected.put("l", Arrays.asList(1L, null, 3L));
    expected.put("m", Map.of("x y", "z"));
    expected.put("nothing", null);
    assertThat(DuckParquet.in(folder).rows()).containsExactly(expected);
    assertThat(DuckParquet.in(folder).columns()).containsEntry("d", "DECIMAL(38,2)");
  }

  @Test
  void readsStructsWhoseNamesNeedQuotesOrFourBytes() throws SQLException {
    write(
        "a.parquet",
        """
        SELECT [{'😀': 1, 'x😀': [2.5], 'a"b, c) d': {'日本': MAP {'k': true}}, 'last one': 'z'}] AS s
        """);
    assertThat(DuckParquet.in(folder).rows())
        .containsExactly(
            Map.of(
                "s",
                List.of(
                    Map.of(
                        "😀",
                        1L,
                        "x😀",
                        List.of(new BigDecimal("2.5")),
                        "a\"b, c) d",
                        Map.of("日本", Map.of("k", true)),
                        "last one",
                        "z"))));
  }

  @Test
  void takesPartitionsForTextOnlyIfAsked() throws SQLException {
    assertThat(folder.resolve("day=01").toFile().mkdir()).isTrue();
    write("day=01/a.parquet", "SELECT 'a' AS pk");
    assertThat(DuckParquet.in(folder).rows()).containsExactly(Map.of("pk", "a"));
    assertThat(DuckParquet.partitionedIn(folder).rows())
        .containsExactly(Map.of("pk", "a", "day", "01"));
  }
}
