package io.dynalake.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaReportTest {
  @Test
  void showsATreeWithWhatWasSeen() {
    ItemProfile profile =
        Items.profile(
            "\"pk\":{\"S\":\"1\"},\"Total\":{\"N\":\"12.5\"},\"total\":{\"N\":\"1\"},"
                + "\"mixed\":{\"S\":\"\"},\"empty\":{\"L\":[]},\"none\":{\"NULL\":true},"
                + "\"lines\":{\"L\":[{\"M\":{\"sku\":{\"S\":\"\"},\"qty\":{\"N\":\"1\"}}},"
                + "{\"M\":{\"sku\":{\"S\":\"\"}}}]}",
            "\"pk\":{\"S\":\"2\"},\"Total\":{\"N\":\"1\"},\"mixed\":{\"N\":\"1\"},"
                + "\"tags\":{\"SS\":[\"\"]},\"big\":{\"N\":\"1E-130\"},\"any\":{\"L\":[{\"S\":\"\"},"
                + "{\"N\":\"1\"}]}",
            "\"pk\":{\"S\":\"3\"},\"mixed\":{\"NULL\":true},\"attrs\":{\"M\":{\"a\\n.b\":{\"M\":{}}}}");
    TypingOptions options =
        new TypingOptions(Map.of(), Numbers.AUTO, ColumnNames.PRESERVE, List.of("pk"));

    assertThat(SchemaReport.of(TypingRules.infer(profile, options)))
        .isEqualTo(
            """
            column         type                DynamoDB    present  notes
            ─────────────────────────────────────────────────────────────
            pk             string              S           100 %
            Total          decimal(18,2)       N           66.7 %
            any            array<string>       L           33.3 %   elements: conflict: S 1×, N 1×
            attrs          struct              M           33.3 %
              `a\\u000a.b`  map<string,string>  M           100 %    always empty
            big            string              N           33.3 %   numbers of up to 0 integer and 130 fraction digits
            empty          array<string>       L           33.3 %   always empty
            lines          array               L           33.3 %
              []           struct              M           100 %
                qty        bigint              N           50.0 %
                sku        string              S           100 %
            mixed          string              S, N, NULL  66.7 %   conflict: S 1×, N 1×
            none           string              NULL        0.0 %    only NULL
            tags           array<string>       SS          33.3 %
            total_2        bigint              N           33.3 %   attribute total
            3 items, 11 columns
            """);
  }

  @Test
  void showsPinnedColumnsThatNoItemHas() {
    ItemSchema pinned = Items.infer("\"a\":{\"S\":\"\"},\"b\":{\"S\":\"\"}").schema();

    assertThat(SchemaReport.of(pinned, Items.profile("\"a\":{\"S\":\"\"}")))
        .contains("b       string  –         0.0 %    not in these items\n");
  }

  @Test
  void neverRoundsToNothingOrEverything() {
    ItemProfile profile = new ItemProfile(ProfileOptions.DEFAULT);
    for (int i = 0; i < 5_000; i++) {
      Items.add(profile, (i == 0 ? "\"rare\"" : "\"common\"") + ":{\"S\":\"\"}");
    }

    assertThat(SchemaReport.of(TypingRules.infer(profile, TypingOptions.DEFAULT)))
        .contains("common  string  S         >99.9 %")
        .contains("rare    string  S         <0.1 %")
        .endsWith("5,000 items, 2 columns\n");
  }

  @Test
  void cutsNamesThatAreTooLong() {
    InferredSchema inferred = Items.infer("\"" + "x".repeat(60_000) + "\":{\"S\":\"\"}");

    assertThat(SchemaReport.of(inferred))
        .contains("x".repeat(64) + "…  string")
        .hasSizeLessThan(500);
  }
}
