package io.dynalake.bench.peer;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Ways to see an export of orders as a table. */
public enum QuerySource {
  /** The data source, which infers the schema from all items. */
  DYNALAKE("dynamodb-export") {
    @Override
    Dataset<Row> orders(SparkSession spark, String export) {
      return spark.read().format("dynamodb-export").load(export);
    }
  },

  /** The data source with a schema that is given. */
  DYNALAKE_WITH_SCHEMA("dynamodb-export, schema given") {
    @Override
    Dataset<Row> orders(SparkSession spark, String export) {
      StructType schema =
          StructType.fromDDL(
              "customerId STRING, orderId STRING, status STRING, total DECIMAL(18, 2)");
      return spark.read().format("dynamodb-export").schema(schema).load(export);
    }
  },

  /** Spark's JSON with a schema of just those attributes that the queries use. */
  SPARK_JSON("spark.read.json, schema given") {
    @Override
    Dataset<Row> orders(SparkSession spark, String export) {
      StructType schema =
          StructType.fromDDL(
              "Item STRUCT<customerId: STRUCT<S: STRING>, orderId: STRUCT<S: STRING>,"
                  + " status: STRUCT<S: STRING>, total: STRUCT<N: STRING>>");
      return spark
          .read()
          .schema(schema)
          .json(export + "/data")
          .selectExpr(
              "Item.customerId.S AS customerId",
              "Item.orderId.S AS orderId",
              "Item.status.S AS status",
              "CAST(Item.total.N AS DECIMAL(18, 2)) AS total");
    }
  };

  private final String label;

  QuerySource(String label) {
    this.label = label;
  }

  /** How it is called in reports. */
  public String label() {
    return label;
  }

  abstract Dataset<Row> orders(SparkSession spark, String export);
}
