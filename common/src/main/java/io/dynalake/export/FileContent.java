package io.dynalake.export;

import io.dynalake.aws.Locations;
import io.dynalake.disk.LocalDisk;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What is in a file that may be gzip, of one member or many, which its first bytes tell. Throws
 * IOException for damaged gzip only; what the file system fails at comes as JobException of
 * SERVICE.
 */
public final class FileContent extends FilterInputStream {
  private final StoredBytes stored;

  private FileContent(InputStream decoder, StoredBytes stored) {
    super(decoder);
    this.stored = stored;
  }

  /**
   * Opens a file.
   *
   * @param location a URI for Hadoop's FileSystem
   * @throws io.dynalake.error.JobException INPUT_MISSING if it is not there or access is denied
   */
  public static FileContent open(String location, Configuration hadoopConf) throws IOException {
    Path path = new Path(location);
    FileSystem fileSystem = Locations.fileSystem(path, hadoopConf);
    FileSystem raw = LocalDisk.raw(fileSystem);
    StoredBytes stored = new StoredBytes(new Storage(raw).open(path), location, null);
    try {
      InputStream decoder =
          stored.beginsWithGzip() ? new GunzipInput(stored) : new PlainInput(stored);
      return new FileContent(decoder, stored);
    } catch (RuntimeException e) {
      stored.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    super.close();
    stored.close();
  }
}
