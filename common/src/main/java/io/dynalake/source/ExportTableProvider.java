package io.dynalake.source;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/**
 * Exports of DynamoDB tables as DataFrames:
 *
 * <pre>{@code
 * spark.read().format("dynamodb-export").option("numbers", "double").load("s3://bucket/AWSDynamoDB/01…")
 *
 * CREATE TEMPORARY VIEW orders USING `dynamodb-export` OPTIONS (path 's3://bucket/…', mapPath 'tags')
 * }</pre>
 *
 * Without a schema it is inferred from all items by a Spark job, which verifies the files too; this
 * takes select, drop, type, numbers, mapPath, maxStructFields and columnNames. With {@code
 * .schema(…)} the files are read once only, and an item with a value that does not fit counts as
 * malformed, if the query needs that column at all. Malformed items fail the query, unless
 * maxBadItems allows them; files that do not verify fail it too, unless onBadFile=skip.
 *
 * <p>A full export gives items, an incremental one changes, with the columns of {@link
 * io.dynalake.schema.ChangeSchema}; the options then concern the attributes of the images.
 */
public final class ExportTableProvider implements TableProvider, DataSourceRegister {
  private @Nullable ExportContents inferred;

  @Override
  public String shortName() {
    return "dynamodb-export";
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    ExportContents contents =
        ExportContents.inferring(
            SourceOptions.of(options.asCaseSensitiveMap()), SparkSession.active());
    inferred = contents;
    return contents.structType();
  }

  @Override
  public boolean supportsExternalMetadata() {
    return true;
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    SourceOptions options = SourceOptions.of(properties);
    ExportContents known = inferred;
    if (known != null && known.options().equals(options)) {
      // Spark asks for the schema and then, with it, for the table of the same read.
      return new ExportTable(known, schema);
    }
    if (!options.inferring().isEmpty()) {
      throw new JobException(
          ErrorCode.USAGE,
          "dynamodb-export: the options "
              + String.join(", ", options.inferring())
              + " decide what schema is inferred, but a schema was given; leave out one or the"
              + " other");
    }
    return new ExportTable(
        ExportContents.withSchema(schema, options, SparkSession.active()), schema);
  }
}
