package io.dynalake.dataset.catalog;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Where tables and partitions lie, as catalogs have it: text, its special characters as they are.
 */
final class CatalogLocation {
  private CatalogLocation() {}

  /**
   * The location for other readers: {@code s3://}, which is all that Athena takes, where this
   * cluster reads that too (Glue, EMR), and {@code s3a://} elsewhere.
   */
  static String of(Path path, Configuration conf) {
    URI uri = path.toUri();
    if ("s3a".equals(uri.getScheme()) && readsS3(conf)) {
      return new Path("s3", uri.getAuthority(), uri.getPath()).toString();
    }
    return path.toString();
  }

  private static boolean readsS3(Configuration conf) {
    try {
      FileSystem.getFileSystemClass("s3", conf);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether two locations are one, however they are spelled. */
  static boolean same(String one, String other) {
    return canonical(one).equals(canonical(other));
  }

  private static String canonical(String location) {
    URI uri = new Path(location).toUri();
    String scheme = uri.getScheme() == null ? "file" : uri.getScheme();
    String authority = uri.getAuthority() == null ? "" : uri.getAuthority();
    return (scheme.matches("s3[an]") ? "s3" : scheme)
        + "://"
        + authority
        + uri.getPath().replaceFirst("/+$", "");
  }
}
