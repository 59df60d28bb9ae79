package io.dynalake.load.write;

import io.dynalake.aws.AwsClients;
import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.TableName;
import io.dynalake.capacity.Patience;
import io.dynalake.capacity.TableDescription;
import java.io.Serializable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * How a table is written to.
 *
 * @param aws settings with a region
 * @param patience with requests that fail
 */
public record Connection(TableName table, TableKeys keys, AwsSettings aws, Patience patience)
    implements Serializable {
  /** Without retries of its own: each must be paid for first. */
  DynamoDbClient client() {
    return AwsClients.dynamoDbWithoutRetries("write", aws, RequestBodies::new);
  }

  /** The table as DynamoDB describes it now. */
  public TableDescription description() {
    return TableDescription.of(AwsClients.dynamoDb(aws), table, null);
  }
}
