package io.dynalake.testsupport.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.testsupport.SampleOrders;
import io.dynalake.testsupport.dynamodb.AttributeValues;
import io.dynalake.testsupport.dynamodb.EmbeddedDynamoDb;
import io.dynalake.testsupport.dynamodb.TableSpec;
import io.dynalake.testsupport.dynamodb.Tables;
import io.dynalake.testsupport.export.Value;
import io.dynalake.testsupport.s3.EmbeddedS3;
import io.dynalake.testsupport.s3.S3Clients;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

final class FaultProxyTest {
  private static final String TABLE = "FaultProxyTest";
  private static final int ITEMS = 200;

  private final FaultProxy proxy = FaultProxy.before(EmbeddedDynamoDb.shared().endpoint());

  /** Reports the first failure instead of trying again. */
  private final DynamoDbClient client = client(proxy.endpoint());

  private static DynamoDbClient client(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(Tables.CREDENTIALS)
        .httpClientBuilder(ApacheHttpClient.builder())
        .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .build();
  }

  @BeforeAll
  static void fill() {
    try (Tables tables = Tables.at(EmbeddedDynamoDb.shared().endpoint())) {
      tables.create(TableSpec.orders(TABLE));
      tables.fill(TABLE, SampleOrders.stream(1, ITEMS));
    }
  }

  @AfterEach
  void close() {
    client.close();
    proxy.close();
  }

  private ScanResponse scan() {
    return client.scan(
        r -> r.tableName(TABLE).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
  }

  private static PutItemRequest put(String customer) {
    Map<String, Value> item =
        Map.of("customerId", new Value.Text(customer), "orderId", new Value.Text("1"));
    return PutItemRequest.builder()
        .tableName(TABLE)
        .item(AttributeValues.of(new Value.MapOf(item)))
        .build();
  }

  private static boolean exists(String customer) {
    try (DynamoDbClient direct = client(EmbeddedDynamoDb.shared().endpoint())) {
      return direct
          .getItem(
              r ->
                  r.tableName(TABLE)
                      .key(
                          Map.of(
                              "customerId", AttributeValues.of(new Value.Text(customer)),
                              "orderId", AttributeValues.of(new Value.Text("1")))))
          .hasItem();
    }
  }

  @Test
  void passesRequestsOnWithoutRules() {
    assertThat(scan().count()).isGreaterThanOrEqualTo(ITEMS);
    Call call = proxy.log().calls().get(0);
    assertThat(call.operation())
        .isEqualTo(new Operation(Operation.Service.DYNAMODB, "Scan", TABLE));
    assertThat(call.status()).isEqualTo(200);
    assertThat(call.faults()).isEmpty();
    assertThat(call.consumedCapacity()).isEqualTo(proxy.log().consumedCapacity()).isPositive();
  }

  @Test
  void throttlesTheSameRequestsForTheSameSeed() {
    List<Boolean> first = throttled(5);
    assertThat(first).contains(true, false).isEqualTo(throttled(5)).isNotEqualTo(throttled(6));
    assertThat(proxy.log().faults(Fault.Throttle.class))
        .isEqualTo(proxy.log().calls().stream().filter(call -> call.status() == 400).count())
        .isBetween(10L, 80L);
  }

  private List<Boolean> throttled(long seed) {
    proxy.clearRules();
    proxy.rule(Rule.on("DescribeTable").share(0.3, seed, new Fault.Throttle()));
    return IntStream.range(0, 50)
        .mapToObj(
            i -> {
              try {
                client.describeTable(r -> r.tableName(TABLE));
                return false;
              } catch (ProvisionedThroughputExceededException e) {
                return true;
              }
            })
        .toList();
  }

  @Test
  void answersByExceptionsThatTheSdkKnows() {
    proxy.rule(Rule.on("Scan").nth(new Fault.Throttle(Fault.Throttle.THROTTLING), 1));
    proxy.rule(Rule.on("Scan").nth(new Fault.Throttle(Fault.Throttle.REQUEST_LIMIT), 2));
    proxy.rule(Rule.on("Scan").nth(new Fault.ServerError(), 3));
    assertThatThrownBy(this::scan)
        .isInstanceOfSatisfying(
            DynamoDbException.class, e -> assertThat(e.isThrottlingException()).isTrue())
        .hasMessageContaining("Rate exceeded");
    assertThatThrownBy(this::scan)
        .isInstanceOfSatisfying(
            DynamoDbException.class, e -> assertThat(e.isThrottlingException()).isTrue());
    assertThatThrownBy(this::scan).isInstanceOf(InternalServerErrorException.class);
    assertThatCode(this::scan).doesNotThrowAnyException();
  }

  @Test
  void cutsBeforeTheRequestIsDone() {
    proxy.rule(Rule.on("PutItem").always(new Fault.CutBefore()));
    assertThatThrownBy(() -> client.putItem(put("before"))).isInstanceOf(SdkClientException.class);
    assertThat(exists("before")).isFalse();
  }

  @Test
  void cutsAfterTheRequestWasDone() {
    proxy.rule(Rule.on("PutItem").always(new Fault.CutAfter()));
    assertThatThrownBy(() -> client.putItem(put("after"))).isInstanceOf(SdkClientException.class);
    assertThat(exists("after")).isTrue();
  }

  @Test
  void cutsInTheMiddleOfAnAnswerAndCountsWhatItCost() {
    proxy.rule(Rule.on("Scan").always(new Fault.CutInBody()));
    assertThatThrownBy(this::scan).isInstanceOf(SdkClientException.class);
    Call call = proxy.log().calls().get(0);
    assertThat(call.status()).isZero();
    assertThat(call.consumedCapacity()).isPositive();
  }

  @Test
  void givesSmallPagesThatGoOn() {
    proxy.rule(Rule.on("Scan").always(new Fault.SmallPage(7)));
    int expected =
        client(EmbeddedDynamoDb.shared().endpoint()).scan(r -> r.tableName(TABLE)).count();
    AtomicInteger items = new AtomicInteger();
    for (int segment = 0; segment < 2; segment++) {
      int number = segment;
      client
          .scanPaginator(r -> r.tableName(TABLE).segment(number).totalSegments(2))
          .forEach(page -> items.addAndGet(page.count()));
    }
    assertThat(items).hasValue(expected);

    List<Call> calls = proxy.log().calls("Scan");
    assertThat(calls).hasSizeGreaterThan(expected / 7);
    assertThat(proxy.log().segments()).containsExactly(0, 1);
    for (int i = 1; i < calls.size(); i++) {
      Call.Page page = calls.get(i).page().orElseThrow();
      Call.Page previous = calls.get(i - 1).page().orElseThrow();
      assertThat(page.count()).isLessThanOrEqualTo(7);
      assertThat(page.totalSegments()).isEqualTo(2);
      assertThat(page.startKey().isPresent()).isEqualTo(page.segment() == previous.segment());
      page.startKey().ifPresent(key -> assertThat(previous.lastKey()).hasValue(key));
    }
  }

  @Test
  void leavesWritesUnprocessed() {
    proxy.rule(Rule.on("BatchWriteItem").always(new Fault.Unprocessed(2)));
    List<WriteRequest> writes =
        IntStream.range(0, 5)
            .mapToObj(i -> put("batch" + i).item())
            .map(item -> WriteRequest.builder().putRequest(p -> p.item(item)).build())
            .toList();
    Map<String, List<WriteRequest>> rest =
        client.batchWriteItem(r -> r.requestItems(Map.of(TABLE, writes))).unprocessedItems();
    assertThat(rest).isEqualTo(Map.of(TABLE, writes.subList(2, 5)));
    assertThat(exists("batch1")).isTrue();
    assertThat(exists("batch2")).isFalse();
    assertThat(proxy.log().calls().get(0).operation().resource()).isEqualTo(TABLE);
  }

  @Test
  void isAwayForAWhile() {
    Instant left = Instant.now();
    assertThat(scan().count()).isPositive();
    proxy.away(Duration.ofMillis(600));
    assertThatThrownBy(this::scan).isInstanceOf(SdkClientException.class);
    while (Instant.now().isBefore(left.plusSeconds(30))) {
      try {
        assertThat(scan().count()).isPositive();
        assertThat(Instant.now()).isAfter(left.plusMillis(600));
        return;
      } catch (SdkClientException e) {
        // Not yet.
      }
    }
    throw new AssertionError("it did not come back");
  }

  @Test
  void refusesExpiredAccessKeys() {
    proxy.accessKeys(key -> !key.equals("embedded"));
    assertThatThrownBy(this::scan)
        .isInstanceOfSatisfying(
            DynamoDbException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ExpiredTokenException"));
  }

  @Test
  void standsBeforeS3AsWell() {
    String bucket = EmbeddedS3.shared().newBucket();
    try (FaultProxy s3 = FaultProxy.before(EmbeddedS3.shared().endpoint());
        S3Client objects = S3Clients.at(s3.endpoint())) {
      s3.rule(Rule.on("PutObject").nth(new Fault.Throttle(), 1));
      s3.rule(Rule.on("GetObject").nth(new Fault.CutInBody(), 1));
      s3.rule(Rule.on("HeadObject").always(new Fault.ServerError()));
      byte[] content = new byte[300_000];
      objects.putObject(r -> r.bucket(bucket).key("a/b c"), RequestBody.fromBytes(content));
      assertThat(objects.listObjectsV2(r -> r.bucket(bucket)).contents()).hasSize(1);
      assertThat(get(objects, bucket)).as("after a cut").isEqualTo(content.length);
      assertThatThrownBy(() -> objects.headObject(r -> r.bucket(bucket).key("a/b c")))
          .isInstanceOf(S3Exception.class);
      assertThat(s3.log().operations())
          .containsExactly("GetObject", "HeadObject", "ListObjects", "PutObject");
      assertThat(s3.log().calls("GetObject")).extracting(Call::status).containsExactly(0, 200);
      assertThat(s3.log().calls("PutObject")).extracting(Call::status).containsExactly(503, 200);
      assertThat(s3.log().calls("PutObject").get(0).operation().resource())
          .isEqualTo(bucket + "/a/b%20c");
    }
  }

  private static int get(S3Client objects, String bucket) {
    return objects.getObjectAsBytes(r -> r.bucket(bucket).key("a/b c")).asByteArray().length;
  }

  @Test
  void answersManyConnectionsAtTheSameTime() {
    proxy.rule(Rule.on("Scan").share(0.2, 9, new Fault.Throttle()));
    long answered =
        IntStream.range(0, 100)
            .parallel()
            .filter(
                i -> {
                  try {
                    return client.scan(r -> r.tableName(TABLE)).count() >= ITEMS;
                  } catch (ProvisionedThroughputExceededException e) {
                    return false;
                  }
                })
            .count();
    assertThat(answered + proxy.log().faults(Fault.Throttle.class)).isEqualTo(100);
    assertThat(answered).isBetween(60L, 95L);
  }
}
