package io.dynalake.it.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.dynalake.it.run.Place;
import io.dynalake.testsupport.export.Value;
import io.dynalake.testsupport.fault.Call;
import io.dynalake.testsupport.job.JobProcess;
import io.dynalake.testsupport.job.JobProcess.Ended;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The capacity that all tasks of a scan consume together, as the requests themselves say it. */
@TestInstance(Lifecycle.PER_CLASS)
class CapacityIT {
  private static final String TABLE = "Paced";

  /** Units per second; the table costs that of a quarter of a minute. */
  private static final int CAP = 160;

  private static final int ITEMS = 4_500;
  private static final Duration WINDOW = Duration.ofSeconds(10);

  private LiveTables live;
  private Place disk;
  private List<String> stored;

  @BeforeAll
  void start(@TempDir Path temporary) {
    live = LiveTables.start();
    disk = Place.local(temporary);
    stored = live.hold(TABLE, items());
    assertThat(stored).hasSize(ITEMS);
  }

  /** Of 0.1 to 8 KB, so that no two pages of as many items cost the same. */
  private static Stream<Value.MapOf> items() {
    Random random = new Random(11);
    return Stream.iterate(0, i -> i < ITEMS, i -> i + 1)
        .map(
            i ->
                new Value.MapOf(
                    Map.of(
                        "pk", new Value.Text("item " + i),
                        "text", new Value.Text("x".repeat(100 + random.nextInt(8_000))))));
  }

  @AfterAll
  void stop() {
    live.close();
  }

  @ParameterizedTest(name = "{0} tasks at once")
  @ValueSource(ints = {1, 2, 8})
  void consumesTheCapacityThatItMayAndNoMore(int tasks) {
    live.proxy().log().clear();
    String landing = "by-" + tasks;
    List<String> master = List.of("--master", "local[" + tasks + "]");
    try (JobProcess job =
        live.start(
            master,
            disk,
            "export",
            TABLE,
            "--via=scan",
            "--landing=" + disk.uri(landing),
            "--max-rcu=" + CAP)) {
      Ended ended = job.await();
      assertThat(ended.exitCode()).as(ended.text()).isZero();
    }

    assertThat(Landings.items(disk, Landings.export(disk, landing))).isEqualTo(stored);
    double most = live.proxy().log().mostConsumedIn(WINDOW) / WINDOW.toSeconds();
    double mean = mean(live.proxy().log().calls("Scan"));
    String figures = "at most %.1f a second in %s, %.1f on average".formatted(most, WINDOW, mean);
    System.out.printf("%d tasks, cap %d: %s%n", tasks, CAP, figures);
    assertThat(most).as(figures).isLessThanOrEqualTo(1.1 * CAP);
    assertThat(mean).as(figures).isBetween(0.8 * CAP, 1.1 * CAP);

    JsonNode facts = Landings.scanFacts(disk, landing);
    assertThat(facts.get("consumedCapacity").asDouble())
        .isEqualTo(live.proxy().log().consumedCapacity());
    assertThat(facts.get("segments").asInt()).isEqualTo(4 * tasks);
    // Of the whole run, which starts and ends beside the reading.
    assertThat(facts.get("unitsPerSecond").asDouble()).isCloseTo(mean, withinPercentage(50));
  }

  /** Units per second from the first page to the last that had items. */
  private static double mean(List<Call> scans) {
    List<Call> read =
        scans.stream().filter(call -> call.page().filter(p -> p.count() > 0).isPresent()).toList();
    Duration time = Duration.between(read.get(0).at(), read.get(read.size() - 1).at());
    assertThat(time).as("long enough to be judged").isGreaterThan(WINDOW);
    return read.stream().mapToDouble(Call::consumedCapacity).sum() / (time.toMillis() / 1e3);
  }
}
