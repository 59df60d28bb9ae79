package io.dynalake.it.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that DynamoDB allows and others find hard, at the top level and in a map. */
final class AttributeNamesIT {
  private final Lake lake;

  AttributeNamesIT(@TempDir Path folder) {
    lake = new Lake(folder);
  }

  private static ObjectNode text(String value) {
    return JsonNodeFactory.instance.objectNode().put("S", value);
  }

  /** An item with attributes of these names, valued "v0" and so on, and a map m of the same. */
  private static String item(List<String> names) {
    ObjectNode attributes = JsonNodeFactory.instance.objectNode();
    ObjectNode nested = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < names.size(); i++) {
      attributes.set(names.get(i), text("v" + i));
      nested.set(names.get(i), text("n" + i));
    }
    attributes.set("pk", text("a"));
    attributes.set("m", JsonNodeFactory.instance.objectNode().set("M", nested));
    return attributes.toString();
  }

  /** Asserts that both readers find the value under the name, and the nested one. */
  private void assertReadBack(String column, String value, String nested) {
    for (List<Map<String, Object>> rows : List.of(SparkValues.rows(lake.frame()), lake.rows())) {
      assertThat(rows).hasSize(1);
      assertThat(rows.get(0)).contains(entry(column, value));
      assertThat((Map<?, ?>) rows.get(0).get("m")).isEqualTo(Map.of(column, nested));
    }
  }

  private String attributeOf(String column) {
    StructField field = lake.frame().schema().apply(column);
    return field.metadata().getString("dynamodb.name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dotted.name",
        "back`tick",
        "comma,name",
        "new\nline",
        "😀",
        "with space",
        " ",
        "quo\"te",
        "semi;colon",
        "equals=sign",
        "(braces){}",
        "tab\there",
        "\u0000",
        "SELECT",
        "_hidden",
        ".hidden",
        "日本語",
        "a/b\\c"
      })
  void readsBackUnderTheAttributesOwnName(String name) {
    lake.backfill(lake.exportOf(item(List.of(name)))).done();
    assertReadBack(name, "v0", "n0");
    assertThat(attributeOf(name)).isEqualTo(name);
  }

  @Test
  void readsBackNameOf60Kilobytes() {
    String name = "n".repeat(60_000) + "é";
    lake.backfill(lake.exportOf(item(List.of(name)))).done();
    assertReadBack(name, "v0", "n0");
  }

  @Test
  void tellsApartNamesThatDifferOnlyByCase() {
    lake.backfill(lake.exportOf(item(List.of("total", "Total", "TOTAL")))).done();
    Map<String, String> columns = lake.duck().columns();
    assertThat(columns).containsOnlyKeys("TOTAL", "Total_2", "total_3", "m", "pk");
    for (List<Map<String, Object>> rows : List.of(SparkValues.rows(lake.frame()), lake.rows())) {
      assertThat(rows.get(0))
          .contains(entry("TOTAL", "v2"), entry("Total_2", "v1"), entry("total_3", "v0"));
      assertThat((Map<?, ?>) rows.get(0).get("m"))
          .isEqualTo(Map.of("TOTAL", "n2", "Total_2", "n1", "total_3", "n0"));
    }
    assertThat(attributeOf("Total_2")).isEqualTo("Total");
    // Spark ignores case where it resolves names.
    assertThat(lake.frame().select("total").first().getString(0)).isEqualTo("v2");
    assertThat(lake.frame().select("m.total_2").first().getString(0)).isEqualTo("n1");
  }

  @Test
  void namesColumnsForAthenaIfAsked() {
    lake.backfill(
            lake.exportOf(item(List.of("dotted.name", "dotted,name", "Länge", "😀", "createdAt"))),
            "--column-names",
            "athena")
        .done();
    assertThat(lake.duck().columns())
        .containsOnlyKeys("dotted_name", "dotted_name_2", "lange", "_", "createdat", "m", "pk");
    assertThat(attributeOf("dotted_name")).isEqualTo("dotted,name");
    assertThat(attributeOf("createdat")).isEqualTo("createdAt");
    assertThat(lake.values("createdat")).containsExactly("v4");
  }
}
