package io.dynalake.testsupport.demo;

import io.dynalake.testsupport.duckdb.ParquetRows;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where a demo takes place: a folder, and the launcher.
 *
 * @param home of the launcher
 * @param out takes what happens
 */
record Stage(Path home, PrintStream out) {
  private static final String LEDGER = "target/demo/ledger.db";

  /** An empty folder. */
  Path prepare() throws IOException {
    Path folder = home.resolve("target/demo");
    delete(folder);
    Files.createDirectories(folder);
    return folder;
  }

  void begin(Cloud cloud) {
    out.printf("DynamoDB, with exports  %s%n", cloud.dynamoDbEndpoint());
    out.printf("S3                      %s%n", cloud.s3Endpoint());
  }

  /** Runs a job as anybody would type it. */
  void run(Cloud cloud, List<String> job) throws IOException, InterruptedException {
    out.printf("%n$ DYNALAKE_LEDGER=%s ./dynalake %s%n", LEDGER, String.join(" ", job));
    out.flush();
    List<String> command = new ArrayList<>(List.of(home.resolve("dynalake").toString()));
    command.addAll(cloud.sparkOptions());
    command.addAll(job);
    ProcessBuilder process = new ProcessBuilder(command).directory(home.toFile()).inheritIO();
    process.environment().putAll(cloud.environment());
    process.environment().put("DYNALAKE_LEDGER", LEDGER);
    int exit = process.start().waitFor();
    if (exit != 0) {
      throw new IOException("the job ended with exit code " + exit);
    }
  }

  /** The rows of a dataset, by directory. */
  static Map<String, List<String>> rows(Path dataset) throws IOException {
    try (Stream<Path> files = Files.walk(dataset)) {
      return ParquetRows.byDirectory(
          dataset,
          files
              .map(file -> dataset.relativize(file).toString())
              .filter(file -> file.endsWith(".parquet") && !file.startsWith("_"))
              .toList());
    }
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
