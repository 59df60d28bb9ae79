package io.dynalake.load.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.aws.AwsClients;
import io.dynalake.capacity.LiveTable;
import io.dynalake.capacity.Pace;
import io.dynalake.capacity.Patience;
import io.dynalake.capacity.TableDescription;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.export.Value;
import io.dynalake.testsupport.fault.Call;
import io.dynalake.testsupport.fault.Fault;
import io.dynalake.testsupport.fault.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Writes to a real table behind a proxy that lets requests fail. */
class ItemWriterTest {
  private static final Patience QUICK =
      new Patience(20, Duration.ofMillis(1), Duration.ofMillis(10));

  private final LiveTable table = LiveTable.create(Stream.empty());
  private final TableKeys keys =
      TableKeys.of(TableDescription.of(AwsClients.dynamoDb(table.aws()), table.name(), null));
  private final Outcomes outcomes = new Outcomes();

  private static final class Outcomes implements WriteOutcomes {
    private int written;
    private final List<Long> kept = new ArrayList<>();
    private final Map<Long, String> refused = new HashMap<>();
    private double units;
    private int throttles;

    @Override
    public synchronized void written(int items, long bytes) {
      written += items;
    }

    @Override
    public synchronized void kept(Write write, Kept why) {
      kept.add(write.origin().position());
    }

    @Override
    public synchronized void refused(Write write, String reason) {
      refused.put(write.origin().position(), reason);
    }

    @Override
    public synchronized void request(double consumed, int throttled, int retried) {
      units += consumed;
      throttles += throttled;
    }
  }

  @AfterEach
  void close() {
    table.close();
  }

  private Write write(long position, String json) {
    byte[] bytes = json.getBytes(UTF_8);
    ItemCheck check = new ItemCheck(keys);
    check.check(bytes);
    return new Write(bytes, check.key(), check.size(), new Write.Origin("orders.json", position));
  }

  private Write write(long position, Value.MapOf item) {
    return write(position, item.members().toString());
  }

  private void put(IfExists ifExists, List<Write> writes) throws Exception {
    run(new Purpose.Put(ifExists), writes);
  }

  private void run(Purpose purpose, List<Write> writes) throws Exception {
    Connection to = new Connection(table.name(), keys, table.aws(), QUICK);
    try (Batches batches =
        new Batches(3, i -> purpose.writer(to, Pace.UNLIMITED, outcomes), () -> {})) {
      for (Write each : writes) {
        batches.add(each);
      }
      batches.finish();
    }
  }

  private List<Write> random(int count) {
    List<Write> writes = new ArrayList<>();
    new RandomItems(3).stream(count).forEach(item -> writes.add(write(writes.size(), item)));
    return writes;
  }

  /** As another client writes them. */
  private void requireItemsOf(int count) {
    try (LiveTable other = LiveTable.create(new RandomItems(3).stream(count))) {
      assertThat(table.items()).containsExactlyInAnyOrderElementsOf(other.items());
    }
  }

  @Test
  void writesItemsOfAllTypesAsTheyAre() throws Exception {
    put(new IfExists.Overwrite(), random(200));
    assertThat(outcomes.written).isEqualTo(200);
    requireItemsOf(200);
    assertThat(outcomes.units).isEqualTo(table.proxy().log().consumedCapacity()).isPositive();
    assertThat(table.proxy().log().calls("BatchWriteItem")).hasSize(8);
  }

  @Test
  void writesEachItemWhateverHappensToRequests() throws Exception {
    table
        .proxy()
        .rule(Rule.onAll().share(0.2, 5, new Fault.Throttle()))
        .rule(Rule.onAll().share(0.1, 6, new Fault.ServerError()))
        .rule(Rule.onAll().share(0.1, 7, new Fault.CutBefore()))
        .rule(Rule.onAll().share(0.1, 8, new Fault.CutAfter()))
        .rule(Rule.onAll().share(0.2, 9, new Fault.Unprocessed(7)));
    put(new IfExists.Overwrite(), random(500));
    assertThat(outcomes.written).isEqualTo(500);
    assertThat(outcomes.throttles).isPositive();
    assertThat(table.proxy().log().faults(Fault.Unprocessed.class)).isPositive();
    requireItemsOf(500);
  }

  @Test
  void findsTheItemsOfABatchThatTheTableRefuses() throws Exception {
    List<Write> writes = random(60);
    // Checked by nobody: as an item would come that only the service knows to be wrong.
    byte[] wrong = "{\"pk\":{\"N\":\"5\"}}".getBytes(UTF_8);
    writes.add(11, new Write(wrong, wrong, 5, new Write.Origin("orders.json", 777)));
    byte[] large =
        ("{\"pk\":{\"S\":\"large\"},\"x\":{\"S\":\"" + "x".repeat(410_000) + "\"}}")
            .getBytes(UTF_8);
    writes.add(12, new Write(large, large, 410_000, new Write.Origin("orders.json", 778)));
    put(new IfExists.Overwrite(), writes);
    assertThat(outcomes.written).isEqualTo(60);
    assertThat(outcomes.refused).containsOnlyKeys(777L, 778L);
    assertThat(outcomes.refused.get(777L))
        .contains("DynamoDB refuses it")
        .doesNotContain("Service:");
    assertThat(table.items()).hasSize(60);
  }

  @Test
  void leavesWhatIsThere() throws Exception {
    table.tables().put(table.name().text(), item("a", "old", 5));
    put(new IfExists.Skip(), List.of(write(1, item("a", "new", 9)), write(2, item("b", "new", 1))));
    assertThat(outcomes.written).isEqualTo(1);
    assertThat(outcomes.kept).containsExactly(1L);
    assertThat(table.items()).containsExactlyInAnyOrder(item("a", "old", 5), item("b", "new", 1));
  }

  @Test
  void replacesOnlyWhatIsOlder() throws Exception {
    table.tables().put(table.name().text(), item("a", "old", 5));
    table.tables().put(table.name().text(), item("b", "old", 10));
    put(
        new IfExists.Newer("version"),
        List.of(
            write(1, item("a", "new", 9)),
            write(2, item("b", "new", 9)),
            write(3, item("c", "new", 9))));
    assertThat(outcomes.kept).containsExactly(2L);
    assertThat(table.items())
        .containsExactlyInAnyOrder(item("a", "new", 9), item("b", "old", 10), item("c", "new", 9));
  }

  @Test
  void failsOverAnotherItemOfTheKeyButNotOverItsOwn() throws Exception {
    // The answer is lost, so the item is written twice.
    table.proxy().rule(Rule.on("PutItem").nth(new Fault.CutAfter(), 1));
    put(new IfExists.Fail(), List.of(write(1, item("a", "new", 1))));
    assertThat(outcomes.kept).containsExactly(1L);

    assertThatThrownBy(() -> put(new IfExists.Fail(), List.of(write(2, item("a", "other", 2)))))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("orders.json, line 2: another item of its key is in the table")
        .extracting(e -> ((JobException) e).code())
        .isEqualTo(ErrorCode.BAD_DATA);
    assertThat(table.items()).containsExactly(item("a", "new", 1));
  }

  @Test
  void deletesWhatIsAsItWas() throws Exception {
    List<Write> copies = random(100);
    put(new IfExists.Overwrite(), copies);
    table.proxy().rule(Rule.on("DeleteItem").share(0.1, 5, new Fault.CutAfter()));
    run(new Purpose.DeleteUnchanged(""), copies);
    assertThat(table.items()).isEmpty();
    // Of a delete whose answer was lost nobody can say who did it.
    assertThat(outcomes.written + outcomes.kept.size()).isEqualTo(200);
    assertThat(outcomes.written).isGreaterThan(150);
  }

  @Test
  void leavesWhatSomebodyHasChanged() throws Exception {
    List<Write> copies =
        List.of(
            write(1, item("same", "old", 1)),
            write(2, item("changed", "old", 1)),
            write(3, item("more", "old", 1)),
            write(4, item("less", "old", 1)),
            write(5, item("gone", "old", 1)));
    String name = table.name().text();
    table.tables().put(name, item("same", "old", 1));
    table.tables().put(name, item("changed", "new", 1));
    Map<String, Value> more = new HashMap<>(item("more", "old", 1).attributes());
    more.put("added", new Value.Text("since"));
    table.tables().put(name, new Value.MapOf(more));
    Map<String, Value> less = new HashMap<>(item("less", "old", 1).attributes());
    less.remove("version");
    table.tables().put(name, new Value.MapOf(less));

    run(new Purpose.DeleteUnchanged(""), copies);
    assertThat(outcomes.written).isEqualTo(1);
    assertThat(outcomes.kept).containsExactlyInAnyOrder(2L, 3L, 4L, 5L);
    assertThat(table.items())
        .containsExactlyInAnyOrder(
            item("changed", "new", 1), new Value.MapOf(more), new Value.MapOf(less));
  }

  @Test
  void putsBackWhatGotAnotherAttributeBetweenALookAndADelete() throws Exception {
    Write copy = write(1, item("more", "old", 1));
    Map<String, Value> more = new HashMap<>(item("more", "old", 1).attributes());
    more.put("added", new Value.Text("since"));
    table.tables().put(table.name().text(), item("more", "old", 1));
    table.proxy().rule(Rule.on("DeleteItem").always(new Fault.Delay(Duration.ofMillis(700))));
    Thread other =
        new Thread(
            () -> {
              while (table.proxy().log().calls("BatchGetItem").isEmpty()) {
                Thread.onSpinWait();
              }
              table.tables().put(table.name().text(), new Value.MapOf(more));
            });
    other.start();
    run(new Purpose.DeleteUnchanged(""), List.of(copy));
    other.join();
    assertThat(outcomes.kept).containsExactly(1L);
    assertThat(table.items()).containsExactly(new Value.MapOf(more));
    assertThat(table.proxy().log().calls("PutItem")).hasSize(1);
  }

  @Test
  void deletesByAnAttributeThatTellsOfChanges() throws Exception {
    String name = table.name().text();
    table.tables().put(name, item("same", "other text", 1));
    table.tables().put(name, item("changed", "old", 2));
    run(
        new Purpose.DeleteUnchanged("version"),
        List.of(write(1, item("same", "old", 1)), write(2, item("changed", "old", 1))));
    assertThat(outcomes.kept).containsExactly(2L);
    assertThat(table.items()).containsExactly(item("changed", "old", 2));
    assertThat(table.proxy().log().calls("BatchGetItem")).isEmpty();
  }

  @Test
  void failsWithoutTheTable() {
    table.tables().delete(table.name().text());
    try {
      assertThatThrownBy(() -> put(new IfExists.Overwrite(), random(30)))
          .isInstanceOf(JobException.class)
          .hasMessageContaining("it is not there");
    } finally {
      table
          .tables()
          .create(
              io.dynalake.testsupport.dynamodb.TableSpec.of(
                  table.name().text(), io.dynalake.testsupport.dynamodb.TableSpec.Key.text("pk")));
    }
    assertThat(table.proxy().log().calls("BatchWriteItem").stream().map(Call::status))
        .containsOnly(400);
  }

  private static Value.MapOf item(String key, String text, int version) {
    return new Value.MapOf(
        Map.of(
            "pk", new Value.Text(key),
            "text", new Value.Text(text),
            "version", Value.Decimal.of(Integer.toString(version))));
  }
}
