package io.dynalake.testsupport.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Brings a live table into two datasets, by a scan and by an export of DynamoDB's, and compares
 * them.
 */
final class Demo {
  private final Stage stage;
  private final int items;

  Demo(Stage stage, int items) {
    this.stage = stage;
    this.items = items;
  }

  /** Whether both datasets hold every item, and the same. */
  boolean run() throws IOException, InterruptedException {
    Path folder = stage.prepare();
    long start = System.nanoTime();
    try (Cloud cloud = new Cloud(Duration.ZERO)) {
      stage.begin(cloud);
      stage.out().printf("table %s: %,d items are put …%n", Cloud.TABLE, items);
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
      stage
          .out()
          .printf(
              "%nAll of it took %.0f s. The dataset of the scan stays in %s.%n",
              Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3,
              stage.home().relativize(folder));
      return same;
    }
  }

  private void convert(Cloud cloud, String via, String landing, String target)
      throws IOException, InterruptedException {
    List<String> job = new ArrayList<>(List.of("backfill"));
    job.addAll(cloud.tableOptions());
    job.addAll(List.of("--via", via, "--landing", landing, "--target", target));
    job.addAll(List.of("--partition-by", "month(updatedAt)"));
    stage.run(cloud, job);
  }

  private boolean compare(Cloud cloud, Path scanned, String exported, Path copy)
      throws IOException {
    Map<String, List<String>> byScan = Stage.rows(scanned);
    cloud.download(exported, copy);
    Map<String, List<String>> byExport = Stage.rows(copy);
    long count = byScan.values().stream().mapToLong(List::size).sum();
    boolean same = count == items && byScan.equals(byExport);
    stage
        .out()
        .printf(
            "%nby scan: %,d rows in %,d partitions; by export: %,d rows in %,d partitions; %s%n",
            count,
            byScan.size(),
            byExport.values().stream().mapToLong(List::size).sum(),
            byExport.size(),
            same ? "the rows are the same" : "THEY DIFFER");
    Stage.delete(copy);
    return same;
  }
}
