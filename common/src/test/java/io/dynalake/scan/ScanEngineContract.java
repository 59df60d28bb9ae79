package io.dynalake.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.TableName;
import io.dynalake.capacity.LiveTable;
import io.dynalake.capacity.Pace;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.testsupport.dynamodb.TableSpec;
import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.export.Value;
import io.dynalake.testsupport.fault.Fault;
import io.dynalake.testsupport.fault.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every engine does, on DynamoDB Local. */
abstract class ScanEngineContract {
  abstract ScanEngine engine(AwsSettings aws);

  /** What a scan of all segments gave. */
  static final class Scanned implements PageSink {
    final List<Value.MapOf> items = new ArrayList<>();
    int pages;
    int scanned;
    double capacity;
    int retries;
    int throttles;

    @Override
    public void page(ItemPage page) {
      pages++;
      scanned += page.costs().scanned();
      capacity += page.costs().capacity();
      retries += page.costs().retries();
      throttles += page.costs().throttles();
      for (int i = 0; i < page.count(); i++) {
        String item = new String(page.bytes(), page.start(i), page.end(i) - page.start(i), UTF_8);
        assertThat(item).doesNotContain("\n").startsWith("{").endsWith("}");
        items.add(Value.parseItem(item));
      }
    }
  }

  static Scanned scan(ScanEngine engine, ScanRequest request, int segments)
      throws IOException, InterruptedException {
    Scanned scanned = new Scanned();
    for (int i = 0; i < segments; i++) {
      engine.scan(request, new Segment(i, segments), Pace.UNLIMITED, scanned);
    }
    return scanned;
  }

  private Scanned scan(LiveTable table, int segments) throws IOException, InterruptedException {
    return scan(engine(table.aws()), table.request(), segments);
  }

  static Value.MapOf item(String key, Map<String, Value> more) {
    Map<String, Value> attributes = new TreeMap<>(more);
    attributes.put("pk", new Value.Text(key));
    return new Value.MapOf(attributes);
  }

  @Test
  void readsValuesOfAllTypesAsTheyAre() throws Exception {
    try (LiveTable table = LiveTable.create(new RandomItems(7).stream(400))) {
      assertThat(scan(table, 3).items).containsExactlyInAnyOrderElementsOf(table.items());
    }
  }

  @Test
  void readsEveryItemOnceWhateverTheNumberOfSegments() throws Exception {
    List<Value.MapOf> items =
        IntStream.range(0, 100).mapToObj(i -> item("k" + i, Map.of())).toList();
    try (LiveTable table = LiveTable.create(items.stream())) {
      for (int segments : new int[] {1, 2, 7, 64}) {
        assertThat(scan(table, segments).items).containsExactlyInAnyOrderElementsOf(items);
      }
    }
  }

  @Test
  void readsNothingFromAnEmptyTable() throws Exception {
    try (LiveTable table = LiveTable.create(Stream.empty())) {
      Scanned scanned = scan(table, 4);
      assertThat(scanned.items).isEmpty();
      assertThat(scanned.scanned).isZero();
    }
  }

  @Test
  void goesOnFromPageToPageWithItemsAsLargeAsTheyMayBe() throws Exception {
    // The key's name and value, and the name of the attribute count as well.
    int most = 400 * 1024 - "pk".length() - "k1".length() - "s".length();
    List<Value.MapOf> items =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    item(
                        "k" + i,
                        Map.of("s", new Value.Text((i % 2 == 0 ? "\\" : "x").repeat(most)))))
            .toList();
    try (LiveTable table = LiveTable.create(items.stream())) {
      assertThat(scan(table, 1).items).containsExactlyInAnyOrderElementsOf(items);
      assertThat(table.proxy().log().calls("Scan")).hasSizeGreaterThan(2);
    }
  }

  @Test
  void goesOnAfterKeysThatAreNumbers() throws Exception {
    List<Value.MapOf> items =
        Stream.of("0", "-1", "99999999999999999999999999999999999999", "0.1", "1" + "0".repeat(125))
            .map(key -> new Value.MapOf(Map.of("pk", Value.Decimal.of(key))))
            .toList();
    try (LiveTable table = LiveTable.create(TableSpec.Key.number("pk"), items.stream())) {
      table.proxy().rule(Rule.on("Scan").always(new Fault.SmallPage(1)));
      assertThat(scan(table, 2).items).containsExactlyInAnyOrderElementsOf(items);
    }
  }

  @Test
  void goesOnAfterKeysOfAnyText() throws Exception {
    List<Value.MapOf> items =
        Stream.of("é", "😀", "\"", "\\", "\n", "\u0000", "]}", "東京".repeat(300))
            .map(key -> item(key, Map.of()))
            .toList();
    try (LiveTable table = LiveTable.create(items.stream())) {
      table.proxy().rule(Rule.on("Scan").always(new Fault.SmallPage(1)));
      assertThat(scan(table, 2).items).containsExactlyInAnyOrderElementsOf(items);
    }
  }

  @Test
  void tellsWhatItsRequestsConsumed() throws Exception {
    try (LiveTable table = LiveTable.create(new RandomItems(8).stream(200))) {
      Scanned scanned = scan(table, 2);
      assertThat(scanned.capacity).isPositive().isEqualTo(table.proxy().log().consumedCapacity());
      assertThat(scanned.scanned).isEqualTo(200);
      assertThat(scanned.retries).isZero();
    }
  }

  @Test
  void goesOnAfterThrottlesErrorsAndCutConnections() throws Exception {
    List<Value.MapOf> items =
        IntStream.range(0, 60).mapToObj(i -> item("k" + i, Map.of())).toList();
    try (LiveTable table = LiveTable.create(items.stream())) {
      table
          .proxy()
          .rule(Rule.on("Scan").nth(new Fault.Throttle(), 2, 3))
          .rule(Rule.on("Scan").nth(new Fault.ServerError(), 5))
          .rule(Rule.on("Scan").nth(new Fault.CutBefore(), 7))
          .rule(Rule.on("Scan").nth(new Fault.CutInBody(), 9))
          .rule(Rule.on("Scan").always(new Fault.SmallPage(10)));
      Scanned scanned = scan(table, 2);
      assertThat(scanned.items).containsExactlyInAnyOrderElementsOf(items);
      assertThat(table.proxy().log().calls("Scan")).hasSizeGreaterThan(11);
    }
  }

  @Test
  void namesTheTableAndTheSegmentThatItCannotRead() throws Exception {
    try (LiveTable table = LiveTable.create(Stream.empty())) {
      ScanRequest absent = ScanRequest.of(new TableName("absent"));
      assertThatThrownBy(() -> scan(engine(table.aws()), absent, 2))
          .isInstanceOfSatisfying(
              JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_MISSING))
          .hasMessageStartingWith("table absent, segment 0 of 2: it is not there;");
    }
  }
}
