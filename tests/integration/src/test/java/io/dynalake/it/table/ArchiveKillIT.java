package io.dynalake.it.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.it.run.Place;
import io.dynalake.testsupport.export.Value;
import io.dynalake.testsupport.job.JobProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of an archive at random moments, while another client changes items: at each of
 * them every item is in the table or in a complete landing, as it was last, and the same command
 * ends it.
 *
 * <p>System properties: {@code archive.kills} (default 1), {@code archive.seed}.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ArchiveKillIT {
  private static final int KILLS = Integer.getInteger("archive.kills", 1);
  private static final long SEED = Long.getLong("archive.seed", System.nanoTime() & 0xff_ffff);
  private static final int ITEMS = 3_000;
  private static final long PAUSE_MILLIS = 150;
  private static final Pattern FIELDS = Pattern.compile("pk=\\{S=\"(.*?)\"}.*v=\\{N=(\\d+)}");

  private LiveTables live;
  private Place bucket;
  private Place disk;

  @BeforeAll
  void start(@TempDir Path temporary) {
    live = LiveTables.start();
    bucket = Place.s3a(temporary);
    disk = Place.local(temporary);
  }

  @AfterAll
  void stop() {
    live.close();
  }

  @Test
  void losesNoItemAndDeletesNoneThatWasChanged() throws InterruptedException {
    System.out.printf("archive.seed=%d, archive.kills=%d%n", SEED, KILLS);
    Random random = new Random(SEED);
    Duration whole = undisturbed();
    int killed = 0;
    for (int round = 1; round <= KILLS; round++) {
      String table = "Round" + round;
      hold(table);
      long moment = (long) (whole.toMillis() * (round - 1 + random.nextDouble()) / KILLS);
      Map<String, Long> last;
      try (ChangingClient other =
          new ChangingClient(
              live.tables().client(), table, ITEMS, PAUSE_MILLIS, random.nextLong())) {
        last = other.versions();
        try (JobProcess job = live.start(List.of(), bucket, "archive", table, options(table))) {
          Thread.sleep(moment);
          killed += job.kill() ? 1 : 0;
        }
        requireEachSomewhere(table, last);
        live.run("archive", table, options(table));
      }
      Map<String, Long> archived = archived(table);
      Map<String, Long> stored = requireEachSomewhere(table, last);
      assertThat(archived).hasSize(ITEMS);
      assertThat(stored)
          .as("what stays was changed")
          .allSatisfy((key, version) -> assertThat(version).isGreaterThan(archived.get(key)));
      restore(table, archived);
      System.out.printf(
          "round %d: killed after %d ms, %d changed items stay%n", round, moment, stored.size());
    }
    assertThat(killed).isGreaterThan(0);
  }

  private Duration undisturbed() {
    hold("Undisturbed");
    long began = System.nanoTime();
    try (JobProcess job =
        live.start(List.of(), bucket, "archive", "Undisturbed", options("Undisturbed"))) {
      JobProcess.Ended ended = job.await();
      assertThat(ended.exitCode()).as(ended.text()).isZero();
    }
    assertThat(live.tables().items("Undisturbed")).isEmpty();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private void hold(String table) {
    live.hold(
        table,
        IntStream.range(0, ITEMS)
            .mapToObj(
                i ->
                    new Value.MapOf(
                        Map.of(
                            "pk", new Value.Text(ChangingClient.key(i)),
                            "v", Value.Decimal.of("0"),
                            "text", new Value.Text("x".repeat(i % 300))))));
    live.protect(table);
  }

  private String[] options(String table) {
    List<String> options = new ArrayList<>();
    options.add("--landing=" + bucket.uri(table));
    options.add("--ledger=" + disk.uri("ledger.db").replaceFirst("^file:/*", "/"));
    // By its name a run that was killed when all was done is known to be done.
    options.addAll(List.of("--delete", "--confirm=" + table, "--run-id=" + table));
    return options.toArray(String[]::new);
  }

  private void restore(String table, Map<String, Long> archived) {
    live.run(
        "load",
        table + "Again",
        "--from=s3a://" + bucket.bucket() + "/" + Landings.export(bucket, table),
        "--format=export",
        "--create-table=pk:S",
        "--dead-letters=" + disk.uri("dead"),
        "--ledger=" + disk.uri("ledger.db").replaceFirst("^file:/*", "/"));
    assertThat(stored(table + "Again")).isEqualTo(archived);
  }

  private Map<String, Long> stored(String table) {
    return versions(Landings.comparable(live.tables().items(table)));
  }

  /** Of a complete landing; empty while there is none. */
  private Map<String, Long> archived(String table) {
    boolean complete =
        bucket.files(table).stream().anyMatch(file -> file.endsWith("/manifest-summary.json"));
    return complete ? versions(Landings.items(bucket, Landings.export(bucket, table))) : Map.of();
  }

  private static Map<String, Long> versions(List<String> items) {
    Map<String, Long> versions = new HashMap<>();
    for (String item : items) {
      Matcher fields = FIELDS.matcher(item);
      assertThat(fields.find()).as(item).isTrue();
      assertThat(versions.put(fields.group(1), Long.valueOf(fields.group(2)))).as(item).isNull();
    }
    return versions;
  }

  /** Items that are changed meanwhile are in the table, and found there again. */
  private Map<String, Long> requireEachSomewhere(String table, Map<String, Long> last) {
    Map<String, Long> archived = archived(table);
    Map<String, Long> expected = new HashMap<>(last);
    Map<String, Long> stored = stored(table);
    expected.forEach(
        (key, version) ->
            assertThat(
                    version.equals(archived.get(key)) || stored.getOrDefault(key, -1L) >= version)
                .as(
                    "%s, version %d, archived %s, stored %s",
                    key, version, archived.get(key), stored.get(key))
                .isTrue());
    return stored;
  }
}
