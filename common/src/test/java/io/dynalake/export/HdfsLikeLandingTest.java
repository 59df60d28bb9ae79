package io.dynalake.export;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.io.TempDir;

/** On a file system whose renames refuse an existing target, as those of HDFS do. */
final class HdfsLikeLandingTest extends LandingContract {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  /** The local disk under another scheme. */
  public static final class Refusing extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("refusing:///");
    }

    @Override
    public String getScheme() {
      return "refusing";
    }

    @Override
    public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to)
        throws IOException {
      synchronized (Refusing.class) {
        return !exists(to) && super.rename(from, to);
      }
    }
  }

  @Override
  String newLocation() throws IOException {
    return "refusing://" + Files.createTempDirectory(folder, "landing");
  }

  @Override
  Configuration hadoop() {
    Configuration conf = new Configuration();
    conf.setClass("fs.refusing.impl", Refusing.class, FileSystem.class);
    return conf;
  }
}
