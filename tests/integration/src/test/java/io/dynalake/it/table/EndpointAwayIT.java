package io.dynalake.it.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dynalake.it.run.Place;
import io.dynalake.testsupport.dynamodb.TableSpec;
import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.fault.Fault;
import io.dynalake.testsupport.fault.Rule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** DynamoDB goes away in the middle of a scan, for {@code -Daway.seconds=60} if asked. */
@TestInstance(Lifecycle.PER_CLASS)
class EndpointAwayIT {
  private static final String TABLE = "Distant";
  private static final int ITEMS = 2_000;
  private static final Duration AWAY = Duration.ofSeconds(Long.getLong("away.seconds", 10));

  private LiveTables live;
  private Place bucket;

  @BeforeAll
  void start(@TempDir Path temporary) {
    live = LiveTables.start();
    bucket = Place.s3a(temporary);
    live.tables().create(TableSpec.of(TABLE, TableSpec.Key.text("pk")));
    live.tables().fill(TABLE, new RandomItems(41).stream(ITEMS));
  }

  @AfterAll
  void stop() {
    live.close();
  }

  @Test
  void goesOnWhereItWasWhenTheEndpointIsBack() throws Exception {
    List<String> stored = Landings.comparable(live.tables().items(TABLE));
    live.proxy().rule(Rule.on("Scan").always(new Fault.SmallPage(25)));
    live.proxy().rule(Rule.on("Scan").always(new Fault.Delay(Duration.ofMillis(20))));
    CompletableFuture<Void> scan =
        CompletableFuture.runAsync(
            () -> live.run("export", TABLE, "--via=scan", "--landing=" + bucket.uri("away")));
    while (live.proxy().log().calls("Scan").size() < 30 && !scan.isDone()) {
      Thread.sleep(5);
    }
    int before = live.proxy().log().calls("Scan").size();
    long left = System.nanoTime();
    live.proxy().away(AWAY);
    assertThat(scan).as("in the middle").isNotDone();
    scan.join();

    assertThat(Duration.ofNanos(System.nanoTime() - left)).isGreaterThan(AWAY);
    assertThat(Landings.items(bucket, Landings.export(bucket, "away"))).isEqualTo(stored);
    JsonNode facts = Landings.scanFacts(bucket, "away");
    assertThat(facts.get("retries").asLong()).isPositive();
    assertThat(facts.get("throttles").asLong()).isZero();
    // No segment was begun again: a page was asked for twice at most by each that was under way.
    long pages = live.proxy().log().calls("Scan").size();
    assertThat(pages).isGreaterThan(before).isLessThan(2 * ITEMS / 25);
  }
}
