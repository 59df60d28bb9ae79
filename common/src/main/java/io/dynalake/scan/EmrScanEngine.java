package io.dynalake.scan;

import io.dynalake.aws.AwsSettings;
import io.dynalake.capacity.Pace;
import io.dynalake.capacity.RateTarget;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.dynamodb.DynamoDBConstants;
import org.apache.hadoop.mapred.JobConf;

/**
 * The engine on the InputFormat of emr-dynamodb-hadoop, for clusters that keep to it. It knows a
 * table, segments and a rate per segment, and nothing else.
 *
 * @param aws settings with a region
 * @param segmentUnits capacity units per second that one segment may consume
 */
public record EmrScanEngine(AwsSettings aws, double segmentUnits) implements ScanEngine {
  /** The connector cannot read without a rate; this is beyond what one connection can read. */
  static final double UNLIMITED = 100_000;

  @Override
  public String name() {
    return "emr-connector";
  }

  @Override
  public void requireSupported(ScanRequest request, RateTarget rate) {
    Set<String> refused = new TreeSet<>();
    for (String option : request.facts().keySet()) {
      refused.add("--" + option);
    }
    if (rate instanceof RateTarget.Absolute) {
      refused.add("--max-rcu");
    }
    if (!refused.isEmpty()) {
      throw new JobException(
          ErrorCode.USAGE,
          "scan-engine "
              + name()
              + ": it does not take "
              + String.join(", ", refused)
              + "; leave them out or use --scan-engine sdk");
    }
  }

  /** Without {@code pace}: the connector has its own, which goes by its settings. */
  @Override
  public void scan(ScanRequest request, Segment segment, Pace pace, PageSink sink)
      throws IOException, InterruptedException {
    String subject = request.subject() + ", " + segment;
    try (EmrPages pages = new EmrPages(subject, settings(request, segment), segment);
        ReadAhead<ItemPage> ahead = new ReadAhead<>(segment.toString(), pages::next)) {
      ItemPage page = ahead.next(sink::waiting);
      while (page != null) {
        sink.page(page);
        page = ahead.next(sink::waiting);
      }
    }
  }

  private JobConf settings(ScanRequest request, Segment segment) {
    JobConf conf = new JobConf(false);
    conf.set(DynamoDBConstants.INPUT_TABLE_NAME, request.table().text());
    conf.set(DynamoDBConstants.REGION_ID, String.valueOf(aws.regionOrNull()));
    aws.endpoint().ifPresent(uri -> conf.set(DynamoDBConstants.ENDPOINT, uri.toString()));
    conf.set(DynamoDBConstants.CUSTOM_CREDENTIALS_PROVIDER_CONF, EmrCredentials.class.getName());
    EmrCredentials.write(aws, conf);
    // The connector gives each segment its part of the rate of all.
    conf.set(DynamoDBConstants.READ_THROUGHPUT, Double.toString(segmentUnits * segment.total()));
    conf.set(DynamoDBConstants.THROUGHPUT_READ_PERCENT, "1.0");
    conf.set(DynamoDBConstants.READ_THROUGHPUT_AUTOSCALING, "false");
    conf.set(DynamoDBConstants.YARN_RESOURCE_MANAGER_ENABLED, "false");
    conf.set(DynamoDBConstants.SCAN_SEGMENTS, Integer.toString(segment.total()));
    return conf;
  }
}
