package io.dynalake.dataset.commit;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/** The local disk with the habits of HDFS: a scheme, and renames that refuse an existing target. */
public final class HdfsLikeFileSystem extends RawLocalFileSystem {
  private static final URI NAME = URI.create("hdfslike:///");

  static Configuration configuration() {
    Configuration conf = new Configuration();
    conf.setClass(
        "fs.hdfslike.impl", HdfsLikeFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
    return conf;
  }

  @Override
  public URI getUri() {
    return NAME;
  }

  @Override
  public String getScheme() {
    return "hdfslike";
  }

  /** Nothing: without Hadoop's native library it would start a process for each file. */
  @Override
  public void setPermission(Path file, FsPermission permission) {}

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    if (exists(to) || !exists(to.getParent())) {
      return false;
    }
    return super.rename(from, to);
  }
}
