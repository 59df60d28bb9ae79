package io.dynalake.testsupport.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps a dataset as a table that changes, and compares it with a scan of the table. */
final class FollowDemo {
  private static final Duration HOUR = Duration.ofHours(1);

  /** More than a table lags behind in what it can be restored to. */
  private static final Duration LAG = Duration.ofMinutes(10);

  private final Stage stage;
  private final int items;

  FollowDemo(Stage stage, int items) {
    this.stage = stage;
    this.items = items;
  }

  /** Whether the dataset holds what the table holds. */
  boolean run() throws IOException, InterruptedException {
    Path folder = stage.prepare();
    int some = Math.max(1, items / 200);
    try (Cloud cloud = new Cloud(HOUR.plus(LAG))) {
      stage.begin(cloud);
      stage.out().printf("an hour ago: %,d items are put into %s …%n", items, Cloud.TABLE);
      cloud.fill(items);
      cloud.advance(LAG);
      Path now = folder.resolve("orders-now");
      follow(cloud, now);
      stage
          .out()
          .printf(
              "%n%,d items are deleted, %,d replaced and %,d added; an hour goes by%n",
              some, some, some);
      cloud.change(items, some);
      cloud.advance(HOUR);
      follow(cloud, now);

      Path scanned = folder.resolve("orders-by-scan");
      List<String> scan = new ArrayList<>(List.of("backfill"));
      scan.addAll(cloud.tableOptions());
      scan.addAll(List.of("--via", "scan", "--landing", folder.resolve("landing").toString()));
      scan.addAll(List.of("--target", scanned.toString()));
      stage.run(cloud, scan);
      return compare(now, scanned);
    }
  }

  private void follow(Cloud cloud, Path target) throws IOException, InterruptedException {
    List<String> job = new ArrayList<>(List.of("apply", "--follow"));
    job.addAll(cloud.tableOptions());
    job.addAll(List.of("--via", "pitr", "--landing", "s3a://" + Cloud.BUCKET + "/landing"));
    job.addAll(List.of("--target", target.toString(), "--table-format", "parquet"));
    stage.run(cloud, job);
  }

  private boolean compare(Path now, Path scanned) throws IOException {
    List<String> followed = all(now);
    boolean same = followed.size() == items && followed.equals(all(scanned));
    stage
        .out()
        .printf(
            "%nfollowed: %,d rows; a scan of the table: %s%n",
            followed.size(), same ? "the same rows" : "THEY DIFFER");
    return same;
  }

  /** Without the time of their last change, which a scan does not tell. */
  private static List<String> all(Path dataset) throws IOException {
    return Stage.rows(dataset).values().stream()
        .flatMap(List::stream)
        .map(row -> row.replaceAll("_written_at=[^,}]*(, )?", ""))
        .sorted()
        .toList();
  }
}
