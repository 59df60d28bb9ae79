package io.dynalake.it.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dynalake.it.run.Place;
import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.fault.CallLog;
import io.dynalake.testsupport.fault.Fault;
import io.dynalake.testsupport.fault.FaultProxy;
import io.dynalake.testsupport.fault.Rule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scans of a table that throttles, fails and cuts connections. {@code -Dfault.seed=N} chooses other
 * requests to fail.
 */
@TestInstance(Lifecycle.PER_CLASS)
class FaultyTableIT {
  private static final String TABLE = "Faulty";
  private static final int ITEMS = 1_500;
  private static final long SEED = Long.getLong("fault.seed", 20_241);

  private LiveTables live;
  private Place bucket;
  private Place disk;
  private List<String> stored;

  @BeforeAll
  void start(@TempDir Path temporary) {
    live = LiveTables.start();
    bucket = Place.s3a(temporary);
    disk = Place.local(temporary);
    stored = live.hold(TABLE, new RandomItems(31).stream(ITEMS));
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
  void losesAndDoublesNothingWhereThreeOfTenRequestsAreThrottled() {
    throttle().rule(Rule.on("Scan").always(new Fault.SmallPage(15)));
    JsonNode facts = land(bucket, "throttled");

    CallLog log = live.proxy().log();
    assertThat(log.faults(Fault.Throttle.class)).isBetween(share(0.2), share(0.4));
    assertThat(facts.get("throttles").asLong()).isEqualTo(log.faults(Fault.Throttle.class));
    assertThat(facts.get("retries").asLong()).isEqualTo(log.faults(Fault.Throttle.class));
  }

  @Test
  void slowsDownOnThrottlesAndStillReadsAll() {
    throttle().rule(Rule.on("Scan").always(new Fault.SmallPage(60)));
    JsonNode facts = land(disk, "paced", "--max-rcu=2000");

    assertThat(facts.get("throttles").asLong())
        .isEqualTo(live.proxy().log().faults(Fault.Throttle.class))
        .isPositive();
  }

  @Test
  void losesAndDoublesNothingWhereEverythingGoesWrong() {
    throttle()
        .rule(Rule.on("Scan").share(0.04, SEED + 3, new Fault.CutBefore()))
        .rule(Rule.on("Scan").share(0.04, SEED + 4, new Fault.CutInBody()))
        .rule(Rule.on("Scan").share(0.04, SEED + 5, new Fault.CutAfter()))
        .rule(Rule.on("Scan").share(0.04, SEED + 6, new Fault.ServerError()))
        .rule(Rule.on("Scan").share(0.3, SEED + 7, new Fault.SmallPage(7)))
        .rule(Rule.on("Scan").always(new Fault.SmallPage(12)));
    JsonNode facts = land(disk, "wrong");

    CallLog log = live.proxy().log();
    long failed =
        log.faults(Fault.Throttle.class)
            + log.faults(Fault.CutBefore.class)
            + log.faults(Fault.CutInBody.class)
            + log.faults(Fault.CutAfter.class)
            + log.faults(Fault.ServerError.class);
    for (Class<? extends Fault> kind :
        List.of(
            Fault.CutBefore.class,
            Fault.CutInBody.class,
            Fault.CutAfter.class,
            Fault.ServerError.class)) {
      assertThat(log.faults(kind)).as("%s", kind).isPositive();
    }
    assertThat(facts.get("throttles").asLong()).isEqualTo(log.faults(Fault.Throttle.class));
    assertThat(facts.get("retries").asLong()).isEqualTo(failed);
  }

  @Test
  void makesTheSameDatasetOfAFaultyTable() {
    String sound = "sound";
    live.run("backfill", TABLE, options("raw-sound", "--target=" + disk.uri(sound)));
    throttle()
        .rule(Rule.on("Scan").share(0.1, SEED + 3, new Fault.CutInBody()))
        .rule(Rule.on("Scan").always(new Fault.SmallPage(25)));
    live.run("backfill", TABLE, options("raw-faulty", "--target=" + disk.uri("faulty")));

    assertThat(live.proxy().log().faults(Fault.CutInBody.class)).isPositive();
    assertThat(disk.rows("faulty")).isEqualTo(disk.rows(sound));
    assertThat(disk.rows("faulty").get("")).hasSize(ITEMS);
  }

  /** By all exceptions that mean it, three of ten requests together. */
  private FaultProxy throttle() {
    Fault provisioned = new Fault.Throttle();
    Fault limit = new Fault.Throttle(Fault.Throttle.REQUEST_LIMIT);
    Fault throttling = new Fault.Throttle(Fault.Throttle.THROTTLING);
    return live.proxy()
        .rule(Rule.on("Scan").share(0.2, SEED, provisioned))
        .rule(Rule.on("Scan").share(0.06, SEED + 1, limit))
        .rule(Rule.on("Scan").share(0.06, SEED + 2, throttling));
  }

  private long share(double share) {
    return Math.round(live.proxy().log().calls("Scan").size() * share);
  }

  /** Lands the table and sees that it is all there, once; returns what the report says. */
  private JsonNode land(Place place, String landing, String... more) {
    String[] options = options(landing, more);
    options[1] = "--landing=" + place.uri(landing);
    live.run("export", TABLE, options);
    assertThat(Landings.items(place, Landings.export(place, landing))).isEqualTo(stored);
    return Landings.scanFacts(place, landing);
  }

  private String[] options(String landing, String... more) {
    String[] options = new String[more.length + 2];
    options[0] = "--via=scan";
    options[1] = "--landing=" + disk.uri(landing);
    System.arraycopy(more, 0, options, 2, more.length);
    return options;
  }
}
