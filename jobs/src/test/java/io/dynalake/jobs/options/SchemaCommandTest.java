package io.dynalake.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.jobs.options.SchemaJobArguments.Print;
import io.dynalake.schema.ColumnNames;
import io.dynalake.schema.Numbers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchemaCommandTest {

  @Test
  void takesEveryOption() {
    SchemaJobArguments arguments =
        read(
            "--export=in",
            "--target=out",
            "--print=athena-ddl,JSON",
            "--print=spark_ddl",
            "--diff",
            "--pin",
            "--location=s3://lake/orders",
            "--table-name=shop.orders",
            "--partition-by=day(updatedAt)",
            "--max-bad-items=5",
            "--numbers=string",
            "--column-names=athena",
            "--max-struct-fields=3");

    assertThat(arguments)
        .isEqualTo(
            new SchemaJobArguments(
                "in",
                Optional.of("out"),
                List.of(Print.ATHENA_DDL, Print.JSON, Print.SPARK_DDL),
                true,
                true,
                Optional.of("s3://lake/orders"),
                "shop.orders",
                List.of("day(updatedAt)"),
                new SchemaArguments(
                    List.of(),
                    List.of(),
                    List.of(),
                    Numbers.STRING,
                    List.of(),
                    3,
                    ColumnNames.ATHENA),
                5));
  }

  @Test
  void printsTheTreeUnlessThereIsSomethingElseToDo() {
    assertThat(read("--export=in").print()).containsExactly(Print.TREE);
    assertThat(read("--export=in", "--target=out", "--diff").print()).isEmpty();
    assertThat(read("--export=in", "--target=out", "--pin", "--print=json").print())
        .containsExactly(Print.JSON);
  }

  @Test
  void takesTheTargetForTheLocation() {
    assertThat(read("--export=in", "--target=out").location()).contains("out");
  }

  @Test
  void refusesDiffAndPinWithoutTarget() {
    assertThatThrownBy(() -> read("--export=in", "--diff"))
        .hasMessageContaining("--target: missing; --diff compares with a dataset");
    assertThatThrownBy(() -> read("--export=in", "--pin"))
        .hasMessageContaining("--target: missing; --pin writes to a dataset");
  }

  @Test
  void refusesUnknownForm() {
    assertThatThrownBy(() -> read("--export=in", "--print=tree,hive"))
        .hasMessageContaining(
            "--print: 'hive' is not one of its values; give one of tree, spark-ddl, athena-ddl,"
                + " json");
  }

  private static SchemaJobArguments read(String... typed) {
    return JobCommand.SCHEMA.read(List.of(typed), file -> Map.of(), () -> "unused").arguments();
  }
}
