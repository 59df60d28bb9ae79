package io.dynalake.it.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.it.run.Place;
import io.dynalake.ledger.Ledger;
import io.dynalake.ledger.Ledgers;
import io.dynalake.ledger.PartRecord;
import io.dynalake.ledger.PartState;
import io.dynalake.ledger.RunRecord;
import io.dynalake.ledger.RunState;
import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.fault.Fault;
import io.dynalake.testsupport.fault.Rule;
import io.dynalake.testsupport.job.JobProcess;
import io.dynalake.testsupport.job.JobProcess.Ended;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of a scan between its first and its last segment, then the same command again.
 */
@TestInstance(Lifecycle.PER_CLASS)
class DriverKilledIT {
  private static final String TABLE = "Survivor";
  private static final int ITEMS = 2_000;
  private static final int SEGMENTS = 16;

  private LiveTables live;
  private Path temporary;
  private List<String> stored;

  @BeforeAll
  void start(@TempDir Path folder) {
    live = LiveTables.start();
    temporary = folder;
    stored = live.hold(TABLE, new RandomItems(23).stream(ITEMS));
    assertThat(stored).hasSize(ITEMS);
  }

  @BeforeEach
  void forget() {
    live.forget();
  }

  @AfterAll
  void stop() {
    live.close();
  }

  @Test
  void landsTheRestOnDisk() {
    killAndLandTheRest(Place.local(temporary));
  }

  @Test
  void landsTheRestInABucket() {
    killAndLandTheRest(Place.s3a(temporary));
  }

  private void killAndLandTheRest(Place place) {
    Set<Integer> landed = kill(place);
    assertThat(landed).hasSizeBetween(3, SEGMENTS - 1);
    assertThat(place.files("landing")).noneMatch(file -> file.contains("manifest"));

    forget();
    try (JobProcess again = scan(place)) {
      Ended ended = again.await();
      assertThat(ended.exitCode()).as(ended.text()).isZero();
      assertThat(ended.text()).contains("going on with the unfinished scan");
    }
    Set<Integer> missing = IntStream.range(0, SEGMENTS).boxed().collect(Collectors.toSet());
    missing.removeAll(landed);
    assertThat(live.proxy().log().segments()).isEqualTo(missing);
    requireRecorded(landed);
    assertThat(Landings.scanFacts(place, "landing").get("segmentsRead").asInt())
        .isEqualTo(missing.size());
    String export = Landings.export(place, "landing");
    assertThat(Landings.items(place, export)).isEqualTo(stored);
    assertThat(new TreeSet<>(place.files(export + "/data")))
        .as("no data file of an attempt that died")
        .isEqualTo(Landings.dataFiles(place, export));
  }

  /** One run, of the first start's name; what it had landed was tried once. */
  private void requireRecorded(Set<Integer> landed) {
    try (Ledger ledger = Ledgers.open(ledger(), Ledgers.PATIENCE, note -> {})) {
      RunRecord run = ledger.runs(9).get(0);
      assertThat(run.state()).isEqualTo(RunState.COMPLETED);
      List<PartRecord> parts = ledger.parts(run.runId(), Set.of(PartState.COMPLETED));
      assertThat(parts).hasSize(SEGMENTS);
      assertThat(parts.stream().mapToLong(PartRecord::items).sum()).isEqualTo(ITEMS);
      assertThat(parts)
          .filteredOn(part -> landed.contains(Integer.parseInt(part.id().substring(8))))
          .allMatch(part -> part.attemptsMade() == 1)
          .hasSameSizeAs(landed);
      // Those that two cores were at when the driver died.
      assertThat(parts).filteredOn(part -> part.attemptsMade() > 1).hasSizeLessThan(4);
      assertThat(parts).allMatch(part -> part.attemptsMade() < 3);
    }
  }

  private String ledger() {
    return temporary.resolve("ledger.db").toString();
  }

  /** Kills a scan that has landed some segments; returns which. */
  private Set<Integer> kill(Place place) {
    live.proxy().rule(Rule.on("Scan").always(new Fault.Delay(Duration.ofMillis(100))));
    live.proxy().rule(Rule.on("Scan").always(new Fault.SmallPage(30)));
    try (JobProcess job = scan(place)) {
      while (job.running() && Landings.segments(place, "landing").size() < 3) {
        pause();
      }
      assertThat(job.kill()).as("in the middle: %s", job).isTrue();
    }
    return Landings.segments(place, "landing");
  }

  private JobProcess scan(Place place) {
    return live.start(
        List.of("--master", "local[2]"),
        place,
        "export",
        TABLE,
        "--via=scan",
        "--landing=" + place.uri("landing"),
        "--ledger=" + ledger(),
        "--total-segments=" + SEGMENTS);
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
