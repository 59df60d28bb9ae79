package io.dynalake.bench.peer;

import io.dynalake.aws.AttributeValues;
import java.io.IOException;
import org.apache.hadoop.dynamodb.DynamoDBConstants;
import org.apache.hadoop.dynamodb.DynamoDBItemWritable;
import org.apache.hadoop.dynamodb.write.DynamoDBOutputFormat;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapred.JobConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * Loads an export with emr-dynamodb-hadoop's OutputFormat: {@code ConnectorLoadMain ENDPOINT TABLE
 * DATA-FOLDER}.
 */
final class ConnectorLoadMain {
  static final String MILLIS = "millis";

  /** The connector cannot write without a rate; this is beyond what the server takes. */
  private static final String UNLIMITED = "1000000";

  private static final String ITEM = "{\"Item\":";

  private ConnectorLoadMain() {}

  public static void main(String[] args) throws IOException {
    JobConf conf = new JobConf();
    conf.set(DynamoDBConstants.ENDPOINT, args[0]);
    conf.set(DynamoDBConstants.REGION_ID, "eu-central-1");
    conf.set(DynamoDBConstants.OUTPUT_TABLE_NAME, args[1]);
    conf.set(DynamoDBConstants.TABLE_NAME, args[1]);
    conf.set(DynamoDBConstants.WRITE_THROUGHPUT, UNLIMITED);
    conf.set(DynamoDBConstants.THROUGHPUT_WRITE_PERCENT, "1.5");
    conf.set(DynamoDBConstants.WRITE_THROUGHPUT_AUTOSCALING, "false");
    conf.set(DynamoDBConstants.YARN_RESOURCE_MANAGER_ENABLED, "false");
    conf.set(DynamoDBConstants.MAX_MAP_TASKS, "2");
    conf.set(DynamoDBConstants.DYNAMODB_ACCESS_KEY_CONF, "embedded");
    conf.set(DynamoDBConstants.DYNAMODB_SECRET_KEY_CONF, "embedded");
    conf.setOutputFormat(DynamoDBOutputFormat.class);
    try (SparkSession spark = SparkMain.session()) {
      long start = System.nanoTime();
      JavaSparkContext.fromSparkContext(spark.sparkContext())
          .textFile(args[2] + "/*.gz")
          .mapToPair(
              line -> {
                String item = line.substring(ITEM.length(), line.length() - 1);
                return new Tuple2<>(
                    new Text(""), new DynamoDBItemWritable(AttributeValues.parse(item)));
              })
          .saveAsHadoopDataset(conf);
      Printed.print(MILLIS, (System.nanoTime() - start) / 1_000_000);
    }
  }
}
