package io.dynalake.it.input;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local disk under the scheme {@value #SCHEME}, on which nothing can be written to files that
 * match {@value #FULL_FOR}.
 */
public final class FullDiskFileSystem extends FilterFileSystem {
  static final String SCHEME = "fulldisk";
  static final String FULL_FOR = "test.fulldisk.for";

  public FullDiskFileSystem() {
    super(new Disk());
  }

  /** The disk itself, which knows its paths by another scheme. */
  private static final class Disk extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create(SCHEME + ":///");
    }

    @Override
    public String getScheme() {
      return SCHEME;
    }
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    FSDataOutputStream out =
        super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress);
    if (!file.toString().matches(getConf().get(FULL_FOR, ""))) {
      return out;
    }
    return new FSDataOutputStream(out, (FileSystem.Statistics) null) {
      @Override
      public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        throw new IOException("No space left on device");
      }

      @Override
      public synchronized void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }
    };
  }
}
