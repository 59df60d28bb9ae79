package io.dynalake.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.aws.Locations;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a landing does on every file system. */
abstract class LandingContract {
  private static final SegmentRecord.Costs COSTS = new SegmentRecord.Costs(3, 1.5, 1, 0, 0);
  private static final String ARN = "arn:aws:dynamodb:eu-central-1:123456789012:table/Orders";

  private String location = "";

  abstract String newLocation() throws IOException;

  abstract Configuration hadoop();

  @BeforeEach
  void choosesLocation() throws IOException {
    location = newLocation();
  }

  private Landing begin() {
    return begin("sdk", 2);
  }

  private Landing begin(String engine, int segments) {
    return Landing.begin(
        location, new LandingPlan.Scan(ARN, "id", 99, engine, segments, Map.of()), hadoop());
  }

  private LandingWriter writer(Landing landing, int segment) {
    return new LandingWriter(landing.folder(), hadoop(), segment, 1 << 20);
  }

  private static void add(LandingWriter writer, String item) throws IOException {
    byte[] bytes = ("…" + item).getBytes(UTF_8);
    writer.add(bytes, 3, bytes.length);
  }

  private SegmentRecord land(Landing landing, int segment, String... items) throws IOException {
    try (LandingWriter writer = writer(landing, segment)) {
      for (String item : items) {
        add(writer, item);
      }
      return writer.finish(COSTS);
    }
  }

  private List<String> lines() {
    RecordedItems items = new RecordedItems();
    for (DataFile file : Exports.open(location, hadoop()).files()) {
      DataFileReader.read(file, hadoop(), items, ReadOptions.VERIFY);
    }
    return items.lines;
  }

  private List<String> dataFiles(Landing landing) throws IOException {
    List<String> names = new ArrayList<>();
    new LandingStorage(new Path(landing.folder().root()), hadoop())
        .files(landing.folder().data())
        .forEach(file -> names.add(file.getName()));
    return names;
  }

  private String read(Path path) throws IOException {
    try (InputStream in = Locations.fileSystem(path, hadoop()).open(path)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void becomesAnExportOfTheServicesLayout() throws IOException {
    Landing landing = begin();
    land(landing, 1, "{\"pk\":{\"S\":\"é\"}}", "{\"pk\":{\"S\":\"b\"}}");
    land(landing, 0);
    landing.finish(landing.records());

    FullExport export = Exports.open(location, hadoop());
    assertThat(export.warnings()).isEmpty();
    assertThat(export.id()).matches("0\\d{13}-[0-9a-f]{8}");
    assertThat(export.exportArn()).isEqualTo(ARN + "/export/" + export.id());
    assertThat(export.itemCount()).hasValue(2);
    assertThat(lines())
        .containsExactly("{\"Item\":{\"pk\":{\"S\":\"é\"}}}", "{\"Item\":{\"pk\":{\"S\":\"b\"}}}");
    String summary = read(new Path(landing.export(), "manifest-summary.json"));
    assertThat(summary)
        .startsWith("{\"version\":\"2020-06-30\",\"exportArn\":\"" + ARN)
        .contains("\"itemCount\":2,\"outputFormat\":\"DYNAMODB_JSON\",\"dynalake\":{")
        .contains("\"scannedCount\":6,\"consumedCapacity\":3.0")
        .doesNotContain("\n");
    assertThat(read(new Path(landing.export(), "manifest-files.json")))
        .matches(
            "\\{\"itemCount\":2,\"md5Checksum\":\"[^\"]{24}\",\"etag\":\"[0-9a-f]{32}-1\","
                + "\"dataFileS3Key\":\"(.+/)?AWSDynamoDB/"
                + export.id()
                + "/data/[a-z2-7]{26}\\.json\\.gz\"}\n");
  }

  @Test
  void isNoExportBeforeAllSegmentsAreLanded() throws IOException {
    Landing landing = begin();
    land(landing, 0, "{}");
    assertThat(landing.complete()).isFalse();
    assertThatThrownBy(() -> landing.finish(landing.records()))
        .hasMessage("1 records of 2 segments");
    assertThatThrownBy(() -> Exports.open(location, hadoop())).hasMessageContaining("not finished");
  }

  @Test
  void countsNothingOfAWriterThatDied() throws IOException {
    Landing landing = begin();
    LandingWriter dying = writer(landing, 0);
    add(dying, "{\"pk\":{\"S\":\"dead\"}}");
    assertThat(landing.records()).isEmpty();

    SegmentRecord first = land(landing, 0, "{\"pk\":{\"S\":\"a\"}}");
    SegmentRecord second = land(landing, 1, "{\"pk\":{\"S\":\"b\"}}");
    landing.finish(landing.records(Map.of(0, first)));
    assertThat(lines()).hasSize(2).noneMatch(line -> line.contains("dead"));
    assertThat(dataFiles(landing))
        .containsExactlyInAnyOrder(first.files().get(0).name(), second.files().get(0).name());
  }

  @Test
  void removesWhatAWriterLeavesThatDidNotFinish() throws IOException {
    Landing landing = begin();
    try (LandingWriter failed = writer(landing, 0)) {
      add(failed, "{}");
    }
    assertThat(dataFiles(landing)).isEmpty();
    assertThat(landing.records()).isEmpty();
  }

  @Test
  void countsOnlyTheFirstOfTwoThatLandTheSameSegment() throws IOException {
    Landing landing = begin("sdk", 1);
    SegmentRecord first;
    SegmentRecord second;
    try (LandingWriter slow = writer(landing, 0)) {
      add(slow, "{\"pk\":{\"S\":\"a\"}}");
      first = land(landing, 0, "{\"pk\":{\"S\":\"a\"}}");
      second = slow.finish(COSTS);
    }
    assertThat(second).isEqualTo(first);
    landing.finish(landing.records());
    assertThat(lines()).hasSize(1);
    assertThat(dataFiles(landing)).containsExactly(first.files().get(0).name());
  }

  @Test
  void goesOnWithThePlanOfItsFirstStart() throws IOException {
    Landing landing = begin();
    land(landing, 1, "{}");
    Landing again = begin();
    assertThat(again.plan()).isEqualTo(landing.plan());
    assertThat(Landing.find(location, hadoop()).orElseThrow().plan()).isEqualTo(landing.plan());
    SortedMap<Integer, SegmentRecord> records = again.records();
    assertThat(records).containsOnlyKeys(1);
    assertThat(records.values()).extracting(SegmentRecord::costs).containsExactly(COSTS);
  }

  @Test
  void refusesAPlanThatDiffers() {
    begin();
    assertThatThrownBy(() -> begin("emr-connector", 3))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining(
            "they differ in scan-engine (sdk there, emr-connector now), total-segments (2 there, 3"
                + " now); use the same options");
    LandingPlan.Scan recreated =
        new LandingPlan.Scan(ARN, "other", 99, "sdk", 2, Map.of("projection", "a"));
    assertThatThrownBy(() -> Landing.begin(location, recreated, hadoop()))
        .hasMessageContaining("table (deleted and made anew since, id id)")
        .hasMessageContaining("projection (nothing there, a now)");
  }

  @Test
  void hasOnePlanThoughSeveralBeginAtOnce() throws Exception {
    if (!firstStays()) {
      return; // Of plans put at one moment the later stays, and finish() refuses the others.
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<String> begin = () -> begin().plan().exportId();
      List<Future<String>> begun =
          threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> begin).toList());
      List<String> ids = new ArrayList<>();
      for (Future<String> each : begun) {
        ids.add(each.get());
      }
      assertThat(ids).containsOnly(ids.get(0));
    } finally {
      threads.shutdownNow();
    }
  }

  /** Whether of two that write a file at one moment the first has written it. */
  boolean firstStays() {
    return true;
  }

  @Test
  void refusesToFinishALandingThatAnotherScanTook() throws IOException {
    Landing landing = begin("sdk", 1);
    land(landing, 0, "{}");
    LandingPlan other =
        LandingPlan.begin(
            new LandingPlan.Scan(ARN, "id", 99, "sdk", 1, Map.of()), java.time.Instant.EPOCH);
    Path root = Locations.path(location, hadoop());
    new LandingStorage(root, hadoop())
        .write(LandingFolder.plan(root), Landing.JSON.writeValueAsBytes(other));
    assertThatThrownBy(() -> landing.finish(landing.records()))
        .hasMessageContaining("another job began a scan here at the same moment");
  }

  @Test
  void refusesAPlanOrRecordThatLeadsElsewhere() throws IOException {
    Landing landing = begin("sdk", 1);
    Path root = Locations.path(location, hadoop());
    LandingStorage storage = new LandingStorage(root, hadoop());
    storage.write(
        landing.folder().record(0),
        "{\"segment\":0,\"endTime\":\"\",\"costs\":null,\"files\":[{\"name\":\"../../x\"}]}"
            .getBytes(UTF_8));
    assertThatThrownBy(landing::records)
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA))
        .hasMessageContaining("0.json: it is damaged");
    storage.write(LandingFolder.plan(root), "{\"exportId\":\"../x\"}".getBytes(UTF_8));
    assertThatThrownBy(() -> Landing.find(location, hadoop()))
        .hasMessageContaining("scan.json: it is damaged");
  }

  @Test
  void readsTheRecordsOfManySegments() throws IOException {
    Landing landing = begin("sdk", 40);
    for (int i = 0; i < 40; i++) {
      land(landing, i, "{\"pk\":{\"N\":\"" + i + "\"}}");
    }
    landing.finish(landing.records());
    assertThat(lines()).hasSize(40).doesNotHaveDuplicates();
  }
}
