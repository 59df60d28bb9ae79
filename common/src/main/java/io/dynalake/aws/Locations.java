package io.dynalake.aws;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Locations as users write them, made into paths of Hadoop's file systems. */
public final class Locations {
  private Locations() {}

  /**
   * The path of a location: a path of the default file system (the local disk, on a laptop) or a
   * URI such as {@code file:}, {@code hdfs:}, {@code s3a:} or {@code s3:}. The latter is read and
   * written by S3A, unless the configuration has {@code fs.s3.impl}, as EMR has. Doubled and
   * trailing slashes do not count.
   *
   * @return a qualified path, with scheme
   * @throws JobException USAGE if it is no location or nothing can read its scheme, SERVICE if its
   *     file system does not answer
   */
  public static Path path(String location, Configuration hadoopConf) {
    String trimmed = location.trim();
    if (trimmed.isEmpty()) {
      throw new JobException(
          ErrorCode.USAGE, "location: it is empty; name a path, or a URI such as s3://bucket/key");
    }
    Path path;
    try {
      path = new Path(withReadableScheme(trimmed, hadoopConf));
    } catch (IllegalArgumentException e) {
      throw new JobException(
          ErrorCode.USAGE,
          location + ": this is no location; name a path, or a URI such as s3://bucket/key",
          e);
    }
    FileSystem fileSystem = fileSystem(path, hadoopConf);
    return path.makeQualified(fileSystem.getUri(), fileSystem.getWorkingDirectory());
  }

  private static String withReadableScheme(String location, Configuration hadoopConf) {
    int colon = location.indexOf("://");
    String scheme = colon < 0 ? "" : location.substring(0, colon).toLowerCase(Locale.ROOT);
    if (scheme.isEmpty()) {
      return location;
    }
    boolean s3 = scheme.equals("s3") || scheme.equals("s3n");
    String readable = s3 && hadoopConf.get("fs." + scheme + ".impl") == null ? "s3a" : scheme;
    String rest = location.substring(colon + 3);
    // A bucket alone: its root, for Hadoop knows no path without a slash.
    return readable + "://" + (rest.indexOf('/') < 0 ? rest + "/" : rest);
  }

  /**
   * The file system of a path.
   *
   * @throws JobException USAGE if there is none for its scheme, SERVICE if it does not answer
   */
  public static FileSystem fileSystem(Path path, Configuration hadoopConf) {
    try {
      return path.getFileSystem(hadoopConf);
    } catch (UnsupportedFileSystemException e) {
      throw new JobException(
          ErrorCode.USAGE,
          path
              + ": nothing here reads or writes "
              + path.toUri().getScheme()
              + ":; use a path, file:, hdfs:, s3: or s3a:, or add its file system to the class path",
          e);
    } catch (IOException e) {
      throw new JobException(
          ErrorCode.SERVICE,
          path + ": its file system does not answer; " + e + "; check address and credentials",
          e);
    }
  }
}
