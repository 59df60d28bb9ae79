package io.dynalake.scan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.TableName;
import io.dynalake.capacity.Capacity;
import io.dynalake.capacity.RateTarget;
import io.dynalake.error.JobException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmrScanEngineTest extends ScanEngineContract {
  @Override
  ScanEngine engine(AwsSettings aws) {
    return new EmrScanEngine(aws, EmrScanEngine.UNLIMITED);
  }

  @Test
  void refusesByNameWhatTheConnectorCannotDo() {
    ScanEngine engine = engine(AwsSettings.DEFAULT.withRegion("eu-central-1"));
    ScanRequest request =
        new ScanRequest(
            new TableName("Orders"),
            "byDate",
            "#a = :v",
            "#a",
            Map.of("#a", "b"),
            "{\":v\":{\"S\":\"x\"}}",
            ScanRequest.Consistency.STRONG);
    assertThatThrownBy(
            () -> engine.requireSupported(request, new RateTarget.Absolute(Capacity.READ, 10)))
        .isInstanceOf(JobException.class)
        .hasMessage(
            "scan-engine emr-connector: it does not take --consistent-read,"
                + " --expression-attribute-names, --expression-attribute-values,"
                + " --filter-expression, --index-name, --max-rcu, --projection; leave them out or"
                + " use --scan-engine sdk");
    engine.requireSupported(
        ScanRequest.of(new TableName("Orders")), new RateTarget.Share(Capacity.READ, 0.5));
  }
}
