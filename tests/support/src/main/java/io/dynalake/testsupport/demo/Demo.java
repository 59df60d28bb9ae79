package io.dynalake.testsupport.demo;

import io.dynalake.testsupport.duckdb.ParquetRows;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Brings a live table into two datasets, by a scan and by an export of DynamoDB's, and compares
 * them.
 */
final class Demo {
  private static final String LEDGER = "target/demo/ledger.db";

  private final Path home;
  private final PrintStream out;
  private final int items;

  Demo(Path home, PrintStream out, int items) {
    this.home = home;
    this.out = out;
    this.items = items;
  }

  /** Whether both datasets hold every item, and the same. */
  boolean run() throws IOException, InterruptedException {
    Path folder = home.resolve("target/demo");
    delete(folder);
    Files.createDirectories(folder);
    long start = System.nanoTime();
    try (Cloud cloud = new Cloud()) {
      out.printf("DynamoDB, with exports  %s%n", cloud.dynamoDbEndpoint());
      out.printf("S3                      %s%n", cloud.s3Endpoint());
      out.printf("table %s: %,d items are put …%n", Cloud.TABLE, items);
      cloud.fill(items);
      String scanned = folder.resolve("orders-by-scan").toString();
      convert(cloud, "scan", folder.resolve("landing").toString(), scanned);
      String exported = "orders-by-export";
      convert(
          cloud,
          "pitr",
          "s3a://" + Cloud.BUCKET + "/landing",
          "s3a://" + Cloud.BUCKET + "/" + exported);
      boolean same = compare(cloud, Path.of(scanned), exported, folder.resolve("copy"));
      out.printf(
          "%nAll of it took %.0f s. The dataset of the scan stays in %s.%n",
          Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3, home.relativize(folder));
      return same;
    }
  }

  private void convert(Cloud cloud, String via, String landing, String target)
      throws IOException, InterruptedException {
    List<String> job = new ArrayList<>(List.of("backfill"));
    job.addAll(cloud.tableOptions());
    job.addAll(
        List.of(
            "--via",
            via,
            "--landing",
            landing,
            "--target",
            target,
            "--partition-by",
            "month(updatedAt)"));
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

  private boolean compare(Cloud cloud, Path scanned, String exported, Path copy)
      throws IOException {
    Map<String, List<String>> byScan;
    try (Stream<Path> files = Files.walk(scanned)) {
      byScan = rows(scanned, files.map(file -> scanned.relativize(file).toString()).toList());
    }
    Map<String, List<String>> byExport = rows(copy, cloud.download(exported, copy));
    long count = byScan.values().stream().mapToLong(List::size).sum();
    boolean same = count == items && byScan.equals(byExport);
    out.printf(
        "%nby scan: %,d rows in %,d partitions; by export: %,d rows in %,d partitions; %s%n",
        count,
        byScan.size(),
        byExport.values().stream().mapToLong(List::size).sum(),
        byExport.size(),
        same ? "the rows are the same" : "THEY DIFFER");
    delete(copy);
    return same;
  }

  private static Map<String, List<String>> rows(Path root, List<String> files) {
    return ParquetRows.byDirectory(
        root,
        files.stream().filter(file -> file.endsWith(".parquet") && !file.startsWith("_")).toList());
  }

  private static void delete(Path folder) throws IOException {
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
