package io.dynalake.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.aws.AwsClients;
import io.dynalake.aws.AwsSettings;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.testsupport.dynamodb.EmbeddedDynamoDb;
import io.dynalake.testsupport.dynamodb.TableSpec;
import io.dynalake.testsupport.dynamodb.Tables;
import io.dynalake.testsupport.fault.Fault;
import io.dynalake.testsupport.fault.FaultProxy;
import io.dynalake.testsupport.fault.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbLedgerTest extends LedgerContract {
  static {
    // What the SDK's default credentials are taken from; DynamoDB Local takes any.
    System.setProperty("aws.accessKeyId", "embedded");
    System.setProperty("aws.secretAccessKey", "embedded");
  }

  private final FaultProxy proxy = FaultProxy.before(EmbeddedDynamoDb.shared().endpoint());
  private final String table = "ledger_" + UUID.randomUUID();

  @AfterEach
  void closeProxy() {
    proxy.close();
  }

  @Override
  String uri() {
    return "dynamodb://" + table + "?region=eu-central-1&endpoint=" + proxy.endpoint();
  }

  @Override
  void becomeVersion(int version) {
    Map<String, AttributeValue> item = new HashMap<>(DynamoDbItems.key("ledger", "version"));
    item.put("version", DynamoDbItems.number(version));
    AwsClients.dynamoDb(settings()).putItem(r -> r.tableName(table).item(item));
  }

  private AwsSettings settings() {
    return AwsSettings.DEFAULT.withRegion("eu-central-1").withEndpoint(proxy.endpoint());
  }

  @Override
  void leave() {
    proxy.leave();
  }

  @Override
  void comeBack() {
    proxy.comeBack();
  }

  @Override
  int manyParts() {
    return 1_500;
  }

  @Test
  void makesATableThatIsPaidByUse() {
    open();
    var made = AwsClients.dynamoDb(settings()).describeTable(r -> r.tableName(table)).table();
    assertThat(made.billingModeSummary().billingModeAsString()).isEqualTo("PAY_PER_REQUEST");
  }

  @Test
  void refusesATableThatIsNoLedger() {
    Tables.at(EmbeddedDynamoDb.shared().endpoint())
        .create(TableSpec.of(table, TableSpec.Key.text("orderId")));
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("ledger dynamodb://" + table + ": this table is no ledger");
  }

  @Test
  void goesOnThroughThrottlingAndAnswersThatAreCut() {
    Ledger ledger = open();
    proxy
        .rule(Rule.on("PutItem").share(0.1, 7, new Fault.CutAfter()))
        .rule(Rule.on("PutItem", "Query").share(0.1, 8, new Fault.Throttle()))
        .rule(Rule.on("TransactWriteItems").nth(new Fault.CutAfter(), 1))
        .rule(Rule.on("GetItem").nth(new Fault.ServerError(), 1, 2));
    assertThat(ledger.enter(run("r", NOW))).isTrue();
    List<PartRecord> parts = IntStream.range(0, 100).mapToObj(i -> part("f" + i)).toList();
    ledger.enterParts("r", parts);
    assertThat(ledger.changeParts("r", parts.stream().map(p -> p.begin(NOW)).toList())).isEmpty();
    proxy.clearRules();

    assertThat(ledger.totals("r")).containsEntry(PartState.IN_PROGRESS, new PartTotals(100, 0, 0));
    assertThat(ledger.runs(5)).hasSize(1);
  }
}
