package io.dynalake.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AwsSettingsTest {
  private static final String ARN = "arn:aws:dynamodb:eu-west-3:210987654321:table/My.Orders";

  @BeforeEach
  void hidesTheMachinesSettings() {
    System.setProperty("aws.configFile", "/nowhere");
    System.setProperty("aws.sharedCredentialsFile", "/nowhere");
    System.setProperty("aws.disableEc2Metadata", "true");
  }

  @AfterEach
  void showsThemAgain() {
    List.of("aws.configFile", "aws.sharedCredentialsFile", "aws.disableEc2Metadata", "aws.region")
        .forEach(System::clearProperty);
  }

  @Test
  void takesTheRegionOfTheSettingsThenOfTheArnThenOfTheEnvironment() {
    System.setProperty("aws.region", "ap-south-1");
    AwsSettings given = AwsSettings.DEFAULT.withRegion("eu-west-3");
    TableName byArn = new TableName(ARN);
    TableName byName = new TableName("My.Orders");
    assertThat(Regions.resolve(given, byName).regionOrNull()).isEqualTo("eu-west-3");
    assertThat(Regions.resolve(given, byArn).regionOrNull()).isEqualTo("eu-west-3");
    assertThat(Regions.resolve(AwsSettings.DEFAULT, byArn).regionOrNull()).isEqualTo("eu-west-3");
    assertThat(Regions.resolve(AwsSettings.DEFAULT, byName).regionOrNull()).isEqualTo("ap-south-1");
    assertThatThrownBy(() -> Regions.resolve(given.withRegion("us-east-1"), byArn))
        .hasMessageContaining("the table's ARN is of eu-west-3");
  }

  @Test
  void assumesNoRegionWhereNothingSaysOne() {
    assertThatThrownBy(() -> Regions.resolve(AwsSettings.DEFAULT, new TableName("Orders")))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("region: nothing says which one")
        .hasMessageEndingWith("add --region");
  }

  @Test
  void knowsTablesByNameAndByArn() {
    TableName byArn = new TableName(ARN);
    assertThat(byArn.name()).isEqualTo("My.Orders");
    assertThat(byArn.account()).hasValue("210987654321");
    assertThat(byArn.text()).isEqualTo(ARN);
    assertThat(new TableName("Orders").region()).isEmpty();
    for (String wrong : List.of("", "ab", "a b c", ARN + "/index/x", "arn:aws:s3:::bucket")) {
      assertThatThrownBy(() -> new TableName(wrong)).hasMessageContaining("neither a table's name");
    }
  }

  @Test
  void refusesSettingsThatCannotBe() {
    assertThatThrownBy(() -> AwsSettings.DEFAULT.withRegion("Frankfurt"))
        .hasMessageContaining("this is no region");
    assertThatThrownBy(() -> settings("localhost:8000", null, null))
        .hasMessageContaining("no http or https URI");
    assertThatThrownBy(() -> settings(null, "Reader", null))
        .hasMessageContaining("no ARN of a role");
    assertThatThrownBy(() -> settings(null, null, "x")).hasMessageContaining("there is no role");
    assertThat(
            settings("http://localhost:8000", "arn:aws:iam::123456789012:role/a/b", "x").endpoint())
        .isPresent();
  }

  private static AwsSettings settings(
      @Nullable String endpoint, @Nullable String role, @Nullable String externalId) {
    return new AwsSettings(null, endpoint, null, null, role, externalId);
  }
}
