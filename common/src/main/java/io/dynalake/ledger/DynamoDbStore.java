package io.dynalake.ledger;

import static io.dynalake.ledger.DynamoDbItems.number;
import static io.dynalake.ledger.DynamoDbItems.text;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.dynalake.aws.AwsClients;
import io.dynalake.aws.AwsFailures;
import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.TableName;
import io.dynalake.disk.Parallel;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
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
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Rows as items of one table, see {@link DynamoDbItems}. Every write has a condition. */
final class DynamoDbStore implements Store {
  /** Single writes, since those in batches take no conditions and transactions cost double. */
  private static final int WRITERS = 16;

  /** BatchGetItem's limit. */
  private static final int BATCH = 100;

  private static final String IS_NEW = "attribute_not_exists(pk)";

  private final DynamoDbClient client;
  private final TableName table;
  private final Ledgers.Missing missing;

  DynamoDbStore(TableName table, AwsSettings settings, Ledgers.Missing missing) {
    this.client = AwsClients.dynamoDb(settings);
    this.table = table;
    this.missing = missing;
  }

  /** Requests to DynamoDB. */
  @FunctionalInterface
  private interface Requests<T> {
    T make() throws Outage;
  }

  @Override
  public String name() {
    return LedgerUri.DYNAMODB + table;
  }

  @Override
  public void prepare() throws Outage {
    DynamoDbTable made = new DynamoDbTable(client, table, name());
    boolean ready = call(() -> made.isReady(missing));
    if (!ready) {
      throw new Outage("the table is being made", new IllegalStateException("not ACTIVE"));
    }
    call(
        () -> {
          made.requireVersion(missing);
          return ready;
        });
  }

  @Override
  public boolean enter(RunRecord run, String token) throws Outage {
    String source = DynamoDbItems.sourceOf(run.job(), run.target(), run.fingerprint());
    List<TransactWriteItem> writes =
        List.of(
            put(DynamoDbItems.ofRun(run, run.version(), token), Optional.of(IS_NEW)),
            put(DynamoDbItems.pointer(DynamoDbItems.RUNS, run), Optional.empty()),
            put(DynamoDbItems.pointer(source, run), Optional.empty()));
    return call(
        () -> {
          try {
            client.transactWriteItems(r -> r.transactItems(writes).clientRequestToken(token));
            return true;
          } catch (TransactionCanceledException e) {
            if (isRefused(e)) {
              return hasToken(DynamoDbItems.runKey(run.runId()), token);
            }
            throw new Outage("DynamoDB: " + e.getMessage(), e);
          }
        });
  }

  private TransactWriteItem put(Map<String, AttributeValue> item, Optional<String> condition) {
    Put.Builder put = Put.builder().tableName(table.text()).item(item);
    condition.ifPresent(put::conditionExpression);
    return TransactWriteItem.builder().put(put.build()).build();
  }

  private static boolean isRefused(TransactionCanceledException e) {
    return e.cancellationReasons().stream()
        .map(CancellationReason::code)
        .anyMatch("ConditionalCheckFailed"::equals);
  }

  @Override
  public Optional<RunRecord> run(String runId) throws Outage {
    return call(() -> item(DynamoDbItems.runKey(runId)).map(DynamoDbItems::run));
  }

  @Override
  public List<RunRecord> runs(int most) throws Outage {
    return call(() -> runsOf(DynamoDbItems.RUNS, most));
  }

  @Override
  public Optional<RunRecord> latest(String job, String target, String fingerprint) throws Outage {
    String source = DynamoDbItems.sourceOf(job, target, fingerprint);
    return call(() -> runsOf(source, 1).stream().findFirst());
  }

  /** The runs that the last items in a place name, from the last on. */
  private List<RunRecord> runsOf(String pk, int most) throws Outage {
    List<String> ids = new ArrayList<>();
    var pages =
        client.queryPaginator(
            QueryRequest.builder()
                .tableName(table.text())
                .keyConditionExpression("pk = :pk")
                .expressionAttributeValues(Map.of(":pk", text(pk)))
                .scanIndexForward(false)
                .consistentRead(true)
                .limit(Math.min(most, 1_000))
                .build());
    for (Map<String, AttributeValue> item : pages.items()) {
      ids.add(item.get(DynamoDbItems.RUN_ID).s());
      if (ids.size() == most) {
        break;
      }
    }
    Map<String, RunRecord> runs = new HashMap<>();
    for (int from = 0; from < ids.size(); from += BATCH) {
      for (RunRecord run : batch(ids.subList(from, Math.min(ids.size(), from + BATCH)))) {
        runs.put(run.runId(), run);
      }
    }
    return ids.stream().filter(runs::containsKey).map(runs::get).toList();
  }

  private List<RunRecord> batch(List<String> ids) throws Outage {
    KeysAndAttributes keys =
        KeysAndAttributes.builder()
            .keys(ids.stream().map(DynamoDbItems::runKey).toList())
            .consistentRead(true)
            .build();
    var answer = client.batchGetItem(r -> r.requestItems(Map.of(table.text(), keys)));
    if (answer.hasUnprocessedKeys() && !answer.unprocessedKeys().isEmpty()) {
      throw new Outage("DynamoDB: throttled, it left keys unprocessed", new Throwable("throttled"));
    }
    return answer.responses().values().stream()
        .flatMap(List::stream)
        .map(DynamoDbItems::run)
        .toList();
  }

  @Override
  public boolean change(RunRecord changed, String token) throws Outage {
    return call(
        () ->
            replaced(
                    DynamoDbItems.ofRun(changed, changed.version() + 1, token), changed.version())
                || hasToken(DynamoDbItems.runKey(changed.runId()), token));
  }

  /** False if the item has another version, or there is none. */
  private boolean replaced(Map<String, AttributeValue> item, long version) {
    try {
      client.putItem(
          r ->
              r.tableName(table.text())
                  .item(item)
                  .conditionExpression("#version = :version")
                  .expressionAttributeNames(Map.of("#version", DynamoDbItems.VERSION))
                  .expressionAttributeValues(Map.of(":version", number(version))));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  private boolean hasToken(Map<String, AttributeValue> key, String token) {
    return item(key).map(found -> found.get(DynamoDbItems.TOKEN)).equals(Optional.of(text(token)));
  }

  private Optional<Map<String, AttributeValue>> item(Map<String, AttributeValue> key) {
    return Optional.of(
            client.getItem(r -> r.tableName(table.text()).key(key).consistentRead(true)).item())
        .filter(item -> !item.isEmpty());
  }

  @Override
  public void enterParts(String runId, List<PartRecord> parts) throws Outage {
    if (parts.isEmpty()) {
      return;
    }
    Set<String> there = call(() -> idsAmong(runId, parts));
    List<PartRecord> rest = parts.stream().filter(p -> !there.contains(p.id())).toList();
    parallel(
        rest,
        part -> {
          Map<String, AttributeValue> item =
              DynamoDbItems.ofPart(runId, part, part.version(), "new");
          try {
            client.putItem(r -> r.tableName(table.text()).item(item).conditionExpression(IS_NEW));
          } catch (ConditionalCheckFailedException e) {
            // Another process has entered it meanwhile.
            return;
          }
        });
  }

  /** Ids that are there, between the first and the last of these. */
  private Set<String> idsAmong(String runId, List<PartRecord> parts) {
    Comparator<String> byUtf8 =
        (a, b) ->
            Arrays.compareUnsigned(
                a.getBytes(UTF_8),
                b.getBytes(UTF_8));
    List<String> ids = parts.stream().map(PartRecord::id).sorted(byUtf8).toList();
    QueryRequest request =
        QueryRequest.builder()
            .tableName(table.text())
            .keyConditionExpression("pk = :pk AND sk BETWEEN :first AND :last")
            .expressionAttributeValues(
                Map.of(
                    ":pk", text(DynamoDbItems.partsOf(runId)),
                    ":first", text(ids.get(0)),
                    ":last", text(ids.get(ids.size() - 1))))
            .projectionExpression(DynamoDbItems.SK)
            .consistentRead(true)
            .build();
    Set<String> there = new HashSet<>();
    client
        .queryPaginator(request)
        .items()
        .forEach(item -> there.add(item.get(DynamoDbItems.SK).s()));
    return there;
  }

  @Override
  public List<PartRecord> parts(String runId, Set<PartState> states) throws Outage {
    return call(
        () ->
            client.queryPaginator(partsRequest(runId).build()).items().stream()
                .map(DynamoDbItems::part)
                .filter(part -> states.isEmpty() || states.contains(part.state()))
                .toList());
  }

  private QueryRequest.Builder partsRequest(String runId) {
    return QueryRequest.builder()
        .tableName(table.text())
        .keyConditionExpression("pk = :pk")
        .expressionAttributeValues(Map.of(":pk", text(DynamoDbItems.partsOf(runId))))
        .consistentRead(true);
  }

  @Override
  public List<String> changeParts(String runId, List<PartRecord> changed, String token)
      throws Outage {
    Set<String> refused = ConcurrentHashMap.newKeySet();
    parallel(
        changed,
        part -> {
          Map<String, AttributeValue> item =
              DynamoDbItems.ofPart(runId, part, part.version() + 1, token);
          if (!replaced(item, part.version())
              && !hasToken(DynamoDbItems.key(DynamoDbItems.partsOf(runId), part.id()), token)) {
            refused.add(part.id());
          }
        });
    return changed.stream().map(PartRecord::id).filter(refused::contains).toList();
  }

  @Override
  public Map<PartState, PartTotals> totals(String runId) throws Outage {
    QueryRequest request =
        partsRequest(runId)
            .projectionExpression("#state, #items, #bytes")
            .expressionAttributeNames(
                Map.of("#state", "state", "#items", "items", "#bytes", "bytes"))
            .build();
    return call(
        () -> {
          Map<PartState, PartTotals> totals = new EnumMap<>(PartState.class);
          for (Map<String, AttributeValue> item : client.queryPaginator(request).items()) {
            totals.merge(
                PartState.valueOf(item.get("state").s()),
                new PartTotals(1, number(item, "items"), number(item, "bytes")),
                PartTotals::plus);
          }
          return totals;
        });
  }

  private void parallel(List<PartRecord> parts, Parallel.Action<PartRecord> action)
      throws Outage {
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

  private <T> T call(Requests<T> requests) throws Outage {
    try {
      return requests.make();
    } catch (SdkException e) {
      if (AwsFailures.mayPass(e)) {
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
