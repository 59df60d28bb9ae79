package io.dynalake.it.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.dynalake.it.run.Place;
import io.dynalake.testsupport.dynamodb.TableSpec;
import io.dynalake.testsupport.export.Value;
import io.dynalake.testsupport.fault.Call;
import io.dynalake.testsupport.job.JobProcess;
import io.dynalake.testsupport.job.JobProcess.Ended;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The capacity that all tasks of a job consume together, as the requests themselves say it.
 *
 * <p>System property {@code capacity.load.tasks}: with how many tasks a load is tried, default
 * {@code 8}; e.g. {@code 1,2,8}.
 */
@TestInstance(Lifecycle.PER_CLASS)
class CapacityIT {
  private static final String TABLE = "Paced";

  /** Units per second; the table costs that of a quarter of a minute. */
  private static final int CAP = 160;

  private static final int ITEMS = 4_500;

  /** As long as those take to be read. */
  private static final int LOADED = 600;

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
    double mean =
        mean(
            live.proxy().log().calls("Scan").stream()
                .filter(call -> call.page().filter(page -> page.count() > 0).isPresent())
                .toList());
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

  static IntStream loadTasks() {
    return Arrays.stream(System.getProperty("capacity.load.tasks", "8").split(",", -1))
        .mapToInt(Integer::parseInt);
  }

  @ParameterizedTest(name = "{0} tasks at once")
  @MethodSource("loadTasks")
  void consumesNoMoreWhenItWrites(int tasks) {
    String table = "Loaded" + tasks;
    live.tables().create(TableSpec.of(table, TableSpec.Key.text("pk")));
    for (int file = 0; file < 2; file++) {
      disk.write("load/" + file + ".json", loaded(file).getBytes(UTF_8));
    }
    live.proxy().log().clear();
    try (JobProcess job =
        live.start(
            List.of("--master", "local[" + tasks + "]"),
            disk,
            "load",
            table,
            "--from=" + disk.uri("load"),
            "--format=dynamodb-json",
            "--dead-letters=" + disk.uri("dead"),
            "--max-wcu=" + CAP)) {
      Ended ended = job.await();
      assertThat(ended.exitCode()).as(ended.text()).isZero();
    }
    assertThat(live.tables().items(table)).hasSize(LOADED);
    List<Call> writes = live.proxy().log().calls("BatchWriteItem");
    double most = live.proxy().log().mostConsumedIn(WINDOW) / WINDOW.toSeconds();
    double mean = mean(writes);
    String figures = "at most %.1f a second in %s, %.1f on average".formatted(most, WINDOW, mean);
    System.out.printf("load, %d tasks, cap %d: %s%n", tasks, CAP, figures);
    assertThat(most).as(figures).isLessThanOrEqualTo(1.1 * CAP);
    assertThat(mean).as(figures).isBetween(0.8 * CAP, 1.1 * CAP);
  }

  /** Half of the items. */
  private static String loaded(int file) {
    return IntStream.range(0, LOADED)
        .filter(i -> i % 2 == file)
        .mapToObj(
            i ->
                "{\"pk\":{\"S\":\"item %d\"},\"text\":{\"S\":\"%s\"}}%n"
                    .formatted(i, "x".repeat(100 + i * 7_919 % 8_000)))
        .collect(Collectors.joining());
  }

  /** Units per second from the first of these calls to the last. */
  private static double mean(List<Call> calls) {
    Duration time = Duration.between(calls.get(0).at(), calls.get(calls.size() - 1).at());
    assertThat(time).as("long enough to be judged").isGreaterThan(WINDOW);
    return calls.stream().mapToDouble(Call::consumedCapacity).sum() / (time.toMillis() / 1e3);
  }
}
