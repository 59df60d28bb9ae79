package io.dynalake.scan;

import io.dynalake.aws.AwsClients;
import io.dynalake.aws.AwsSettings;
import io.dynalake.capacity.Attempts;
import io.dynalake.capacity.Pace;
import io.dynalake.capacity.Patience;
import io.dynalake.capacity.RateTarget;
import java.io.IOException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The engine on the AWS SDK: Scan requests over HTTP, one in flight per segment while the page
 * before it is written.
 *
 * @param aws settings with a region
 * @param patience with requests that fail
 */
public record SdkScanEngine(AwsSettings aws, Patience patience) implements ScanEngine {
  public SdkScanEngine(AwsSettings aws) {
    this(aws, Patience.DEFAULT);
  }

  @Override
  public String name() {
    return "sdk";
  }

  @Override
  public void requireSupported(ScanRequest request, RateTarget rate) {}

  @Override
  public void scan(ScanRequest request, Segment segment, Pace pace, PageSink sink)
      throws IOException, InterruptedException {
    Pages pages = new Pages(client(), request, segment, new Attempts(patience, pace), pace);
    try (ReadAhead<ItemPage> ahead = new ReadAhead<>(segment.toString(), pages::next)) {
      ItemPage page = ahead.next(sink::waiting);
      while (page != null) {
        sink.page(page);
        page = ahead.next(sink::waiting);
      }
    }
  }

  /** Without retries of its own: {@link Attempts} makes them, since each must be paid for first. */
  private DynamoDbClient client() {
    return AwsClients.dynamoDbWithoutRetries("scan", aws, ScanResponses::new);
  }
}
