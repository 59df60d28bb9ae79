package io.dynalake.scan;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.dynamodb.DynamoDBClient;
import org.apache.hadoop.dynamodb.DynamoDBFibonacciRetryer.RetryResult;
import org.apache.hadoop.dynamodb.filter.DynamoDBQueryFilter;
import org.apache.hadoop.dynamodb.preader.DynamoDBRecordReaderContext;
import org.apache.hadoop.dynamodb.read.DynamoDBInputFormat;
import org.apache.hadoop.mapred.InputSplit;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapred.Reporter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** The connector's InputFormat, which keeps to itself what its requests consume: here it tells. */
final class EmrInputFormat extends DynamoDBInputFormat {
  /** What the requests of a reader took so far. */
  static final class Consumption {
    private double capacity;
    private int retries;

    private synchronized void add(@Nullable ConsumedCapacity consumed, int failed) {
      if (consumed != null && consumed.capacityUnits() != null) {
        capacity += consumed.capacityUnits();
      }
      retries += failed;
    }

    /** What was consumed since this was asked last. */
    synchronized ItemPage.Costs take(int items) {
      ItemPage.Costs costs = new ItemPage.Costs(items, capacity, 0, retries);
      capacity = 0;
      retries = 0;
      return costs;
    }
  }

  private static final class Client extends DynamoDBClient {
    private final Consumption consumption;

    Client(Configuration conf, Consumption consumption) {
      super(conf);
      this.consumption = consumption;
    }

    @Override
    public RetryResult<ScanResponse> scanTable(
        String table,
        DynamoDBQueryFilter filter,
        Integer segment,
        Integer total,
        Map<String, AttributeValue> startKey,
        long limit,
        Reporter reporter) {
      RetryResult<ScanResponse> scanned =
          super.scanTable(table, filter, segment, total, startKey, limit, reporter);
      consumption.add(scanned.result.consumedCapacity(), scanned.retries);
      return scanned;
    }
  }

  private final Consumption consumption;

  EmrInputFormat(Consumption consumption) {
    this.consumption = consumption;
  }

  @Override
  protected DynamoDBRecordReaderContext buildDynamoDBRecordReaderContext(
      InputSplit split, JobConf conf, Reporter reporter) {
    DynamoDBRecordReaderContext context =
        super.buildDynamoDBRecordReaderContext(split, conf, reporter);
    context.getClient().close();
    context.setClient(new Client(conf, consumption));
    return context;
  }
}
