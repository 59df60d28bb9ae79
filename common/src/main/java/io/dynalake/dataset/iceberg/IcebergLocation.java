package io.dynalake.dataset.iceberg;

import java.net.URI;
import org.apache.hadoop.fs.Path;

/** Locations as a table's metadata have them. */
final class IcebergLocation {
  private IcebergLocation() {}

  /** Athena and Glue take {@code s3://} alone, Hadoop's own file system {@code s3a://}. */
  static String of(IcebergTarget.Kind kind, Path path) {
    URI uri = path.toUri();
    if (kind == IcebergTarget.Kind.GLUE && "s3a".equals(uri.getScheme())) {
      return new Path("s3", uri.getAuthority(), uri.getPath()).toString();
    }
    return path.toString();
  }
}
