package io.dynalake.dataset.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionSpecTest {
  @Test
  void readsEveryTransformWithItsDefaultName() {
    PartitionSpec spec =
        PartitionSpec.parse(
            "year(a), month(b), DAY( c ),hour(d), bucket(16, customerId), truncate(3, sk), status");
    assertThat(spec.fields())
        .containsExactly(
            new PartitionField("a_year", new Transform.Year(), List.of("a")),
            new PartitionField("b_month", new Transform.Month(), List.of("b")),
            new PartitionField("c_day", new Transform.Day(), List.of("c")),
            new PartitionField("d_hour", new Transform.Hour(), List.of("d")),
            new PartitionField(
                "customerId_bucket", new Transform.Bucket(16), List.of("customerId")),
            new PartitionField("sk_trunc", new Transform.Truncate(3), List.of("sk")),
            new PartitionField("status", new Transform.Identity(), List.of("status")));
  }

  /** As readers type them; {@code 2024-03} and {@code 2024-03-05-10} are no dates. */
  @Test
  void typesDaysAndWholeNumbersForCatalogs() {
    PartitionSpec spec =
        PartitionSpec.parse(
            "year(a), month(b), day(c), hour(d), bucket(16, id), truncate(3, sk), status");
    assertThat(
            spec.columnTypes().entrySet().stream().map(e -> e.getKey() + ":" + e.getValue().text()))
        .containsExactly(
            "a_year:bigint",
            "b_month:string",
            "c_day:date",
            "d_hour:string",
            "id_bucket:bigint",
            "sk_trunc:string",
            "status:string");
  }

  @Test
  void takesNamesAndNestedPathsAndBackticks() {
    PartitionSpec spec =
        PartitionSpec.parse(
            "d=month(createdAt), address.country, x = `a.b, (c)`.`d``e`, `my name`=bucket(4,"
                + " `p=k`)");
    assertThat(spec.fields())
        .containsExactly(
            new PartitionField("d", new Transform.Month(), List.of("createdAt")),
            new PartitionField(
                "address_country", new Transform.Identity(), List.of("address", "country")),
            new PartitionField("x", new Transform.Identity(), List.of("a.b, (c)", "d`e")),
            new PartitionField("my name", new Transform.Bucket(4), List.of("p=k")));
    assertThat(spec.fields().get(2).attribute()).isEqualTo("`a.b, (c)`.`d``e`");
  }

  @Test
  void suggestsTheTransformThatWasMeant() {
    refuses(
        "days(updatedAt)",
        "--partition-by: there is no transform 'days' (in 'days(updatedAt)'); did you mean 'day'? it"
            + " is one of year, month, day, hour, bucket, truncate, or an attribute alone");
    refuses("trunkate(3, sk)", "did you mean 'truncate'?");
    assertThatThrownBy(() -> PartitionSpec.parse("fortnight(x)"))
        .message()
        .contains("no transform 'fortnight'")
        .doesNotContain("did you mean");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a, A                | two partition columns are called 'A' (case is ignored)",
        "day(a), a_day       | two partition columns are called 'a_day'",
        "_type               | '_type' cannot name a partition column; readers take directories",
        ".type=a             | hidden",
        "`a/b`               | characters that directory names cannot have",
        "a=b=c               | more than one '='",
        "bucket(customerId)  | write bucket(n, attribute)",
        "bucket(a, 16)       | 'a' (in 'bucket(a, 16)') is not a whole number of at least 1",
        "truncate(0, a)      | '0' (in 'truncate(0, a)') is not a whole number",
        "bucket(99999999999, a) | is not a whole number",
        "day(a, b)           | write day(attribute)",
        "day(a               | leaves a parenthesis open",
        "day)a(              | closes a parenthesis that was not opened",
        "`a                  | leaves a backtick open",
        "day(a)b             | not of the form transform(attribute)",
        "day(month(a))       | not of the form transform(attribute)",
        "a,,b                | an attribute or transform is missing",
        "day()               | a name is missing",
        "lines[].price       | leads into a list or map",
      })
  void refuses(String text, String problem) {
    assertThatThrownBy(() -> PartitionSpec.parse(text))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("--partition-by: ")
        .hasMessageContaining(problem)
        .extracting(e -> ((JobException) e).code())
        .isEqualTo(ErrorCode.USAGE);
  }

  @Test
  void refusesEmptyText() {
    refuses("", "an attribute or transform is missing");
  }

  @Test
  void refusesNamesTooLongForADirectory() {
    refuses("ä".repeat(51), "more than 100 bytes; give it a name");
    assertThat(PartitionSpec.parse("ä".repeat(50)).names()).containsExactly("ä".repeat(50));
  }

  @Test
  void renamesColumnsAndKeepsWhatTheyAreMadeOf() {
    PartitionSpec spec = PartitionSpec.parse("day(updatedAt), Status");
    PartitionSpec renamed = spec.renamed(name -> name.toLowerCase(Locale.ROOT));
    assertThat(renamed.names()).containsExactly("updatedat_day", "status");
    assertThat(renamed.fields().get(0).path()).containsExactly("updatedAt");
    assertThat(PartitionSpec.unpartitioned().isPartitioned()).isFalse();
  }
}
