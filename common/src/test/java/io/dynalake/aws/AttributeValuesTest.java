package io.dynalake.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.JobException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AttributeValuesTest {
  @Test
  void readsValuesOfAllTypes() {
    assertThat(
            AttributeValues.parse(
                """
                {":s":{"S":"é"},":n":{"N":"1.5"},":b":{"B":"AQI="},":t":{"BOOL":false},
                 ":z":{"NULL":true},":ss":{"SS":["a"]},":ns":{"NS":["1"]},":bs":{"BS":["AQ=="]},
                 ":m":{"M":{"l":{"L":[{"S":"x"}]}}}}"""))
        .isEqualTo(
            Map.of(
                ":s", AttributeValue.fromS("é"),
                ":n", AttributeValue.fromN("1.5"),
                ":b", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {1, 2})),
                ":t", AttributeValue.fromBool(false),
                ":z", AttributeValue.fromNul(true),
                ":ss", AttributeValue.fromSs(List.of("a")),
                ":ns", AttributeValue.fromNs(List.of("1")),
                ":bs", AttributeValue.fromBs(List.of(SdkBytes.fromByteArray(new byte[] {1}))),
                ":m",
                    AttributeValue.fromM(
                        Map.of("l", AttributeValue.fromL(List.of(AttributeValue.fromS("x")))))));
  }

  @Test
  void refusesWhatIsNoValue() {
    for (String wrong :
        List.of(
            "",
            "[]",
            "{}",
            "{\":a\":1}",
            "{\":a\":{\"N\":1}}",
            "{\":a\":{\"X\":\"1\"}}",
            "{\":a\":{\"S\":\"1\",\"N\":\"1\"}}",
            "{\":a\":{\"B\":\"?\"}}",
            "{\":a\":{\"S\":\"1\"}} x",
            "{\":a\":{\"S\":\"1\"},\":a\":{\"S\":\"2\"}}",
            "{\":a\":{\"M\":[]}}")) {
      assertThatThrownBy(() -> AttributeValues.parse(wrong))
          .as(wrong)
          .isInstanceOf(JobException.class)
          .hasMessageContaining("expression attribute values: they cannot be read")
          .hasMessageContaining("write DynamoDB JSON");
    }
  }
}
