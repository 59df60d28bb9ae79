package io.dynalake.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaDiffTest {
  @Test
  void showsWhatIsAddedRemovedAndChanged() {
    ItemSchema before =
        Items.infer(
                "\"a\":{\"N\":\"1\"},\"b\":{\"S\":\"\"},\"l\":{\"L\":[{\"N\":\"1\"}]},"
                    + "\"s\":{\"SS\":[\"\"]},\"m\":{\"M\":{\"x\":{\"N\":\"1\"},\"y\":{\"S\":\"\"}}}")
            .schema();
    ItemSchema after =
        Items.infer(
                "\"a\":{\"N\":\"0.5\"},\"l\":{\"L\":[{\"N\":\"0.5\"}]},\"s\":{\"L\":[{\"S\":\"\"}]},"
                    + "\"m\":{\"M\":{\"x\":{\"BOOL\":true},\"z.z\":{\"S\":\"\"}}},\"n\":{\"B\":\"\"}")
            .schema();

    SchemaDiff diff = SchemaDiff.between(before, after);

    assertThat(diff.text())
        .isEqualTo(
            """
            ~ a: bigint → decimal(18,2)
            - b: string
            ~ l[]: bigint → decimal(18,2)
            ~ m.x: bigint → boolean
            - m.y: string
            + m.`z.z`: string
            ~ s: array<string> from SS → array<string> from L
            + n: binary
            """);
    assertThat(diff.isEmpty()).isFalse();
  }

  @Test
  void showsOtherNames() {
    ItemSchema before = Items.infer("\"Ab\":{\"N\":\"1\"}").schema();
    Field field = before.fields().get(0);
    ItemSchema after = new ItemSchema(List.of(new Field("ab", "Ab", field.type(), field.seen())));

    assertThat(SchemaDiff.between(before, after).text()).isEqualTo("~ Ab: named Ab → ab\n");
  }

  @Test
  void isEmptyForEqualSchemas() {
    ItemSchema schema = Items.infer("\"a\":{\"M\":{\"x\":{\"L\":[]}}}").schema();

    assertThat(SchemaDiff.between(schema, schema).isEmpty()).isTrue();
  }
}
