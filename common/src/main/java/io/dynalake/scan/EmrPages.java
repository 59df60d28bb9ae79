package io.dynalake.scan;

import io.dynalake.aws.AwsFailures;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.dynamodb.DynamoDBItemWritable;
import org.apache.hadoop.dynamodb.filter.DynamoDBQueryFilter;
import org.apache.hadoop.dynamodb.split.DynamoDBSegmentsSplit;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapred.RecordReader;
import org.apache.hadoop.mapred.Reporter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** Items of the connector's reader, written back as DynamoDB JSON and put together to pages. */
final class EmrPages implements AutoCloseable {
  private static final int PAGE_BYTES = 256 << 10;

  private final String subject;
  private final EmrInputFormat.Consumption consumption = new EmrInputFormat.Consumption();
  private final JobConf settings;
  private final DynamoDBSegmentsSplit split;
  private @Nullable RecordReader<Text, DynamoDBItemWritable> reader;
  private boolean ended;

  EmrPages(String subject, JobConf settings, Segment segment) {
    this.subject = subject;
    this.settings = settings;
    this.split =
        new DynamoDBSegmentsSplit(
            new Path("/"),
            0,
            segment.number(),
            List.of(segment.number()),
            segment.total(),
            0,
            new DynamoDBQueryFilter());
  }

  /** The next page, or null after the last. */
  @Nullable ItemPage next() {
    if (ended) {
      return null;
    }
    try {
      return read();
    } catch (IOException | RuntimeException e) {
      throw failure(e);
    }
  }

  private ItemPage read() throws IOException {
    RecordReader<Text, DynamoDBItemWritable> from = reader;
    if (from == null) {
      from = new EmrInputFormat(consumption).getRecordReader(split, settings, Reporter.NULL);
      reader = from;
    }
    ItemJson json = new ItemJson(PAGE_BYTES + (PAGE_BYTES >> 2));
    Text key = from.createKey();
    DynamoDBItemWritable item = from.createValue();
    while (json.size() < PAGE_BYTES) {
      if (!from.next(key, item)) {
        ended = true;
        break;
      }
      json.add(item.getItem());
    }
    ItemSpans items = json.spans();
    return new ItemPage(items, consumption.take(items.count()));
  }

  private JobException failure(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SdkException sdk) {
        return AwsFailures.of(subject, sdk);
      }
    }
    return new JobException(
        ErrorCode.SERVICE, subject + ": the EMR connector failed; " + e + "; see its log", e);
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }
}
