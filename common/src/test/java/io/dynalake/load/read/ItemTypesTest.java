package io.dynalake.load.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import io.dynalake.schema.ColumnType;
import io.dynalake.schema.Field;
import io.dynalake.schema.ItemSchema;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemTypesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "string~S",
        "N~N",
        "Number~N",
        "boolean~BOOL",
        "b~B",
        "set<string>~SS",
        "SET < number >~NS",
        "set<B>~BS",
        "ss~SS",
        "list~L",
        "array<string>~L",
        "map<string,set<number>>~M",
        "M~M"
      })
  void readsTypes(String text, AttributeType type) {
    assertThat(Inputs.types("a=" + text).field("a").type()).contains(type);
  }

  @Test
  void readsTypesOfParts() {
    ItemTypes types = Inputs.types("m=map<string,list<set<number>>>", "l[].x=string", "n{}=N");
    assertThat(types.field("m").field("any").element().type()).contains(AttributeType.NS);
    assertThat(types.field("l").element().field("x").type()).contains(AttributeType.S);
    assertThat(types.field("l").element().field("y").type()).isEmpty();
    assertThat(types.field("n").field("any").type()).contains(AttributeType.N);
  }

  @ParameterizedTest
  @ValueSource(strings = {"decimal(38,4)", "bigint", "set<boolean>", "null", "", "list<text>"})
  void refusesWhatIsNoType(String text) {
    assertThatThrownBy(() -> Inputs.types("a.b=" + text))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("type of a.b: '")
        .hasMessageContaining("is no type of attributes; the types are string, number,")
        .extracting(e -> ((JobException) e).code())
        .isEqualTo(ErrorCode.USAGE);
  }

  @Test
  void takesTheFirstThatSaysSomething() {
    ItemTypes types =
        Inputs.types("a=string", "m.x=N")
            .orElse(Inputs.types("a=number", "b=number", "m.x=S", "m.y=S"));
    assertThat(types.field("a").type()).contains(AttributeType.S);
    assertThat(types.field("b").type()).contains(AttributeType.N);
    assertThat(types.field("m").field("x").type()).contains(AttributeType.N);
    assertThat(types.field("m").field("y").type()).contains(AttributeType.S);
    assertThat(types.field("c")).isEqualTo(ItemTypes.ANY);
  }

  @Test
  void learnsTypesFromASchema() {
    ItemSchema schema =
        new ItemSchema(
            List.of(
                field("n", new ColumnType.Text(), AttributeType.N, AttributeType.NULL),
                field("mixed", new ColumnType.Text(), AttributeType.N, AttributeType.S),
                field("at", new ColumnType.Timestamp(), AttributeType.N),
                field(
                    "sets",
                    new ColumnType.ListOf(
                        new ColumnType.ListOf(new ColumnType.Text(), AttributeType.NS),
                        AttributeType.L),
                    AttributeType.L),
                field(
                    "m",
                    new ColumnType.MapOf(
                        new ColumnType.Struct(
                            List.of(field("x", new ColumnType.Binary(), AttributeType.B)))),
                    AttributeType.M)));
    ItemTypes types = ItemTypes.of(schema);
    assertThat(types.field("n").type()).contains(AttributeType.N);
    assertThat(types.field("mixed").type()).isEmpty();
    assertThat(types.field("at").type()).contains(AttributeType.N);
    assertThat(types.field("sets").type()).contains(AttributeType.L);
    assertThat(types.field("sets").element().type()).contains(AttributeType.NS);
    assertThat(types.field("m").field("any").field("x").type()).contains(AttributeType.B);
  }

  private static Field field(String attribute, ColumnType type, AttributeType... seen) {
    return new Field("column_" + attribute, attribute, type, Set.of(seen));
  }
}
