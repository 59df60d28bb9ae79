package io.dynalake.it.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.error.JobException;
import io.dynalake.jobs.Dynalake;
import io.dynalake.testsupport.duckdb.DuckParquet;
import io.dynalake.testsupport.export.ExportWriter;
import io.dynalake.testsupport.export.WrittenExport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** The folder of one test: an export, a dataset, and the job that makes one into the other. */
record Lake(Path root) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The one session, made by whoever comes first. */
  static SparkSession spark() {
    SparkSession session =
        SparkSession.builder()
            .master("local[2]")
            .appName("tests of input")
            .config("spark.ui.enabled", false)
            .getOrCreate();
    session.conf().set("spark.sql.session.timeZone", "UTC");
    session.conf().set("spark.sql.shuffle.partitions", 2);
    return session;
  }

  /** Begins an export in this folder. */
  ExportWriter export() {
    return ExportWriter.in(root.resolve("bucket"));
  }

  /** Writes an export of one file of items, each the JSON of its attributes. */
  WrittenExport exportOf(String... items) {
    return export().file(List.of(items)).write();
  }

  Path target() {
    return root.resolve("lake");
  }

  Run backfill(WrittenExport export, String... options) {
    return backfill(export.folder(), options);
  }

  Run backfill(Path export, String... options) {
    List<String> args = new ArrayList<>(List.of("backfill", "--export", export.toString()));
    if (!List.of(options).contains("--target")) {
      args.addAll(List.of("--target", target().toString()));
    }
    if (!List.of(options).contains("--ledger")) {
      args.addAll(List.of("--ledger", ledger().toString()));
    }
    args.addAll(List.of(options));
    return run(args);
  }

  Path ledger() {
    return root.resolve("ledger.db");
  }

  /** Runs a job in this JVM; anything thrown but a JobException is a bug, and fails the test. */
  static Run run(List<String> args) {
    spark();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      Dynalake.run(args.toArray(String[]::new));
      return new Run(0, "", printed.toString(UTF_8));
    } catch (JobException e) {
      String message = String.valueOf(e.getMessage());
      return new Run(e.code().exitCode(), message, printed.toString(UTF_8));
    } finally {
      System.setOut(out);
    }
  }

  /** Files that readers see, relative to the dataset. */
  List<String> dataFiles() {
    return files().stream().filter(f -> !f.startsWith("_") && !f.contains("/_")).toList();
  }

  /** All files, relative to the dataset. */
  List<String> files() {
    if (!Files.isDirectory(target())) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(target())) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> target().relativize(path).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Directories that hold data files. */
  List<String> partitions() {
    TreeSet<String> directories = new TreeSet<>();
    for (String file : dataFiles()) {
      directories.add(file.substring(0, Math.max(file.lastIndexOf('/'), 0)));
    }
    return List.copyOf(directories);
  }

  /** The files of a folder below {@code _dynalake}, put together. */
  String metadata(String folder) {
    StringBuilder text = new StringBuilder();
    for (String file : files()) {
      if (file.startsWith("_dynalake/" + folder + "/")
          && !file.substring(file.lastIndexOf('/') + 1).startsWith(".")) {
        text.append(read(target().resolve(file)));
      }
    }
    return text.toString();
  }

  JsonNode report(String runId) {
    return json(read(target().resolve("_dynalake/reports/" + runId + ".json")));
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DuckParquet duck() {
    return DuckParquet.in(target());
  }

  List<Map<String, @Nullable Object>> rows() {
    return duck().rows();
  }

  /** The values of a column, sorted as text. */
  List<String> values(String column) {
    return rows().stream().map(row -> String.valueOf(row.get(column))).sorted().toList();
  }

  Dataset<Row> frame() {
    return spark().read().parquet(target().toString());
  }
}
