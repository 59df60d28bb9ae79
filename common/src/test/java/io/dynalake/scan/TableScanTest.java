package io.dynalake.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.capacity.Capacity;
import io.dynalake.capacity.LiveTable;
import io.dynalake.capacity.RateTarget;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.Exports;
import io.dynalake.export.FullExport;
import io.dynalake.export.Landing;
import io.dynalake.export.SegmentRecord;
import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.export.Value;
import io.dynalake.testsupport.fault.Fault;
import io.dynalake.testsupport.fault.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableScanTest {
  private static final Configuration HADOOP = new Configuration();

  @SuppressWarnings("NullAway.Init")
  private static JavaSparkContext spark;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path landing;

  @BeforeAll
  static void startSpark() {
    spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("scan")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "localhost"));
    // Failing tasks are what some tests are about.
    spark.setLogLevel("OFF");
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  private ScanSettings settings(LiveTable table) {
    return ScanSettings.of(table.request(), table.aws(), landing.toString());
  }

  private ScanResult scan(ScanSettings settings) {
    return TableScan.run(spark, settings, HADOOP, begin -> {});
  }

  private List<Value.MapOf> landed() {
    return LandedItems.in(landing.toString(), HADOOP);
  }

  private static Stream<Value.MapOf> numbered(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Value.MapOf(
                    Map.of(
                        "pk", new Value.Text("k" + i), "n", Value.Decimal.of(String.valueOf(i)))));
  }

  @Test
  void landsEveryItemOfATableAsAnExport() {
    try (LiveTable table = LiveTable.create(new RandomItems(1).stream(500))) {
      ScanResult result = scan(settings(table));
      assertThat(result.complete()).isTrue();
      assertThat(result.items()).isEqualTo(500);
      assertThat(result.totalSegments()).isEqualTo(8);
      assertThat(landed()).containsExactlyInAnyOrderElementsOf(table.items());
      assertThat(result.landed().scanned()).isEqualTo(500);
      assertThat(result.landed().capacity())
          .isEqualTo(table.proxy().log().consumedCapacity())
          .isPositive();
      FullExport export = Exports.open(landing.toString(), HADOOP);
      assertThat(export.warnings()).isEmpty();
      assertThat(export.tableArn()).endsWith(":table/" + table.name());
    }
  }

  @Test
  void landsAnEmptyTableAsAnExportWithoutItems() {
    try (LiveTable table = LiveTable.create(Stream.empty())) {
      assertThat(scan(settings(table)).items()).isZero();
      assertThat(Exports.open(landing.toString(), HADOOP).files()).hasSize(1);
      assertThat(landed()).isEmpty();
    }
  }

  @Test
  void readsOnlyWhatIsMissingWhenItIsStartedAgain() throws IOException {
    try (LiveTable table = LiveTable.create(numbered(200))) {
      scan(settings(table).withShare(SegmentShare.parse("0-4")));
      assertThat(table.proxy().log().segments()).isEqualTo(Set.of(0, 1, 2, 3, 4));
      assertThatThrownBy(this::landed).hasMessageContaining("not finished");

      table.proxy().log().clear();
      Path dead = deadFile();
      ScanResult result = scan(settings(table));
      assertThat(table.proxy().log().segments()).isEqualTo(Set.of(5, 6, 7));
      assertThat(result.segmentsRead()).isEqualTo(3);
      assertThat(result.items()).isEqualTo(200);
      assertThat(landed()).containsExactlyInAnyOrderElementsOf(table.items());
      assertThat(dead).doesNotExist();

      table.proxy().log().clear();
      assertThat(scan(settings(table)).segmentsRead()).isZero();
      assertThat(table.proxy().log().calls("Scan")).isEmpty();
    }
  }

  /** A data file without a record, as a killed task leaves it. */
  private Path deadFile() throws IOException {
    try (Stream<Path> files = Files.walk(landing)) {
      Path data = files.filter(file -> file.endsWith("data")).findFirst().orElseThrow();
      return Files.writeString(data.resolve("b".repeat(26) + ".json.gz"), "half");
    }
  }

  @Test
  void refusesALandingOfAnotherScanAndNamesWhatDiffers() {
    try (LiveTable table = LiveTable.create(numbered(5))) {
      scan(settings(table));
      ScanRequest other =
          new ScanRequest(
              table.name(),
              null,
              "n < :n",
              null,
              Map.of(),
              "{\":n\":{\"N\":\"3\"}}",
              ScanRequest.Consistency.STRONG);
      ScanSettings changed =
          ScanSettings.of(other, table.aws(), landing.toString()).withTotalSegments(5);
      assertThatThrownBy(() -> scan(changed))
          .isInstanceOfSatisfying(
              JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
          .hasMessageContaining("total-segments (8 there, 5 now)")
          .hasMessageContaining("consistent-read (nothing there, true now)")
          .hasMessageContaining("filter-expression (nothing there, n < :n now)");
    }
  }

  @Test
  void filtersAndProjectsAndStillPaysForWhatWasRead() {
    try (LiveTable table = LiveTable.create(numbered(100))) {
      ScanRequest request =
          new ScanRequest(
              table.name(),
              null,
              "#n < :n",
              "#n",
              Map.of("#n", "n"),
              "{\":n\":{\"N\":\"3\"}}",
              ScanRequest.Consistency.STRONG);
      ScanResult result = scan(ScanSettings.of(request, table.aws(), landing.toString()));
      assertThat(landed())
          .extracting(item -> item.attributes())
          .containsExactlyInAnyOrder(
              Map.of("n", Value.Decimal.of("0")),
              Map.of("n", Value.Decimal.of("1")),
              Map.of("n", Value.Decimal.of("2")));
      assertThat(result.read().scanned()).isEqualTo(100);
    }
  }

  @Test
  void losesAndDoublesNothingUnderThrottlesErrorsAndCutConnections() {
    try (LiveTable table = LiveTable.create(new RandomItems(2).stream(300))) {
      table
          .proxy()
          .rule(Rule.on("Scan").share(0.3, 1, new Fault.Throttle()))
          .rule(Rule.on("Scan").share(0.1, 2, new Fault.Throttle(Fault.Throttle.REQUEST_LIMIT)))
          .rule(Rule.on("Scan").share(0.1, 3, new Fault.ServerError()))
          .rule(Rule.on("Scan").share(0.1, 4, new Fault.CutInBody()))
          .rule(Rule.on("Scan").share(0.1, 5, new Fault.CutBefore()))
          // The first fault counts, so this is for all that get none.
          .rule(Rule.on("Scan").always(new Fault.SmallPage(10)));
      ScanResult result = scan(settings(table));
      assertThat(landed()).containsExactlyInAnyOrderElementsOf(table.items());
      assertThat(result.read().throttles())
          .isEqualTo(table.proxy().log().faults(Fault.Throttle.class))
          .isPositive();
      assertThat(result.read().retries()).isGreaterThan(result.read().throttles());
    }
  }

  @Test
  void splitsLargeSegmentsIntoDataFilesNearTheirSize() {
    // Random text, which gzip cannot make small.
    try (LiveTable table = LiveTable.create(new RandomItems(3).stream(1500))) {
      scan(settings(table).withTotalSegments(1).withFileBytes(64 << 10));
      FullExport export = Exports.open(landing.toString(), HADOOP);
      assertThat(export.files()).hasSizeGreaterThan(1);
      assertThat(export.files().subList(0, export.files().size() - 1))
          .allSatisfy(file -> assertThat(file.size()).isBetween(64L << 10, 192L << 10));
      assertThat(landed()).containsExactlyInAnyOrderElementsOf(table.items());
    }
  }

  /** What a follower is told. */
  private static final class Told implements ScanFollower {
    private final Set<Integer> missing = new TreeSet<>();
    private final Set<Integer> started = new TreeSet<>();
    private final List<Integer> landed = new ArrayList<>();
    private final Map<Integer, JobException> failed = new TreeMap<>();

    @Override
    public void begin(Begin scan) {
      missing.addAll(scan.missing());
    }

    @Override
    public void started(Collection<Integer> segments) {
      started.addAll(segments);
    }

    @Override
    public void landed(Collection<SegmentRecord> records) {
      records.forEach(record -> landed.add(record.segment()));
    }

    @Override
    public void failed(int segment, JobException why) {
      failed.put(segment, why);
    }
  }

  @Test
  void endsTheScanIfItsFollowerDoes() {
    try (LiveTable table = LiveTable.create(numbered(20))) {
      ScanFollower away =
          new ScanFollower() {
            @Override
            public void begin(Begin scan) {}

            @Override
            public void landed(Collection<SegmentRecord> records) {
              throw new JobException(ErrorCode.SERVICE, "ledger: it is away");
            }
          };
      assertThatThrownBy(() -> TableScan.run(spark, settings(table), HADOOP, away))
          .hasMessage("ledger: it is away");
      assertThat(Landing.find(landing.toString(), HADOOP).orElseThrow().complete()).isFalse();
    }
  }

  @Test
  void namesTheSegmentThatFailedAndKeepsTheOthers() {
    try (LiveTable table = LiveTable.create(numbered(50))) {
      table
          .proxy()
          .rule(
              Rule.on("Scan").nth(new Fault.Throttle("AccessDeniedException"), 5, 6, 7, 8, 9, 10));
      Told first = new Told();
      assertThatThrownBy(() -> TableScan.run(spark, settings(table), HADOOP, first))
          .isInstanceOf(JobException.class)
          .hasMessageContaining("table " + table.name() + ", segment ")
          .hasMessageContaining("access denied")
          .hasMessageContaining("will not be read again");
      assertThat(first.missing).hasSize(8);
      assertThat(first.failed).hasSize(1);
      assertThat(first.started).containsAll(first.failed.keySet());
      assertThat(first.landed).isNotEmpty().doesNotContainAnyElementsOf(first.failed.keySet());
      table.proxy().clearRules();
      table.proxy().log().clear();
      Told second = new Told();
      TableScan.run(spark, settings(table), HADOOP, second);
      assertThat(second.missing).containsAll(first.failed.keySet()).hasSizeLessThan(8);
      assertThat(second.landed).containsExactlyInAnyOrderElementsOf(second.missing);
      assertThat(second.failed).isEmpty();
      assertThat(table.proxy().log().segments()).hasSizeLessThan(8);
      assertThat(landed()).containsExactlyInAnyOrderElementsOf(table.items());
    }
  }

  @Test
  void keepsToTheCapacityThatAllTasksMayConsumeTogether() {
    // About 64 units, in 16 segments by two tasks.
    List<Value.MapOf> items =
        IntStream.range(0, 256)
            .mapToObj(
                i ->
                    new Value.MapOf(
                        Map.of(
                            "pk", new Value.Text("k" + i), "s", new Value.Text("x".repeat(2000)))))
            .toList();
    try (LiveTable table = LiveTable.create(items.stream())) {
      Instant start = Instant.now();
      ScanResult result =
          scan(
              settings(table)
                  .withTotalSegments(16)
                  .withRate(new RateTarget.Absolute(Capacity.READ, 20)));
      double capacity = table.proxy().log().consumedCapacity();
      assertThat(result.items()).isEqualTo(256);
      assertThat(capacity).isBetween(64.0, 100.0);
      assertThat(table.proxy().log().mostConsumedIn(Duration.ofSeconds(2)))
          .isLessThanOrEqualTo(20 * 2 * 1.3);
      assertThat(Duration.between(start, Instant.now()).toMillis() / 1000.0)
          .isGreaterThan(capacity / 20 * 0.9);
    }
  }

  @Test
  void takesAShareOfWhatIsProvisioned() {
    try (LiveTable table = LiveTable.provisioned(40, numbered(20))) {
      ScanResult result = scan(settings(table).withRate(new RateTarget.Share(Capacity.READ, 0.5)));
      assertThat(new RateTarget.Share(Capacity.READ, 0.5).unitsPerSecond(result.table()))
          .hasValue(20);
      assertThat(landed()).hasSize(20);
    }
  }

  @Test
  void landsTheSameByTheEmrConnector() {
    try (LiveTable table = LiveTable.create(new RandomItems(4).stream(200))) {
      ScanResult result = scan(settings(table).withEngine(EngineKind.EMR_CONNECTOR));
      assertThat(landed()).containsExactlyInAnyOrderElementsOf(table.items());
      assertThat(result.read().capacity()).isEqualTo(table.proxy().log().consumedCapacity());
      assertThatThrownBy(() -> scan(settings(table)))
          .hasMessageContaining("scan-engine (emr-connector there, sdk now)");
    }
  }

  @Test
  void endsSoonWhenItIsCancelledWhileTheTableIsAway() throws Exception {
    try (LiveTable table = LiveTable.create(numbered(20))) {
      table.proxy().rule(Rule.on("Scan").always(new Fault.ServerError()));
      List<Throwable> failures = new CopyOnWriteArrayList<>();
      Thread scan =
          new Thread(
              () -> {
                spark.setJobGroup("cancelled", "a scan that is cancelled");
                try {
                  scan(settings(table));
                } catch (RuntimeException | Error e) {
                  failures.add(e);
                }
              });
      scan.start();
      while (table.proxy().log().calls("Scan").size() < 8) {
        Thread.sleep(20);
      }
      spark.cancelJobGroup("cancelled");
      scan.join(Duration.ofSeconds(20).toMillis());
      assertThat(scan.isAlive()).isFalse();
      assertThat(failures).hasSize(1);
      Thread.sleep(2_000);
      int asked = table.proxy().log().calls("Scan").size();
      Thread.sleep(2_000);
      assertThat(table.proxy().log().calls("Scan")).hasSize(asked);
    }
  }
}
