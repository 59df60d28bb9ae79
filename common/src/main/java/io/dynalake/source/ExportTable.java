package io.dynalake.source;

import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** An export to be read. */
record ExportTable(ExportContents contents, StructType schema) implements SupportsRead {
  // Deprecated in favour of columns(), which would be made of it.
  @Override
  @SuppressWarnings("deprecation")
  public StructType schema() {
    return schema;
  }

  @Override
  public String name() {
    return "dynamodb-export " + contents.export().location();
  }

  @Override
  public Map<String, String> properties() {
    return contents.properties();
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return new ExportScanBuilder(this);
  }
}
