package io.dynalake.export;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Buckets as folders below {@link #ROOT}: what matters of S3A is its scheme and its authority. A
 * path fails at once if its name begins with "unreadable", and after ten bytes if "breaking".
 */
public final class FolderFileSystem extends RawLocalFileSystem {
  static final String ROOT = "test.buckets";

  private URI uri = URI.create("s3a://none");

  static Configuration configuration(java.nio.file.Path buckets) {
    Configuration conf = new Configuration(false);
    conf.set("fs.s3a.impl", FolderFileSystem.class.getName());
    conf.setBoolean("fs.s3a.impl.disable.cache", true);
    conf.set(ROOT, buckets.toString());
    return conf;
  }

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    super.initialize(name, conf);
    uri = URI.create(name.getScheme() + "://" + name.getAuthority());
  }

  @Override
  public URI getUri() {
    return uri;
  }

  @Override
  public Path getWorkingDirectory() {
    return new Path("/");
  }

  @Override
  protected Path getInitialWorkingDirectory() {
    return new Path("/");
  }

  @Override
  public File pathToFile(Path path) {
    String buckets = Objects.requireNonNull(getConf().get(ROOT));
    return java.nio.file.Path.of(buckets, uri.getAuthority(), path.toUri().getPath()).toFile();
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    if (path.getName().startsWith("unreadable")) {
      throw new IOException("connection reset");
    }
    File file = pathToFile(path);
    if (!file.exists()) {
      throw new java.io.FileNotFoundException(path.toString());
    }
    return new FileStatus(file.length(), file.isDirectory(), 1, 1, 0, makeQualified(path));
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    String[] names = pathToFile(path).list();
    if (names == null) {
      throw new java.io.FileNotFoundException(path.toString());
    }
    FileStatus[] statuses = new FileStatus[names.length];
    for (int i = 0; i < names.length; i++) {
      statuses[i] = getFileStatus(new Path(path, names[i]));
    }
    return statuses;
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    getFileStatus(path);
    FSDataInputStream in = super.open(path, bufferSize);
    return path.getName().startsWith("breaking") ? new FSDataInputStream(new Breaking(in)) : in;
  }

  private static final class Breaking extends FSInputStream {
    private final FSDataInputStream in;

    Breaking(FSDataInputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] single = new byte[1];
      return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (in.getPos() >= 10) {
        throw new IOException("connection reset");
      }
      return in.read(target, offset, (int) Math.min(length, 10 - in.getPos()));
    }

    @Override
    public void seek(long position) throws IOException {
      in.seek(position);
    }

    @Override
    public long getPos() throws IOException {
      return in.getPos();
    }

    @Override
    public boolean seekToNewSource(long position) {
      return false;
    }
  }
}
