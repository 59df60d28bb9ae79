package io.dynalake.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dynalake.aws.AwsClients;
import io.dynalake.aws.AwsFailures;
import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.TableName;
import io.dynalake.disk.Parallel;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Rows as items of one table, see {@link DynamoDbItems}. */
final class DynamoDbStore implements Store {
  /** Single writes at once: those in batches take no conditions, transactions cost double. */
  private static final int WRITERS = 16;

  /** A new table takes some ten seconds. */
  private static final Duration LONGEST_MAKING = Duration.ofMinutes(2);

  private static final Duration MAKING_PAUSE = Duration.ofMillis(500);

  private final TableName table;
  private final DynamoDbTable made;
  private final DynamoDbRequests requests;
  private final Ledgers.Missing missing;

  DynamoDbStore(TableName table, AwsSettings settings, Ledgers.Missing missing) {
    DynamoDbClient client = AwsClients.dynamoDb(settings);
    this.table = table;
    this.made = new DynamoDbTable(client, table, LedgerUri.DYNAMODB + table);
    this.requests = new DynamoDbRequests(client, table);
    this.missing = missing;
  }

  /** One request of DynamoDB, or several. */
  @FunctionalInterface
  private interface Call<T> {
    T make() throws Outage;
  }

  @Override
  public String name() {
    return made.name();
  }

  @Override
  public void prepare() throws Outage {
    long start = System.nanoTime();
    while (!call(() -> made.isReady(missing))) {
      if (System.nanoTime() - start > LONGEST_MAKING.toNanos()) {
        throw new Outage("table " + table + " is being made, and not ready yet");
      }
      sleep();
    }
    call(
        () -> {
          made.requireVersion(missing);
          return made;
        });
  }

  private void sleep() {
    try {
      Thread.sleep(MAKING_PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobException(
          ErrorCode.SERVICE, "ledger " + name() + ": interrupted; start again", e);
    }
  }

  @Override
  public boolean enter(RunRecord run, String token) throws Outage {
    String source = DynamoDbItems.sourceOf(run.job(), run.target(), run.fingerprint());
    List<Map<String, AttributeValue>> pointers =
        List.of(DynamoDbItems.pointer(DynamoDbItems.RUNS, run), DynamoDbItems.pointer(source, run));
    return call(
        () -> {
          try {
            requests.enter(DynamoDbItems.ofRun(run, run.version(), token), pointers, token);
            return true;
          } catch (TransactionCanceledException e) {
            boolean refused =
                e.cancellationReasons().stream()
                    .map(CancellationReason::code)
                    .anyMatch("ConditionalCheckFailed"::equals);
            if (!refused) {
              throw new Outage("DynamoDB: " + e.getMessage(), e);
            }
            return requests.hasToken(DynamoDbItems.runKey(run.runId()), token);
          }
        });
  }

  @Override
  public Optional<RunRecord> run(String runId) throws Outage {
    return call(() -> requests.item(DynamoDbItems.runKey(runId)).map(DynamoDbItems::run));
  }

  @Override
  public List<RunRecord> runs(int most) throws Outage {
    return call(() -> requests.runs(requests.runIds(DynamoDbItems.RUNS, most)));
  }

  @Override
  public Optional<RunRecord> latest(String job, String target, String fingerprint) throws Outage {
    String source = DynamoDbItems.sourceOf(job, target, fingerprint);
    return call(() -> requests.runs(requests.runIds(source, 1)).stream().findFirst());
  }

  @Override
  public boolean change(RunRecord changed, String token) throws Outage {
    var item = DynamoDbItems.ofRun(changed, changed.version() + 1, token);
    return call(
        () ->
            requests.replace(item, changed.version())
                || requests.hasToken(DynamoDbItems.runKey(changed.runId()), token));
  }

  @Override
  public void enterParts(String runId, List<PartRecord> parts) throws Outage {
    // A refused write costs as much as one that is done.
    Set<String> there = call(() -> idsAmong(runId, parts));
    List<PartRecord> rest = parts.stream().filter(p -> !there.contains(p.id())).toList();
    forEach(
        rest, part -> requests.enter(DynamoDbItems.ofPart(runId, part, part.version(), "entered")));
  }

  /** Ids that are there, from the first to the last of these. */
  private Set<String> idsAmong(String runId, List<PartRecord> parts) {
    List<String> sorted =
        parts.stream()
            .map(PartRecord::id)
            .sorted((a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8)))
            .toList();
    return new HashSet<>(requests.partIds(runId, sorted.get(0), sorted.get(sorted.size() - 1)));
  }

  @Override
  public List<PartRecord> parts(String runId, Set<PartState> states) throws Outage {
    return call(
        () ->
            requests.parts(runId, List.of()).stream()
                .map(DynamoDbItems::part)
                .filter(part -> states.isEmpty() || states.contains(part.state()))
                .toList());
  }

  @Override
  public List<String> changeParts(String runId, List<PartRecord> changed, String token)
      throws Outage {
    Set<String> refused = ConcurrentHashMap.newKeySet();
    forEach(
        changed,
        part -> {
          var item = DynamoDbItems.ofPart(runId, part, part.version() + 1, token);
          var key = DynamoDbItems.key(DynamoDbItems.partsOf(runId), part.id());
          if (!requests.replace(item, part.version()) && !requests.hasToken(key, token)) {
            refused.add(part.id());
          }
        });
    return changed.stream().map(PartRecord::id).filter(refused::contains).toList();
  }

  @Override
  public Map<PartState, PartTotals> totals(String runId) throws Outage {
    return call(
        () -> {
          Map<PartState, PartTotals> totals = new EnumMap<>(PartState.class);
          for (var item : requests.parts(runId, List.of("state", "items", "bytes"))) {
            totals.merge(
                PartState.valueOf(DynamoDbItems.attribute(item, "state").s()),
                new PartTotals(
                    1, DynamoDbItems.number(item, "items"), DynamoDbItems.number(item, "bytes")),
                PartTotals::plus);
          }
          return totals;
        });
  }

  private void forEach(List<PartRecord> parts, Parallel.Action<PartRecord> action) throws Outage {
    call(
        () -> {
          try {
            Parallel.forEach(parts, WRITERS, action);
            return parts;
          } catch (IOException e) {
            throw new JobException(
                ErrorCode.SERVICE, "ledger " + name() + ": interrupted; start again", e);
          }
        });
  }

  private <T> T call(Call<T> call) throws Outage {
    try {
      return call.make();
    } catch (SdkException e) {
      if (AwsFailures.mayPass(e) || e instanceof TransactionConflictException) {
        throw new Outage("DynamoDB: " + e.getMessage(), e);
      }
      throw AwsFailures.of("ledger " + name(), e);
    }
  }

  @Override
  public void close() {
    // Clients are shared, and end with the JVM.
  }
}
