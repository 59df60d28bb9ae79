package io.dynalake.load.write;

import io.dynalake.aws.AwsClients;
import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.TableName;
import io.dynalake.capacity.Patience;
import java.io.Serializable;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * How a table is written to.
 *
 * @param aws settings with a region
 * @param patience with requests that fail
 */
public record Connection(TableName table, TableKeys keys, AwsSettings aws, Patience patience)
    implements Serializable {
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(60);

  /** Without retries of its own: each must be paid for first. */
  DynamoDbClient client() {
    return AwsClients.shared(
        "write",
        aws,
        () ->
            AwsClients.dynamoDbBuilder(aws)
                .overrideConfiguration(
                    o ->
                        o.retryStrategy(AwsRetryStrategy.doNotRetry())
                            .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                            .addExecutionInterceptor(new RequestBodies()))
                .build());
  }
}
