package io.dynalake.it.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.it.run.Place;
import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.export.Value;
import io.dynalake.testsupport.fault.Fault;
import io.dynalake.testsupport.fault.Rule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Archives tables of DynamoDB Local to S3, deletes and restores them. */
@TestInstance(Lifecycle.PER_CLASS)
class ArchiveIT {
  private LiveTables live;
  private Place bucket;
  private Place disk;

  @BeforeAll
  void start(@TempDir Path temporary) {
    live = LiveTables.start();
    bucket = Place.s3a(temporary);
    disk = Place.local(temporary);
  }

  @BeforeEach
  void forget() {
    live.forget();
  }

  @AfterAll
  void stop() {
    live.close();
  }

  private String[] options(String landing, String... more) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--landing=" + bucket.uri(landing),
                "--ledger=" + disk.uri("ledger.db").replaceFirst("^file:/*", "/")));
    options.addAll(List.of(more));
    return options.toArray(String[]::new);
  }

  private void restore(String landing, String table) {
    live.run(
        "load",
        table,
        "--from=s3a://" + bucket.bucket() + "/" + Landings.export(bucket, landing),
        "--format=export",
        "--create-table=pk:S",
        "--dead-letters=" + disk.uri("dead"),
        "--ledger=" + disk.uri("ledger.db").replaceFirst("^file:/*", "/"));
  }

  @Test
  void deletesWhatIsArchivedAndRestoresIt() {
    List<String> stored = live.hold("Whole", new RandomItems(21).stream(300));
    live.protect("Whole");
    live.proxy()
        .rule(Rule.on("DeleteItem", "BatchGetItem").share(0.2, 3, new Fault.Throttle()))
        .rule(Rule.on("DeleteItem").share(0.1, 4, new Fault.ServerError()));
    String said = live.printed("archive", "Whole", options("whole", "--delete", "--confirm=Whole"));
    assertThat(said).contains("300 items, read back and verified").contains("300 items");
    assertThat(live.tables().items("Whole")).isEmpty();

    restore("whole", "WholeAgain");
    assertThat(Landings.comparable(live.tables().items("WholeAgain"))).isEqualTo(stored);
  }

  @Test
  void saysWhatItWouldDelete() {
    live.hold("Kept", new RandomItems(22).stream(50));
    String said = live.printed("archive", "Kept", options("kept"));
    assertThat(said).contains("nothing was to be deleted", "50 items", "WCU");
    assertThat(live.tables().items("Kept")).hasSize(50);
    assertThat(live.proxy().log().operations()).doesNotContain("DeleteItem", "BatchWriteItem");
  }

  @Test
  void takesOnlyWhatIsOldWhateverDatesLookLike() {
    Instant now = Instant.now();
    String old = now.minus(Duration.ofDays(500)).toString();
    String young = now.minus(Duration.ofDays(3)).toString();
    live.hold(
        "Aged",
        Stream.of(
            aged("old-text", new Value.Text(old)),
            aged("young-text", new Value.Text(young)),
            aged("old-millis", number(now.minus(Duration.ofDays(500)).toEpochMilli())),
            aged("young-millis", number(now.minus(Duration.ofDays(3)).toEpochMilli())),
            aged("old-seconds", number(now.minus(Duration.ofDays(500)).getEpochSecond())),
            aged("young-seconds", number(now.minus(Duration.ofDays(3)).getEpochSecond())),
            // As a text it is smaller than any date of this century.
            aged("day-first", new Value.Text("01-05-2090")),
            aged("none", new Value.Bool(true))));
    live.protect("Aged");
    live.run("archive", "Aged", options("aged", "--older-than=400d", "--delete", "--confirm=Aged"));
    assertThat(live.tables().items("Aged"))
        .extracting(item -> item.members().path("pk").path("S").asText())
        .containsExactlyInAnyOrder(
            "young-text", "young-millis", "young-seconds", "day-first", "none");
  }

  private static Value number(long value) {
    return Value.Decimal.of(Long.toString(value));
  }

  private static Value.MapOf aged(String key, Value updatedAt) {
    return new Value.MapOf(Map.of("pk", new Value.Text(key), "updatedAt", updatedAt));
  }

  @Test
  void deletesByBatchIfAskedTo() {
    live.hold("Batch", IntStream.range(0, 60).mapToObj(i -> aged("k\"" + i, number(i))));
    live.protect("Batch");
    live.run(
        "archive", "Batch", options("batch", "--delete", "--confirm=Batch", "--delete-mode=batch"));
    assertThat(live.tables().items("Batch")).isEmpty();
    assertThat(live.proxy().log().operations())
        .contains("BatchWriteItem")
        .doesNotContain("DeleteItem", "BatchGetItem");
  }

  @Test
  void deletesNothingIfTheCopyDoesNotVerify() {
    live.hold("Damaged", new RandomItems(23).stream(40));
    live.protect("Damaged");
    live.run("archive", "Damaged", options("damaged", "--run-id=damaged"));
    String file =
        bucket.files("damaged").stream()
            .filter(path -> path.endsWith(".json.gz"))
            .findFirst()
            .orElseThrow();
    byte[] content = bucket.read("damaged/" + file);
    content[content.length / 2] ^= 1;
    bucket.write("damaged/" + file, content);
    JobException failure =
        live.failure(
            "archive",
            "Damaged",
            options("damaged", "--run-id=damaged", "--delete", "--confirm=Damaged"));
    assertThat(failure.code()).isEqualTo(ErrorCode.BAD_DATA);
    assertThat(failure).hasMessageContaining("nothing was deleted");
    assertThat(live.tables().items("Damaged")).hasSize(40);
  }

  @Test
  void goesOnWithTheCopyThatWasBegunAndItsAges() {
    Instant now = Instant.now();
    live.hold(
        "Again",
        IntStream.range(0, 30)
            .mapToObj(i -> aged("k" + i, number(now.minusSeconds(100 + i).getEpochSecond()))));
    live.protect("Again");
    live.proxy().rule(Rule.on("DeleteItem").nth(new Fault.Throttle("AccessDeniedException"), 11));
    String[] same = options("again", "--older-than=105s", "--delete", "--confirm=Again");
    assertThat(live.failure("archive", "Again", same).code()).isEqualTo(ErrorCode.SERVICE);
    live.proxy().clearRules();

    live.run("archive", "Again", same);
    // Younger ones have grown old enough meanwhile, but are not in the copy.
    String export = Landings.export(bucket, "again");
    assertThat(Landings.items(bucket, export).size() + live.tables().items("Again").size())
        .isEqualTo(30);
    assertThat(Landings.items(bucket, export)).hasSizeBetween(24, 29);
  }

  @Test
  void doesARunOfANameOnce() {
    live.hold("Named", new RandomItems(25).stream(20));
    live.protect("Named");
    live.run("archive", "Named", options("named", "--run-id=named"));
    String[] deleting = options("named", "--run-id=named", "--delete", "--confirm=Named");
    live.run("archive", "Named", deleting);
    assertThat(live.tables().items("Named")).isEmpty();

    restore("named", "Named");
    live.run("archive", "Named", deleting);
    assertThat(live.tables().items("Named")).hasSize(20);
  }

  @Test
  void refusesToDeleteWithoutBeingSure() {
    live.hold("Unsure", new RandomItems(24).stream(5));
    assertThat(live.failure("archive", "Unsure", options("unsure", "--delete")))
        .hasMessageContaining("--confirm: it must name the table, Unsure");
    assertThat(live.failure("archive", "Unsure", options("unsure", "--delete", "--confirm=Unsure")))
        .hasMessageContaining("no point-in-time recovery");
    assertThat(live.tables().items("Unsure")).hasSize(5);
  }
}
