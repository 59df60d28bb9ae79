package io.dynalake.testsupport.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.testsupport.SampleOrders;
import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.export.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

final class TablesTest {
  private final Tables tables = Tables.at(EmbeddedDynamoDb.shared().endpoint());

  /** DynamoDB keeps no order of attributes or of the elements of a set. */
  static Object unordered(Value value) {
    if (value instanceof Value.MapOf map) {
      Map<String, Object> attributes = new LinkedHashMap<>();
      map.attributes().forEach((name, each) -> attributes.put(name, unordered(each)));
      return attributes;
    } else if (value instanceof Value.ListOf list) {
      return list.elements().stream().map(TablesTest::unordered).toList();
    } else if (value instanceof Value.SetOf set) {
      return List.of(set.tag(), Map.of("elements", Set.copyOf(set.elements())));
    }
    return value;
  }

  @Test
  void readsBackItemsOfAllTypesAsTheyWerePut() {
    tables.create(TableSpec.of("Random", TableSpec.Key.text("pk")));
    long filled = tables.fill("Random", new RandomItems(3).stream(1_003));
    assertThat(filled).isEqualTo(1_003);
    assertThat(tables.items("Random").stream().map(TablesTest::unordered))
        .containsExactlyInAnyOrderElementsOf(
            new RandomItems(3).items(1_003).stream().map(TablesTest::unordered).toList());
  }

  @Test
  void createsTheTableOfTheOrders() {
    tables.create(TableSpec.orders("Orders").provisioned(100, 50));
    assertThat(tables.fill("Orders", SampleOrders.stream(7, 500))).isEqualTo(500);
    TableDescription table = tables.client().describeTable(r -> r.tableName("Orders")).table();
    assertThat(table.itemCount()).isEqualTo(500);
    assertThat(table.provisionedThroughput().readCapacityUnits()).isEqualTo(100);
    assertThat(new TreeSet<>(table.keySchema().stream().map(key -> key.attributeName()).toList()))
        .containsExactly("customerId", "orderId");
  }
}
