package io.dynalake.dataset.commit;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** The local disk, on which chosen operations fail as on a full one. */
public final class FaultyFileSystem extends FilterFileSystem {
  private static final String RULE = "test.fault";
  private static final Map<String, AtomicInteger> SEEN = new ConcurrentHashMap<>();
  private static final AtomicInteger RULES = new AtomicInteger();

  public FaultyFileSystem() {
    super(new RawLocalFileSystem());
  }

  /**
   * A configuration whose {@code file:} fails so.
   *
   * @param operation create, write, rename or delete
   * @param path a regular expression, found in the path (of the target)
   * @param spared how many matching operations succeed first
   */
  static Configuration failing(String operation, String path, int spared) {
    Configuration conf = new Configuration();
    conf.setClass("fs.file.impl", FaultyFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
    conf.setBoolean("fs.file.impl.disable.cache", true);
    conf.set(RULE, operation);
    conf.set(RULE + ".path", path);
    conf.setInt(RULE + ".spared", spared);
    conf.set(RULE + ".id", "rule " + RULES.incrementAndGet());
    return conf;
  }

  private void check(String operation, Path path) throws IOException {
    Configuration conf = getConf();
    if (operation.equals(conf.get(RULE))
        && Pattern.compile(conf.get(RULE + ".path", "")).matcher(path.toString()).find()
        && SEEN.computeIfAbsent(conf.get(RULE + ".id", ""), id -> new AtomicInteger())
                .getAndIncrement()
            >= conf.getInt(RULE + ".spared", 0)) {
      throw new IOException("No space left on device");
    }
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
    check("create", file);
    FSDataOutputStream out =
        super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress);
    return new FSDataOutputStream(out, null) {
      @Override
      public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        check("write", file);
        super.write(bytes, offset, length);
      }
    };
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    check("rename", to);
    return super.rename(from, to);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    check("delete", path);
    return super.delete(path, recursive);
  }
}
