package io.dynalake.dataset.parquet;

import io.dynalake.disk.LocalDisk;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A file on the local disk. */
record LocalOutput(FileSystem fs, Path path) implements OutputFile {
  /** A file of whatever file system. */
  static OutputFile of(Path path, Configuration configuration) throws IOException {
    FileSystem fs = path.getFileSystem(configuration);
    return LocalDisk.is(fs)
        ? new LocalOutput(fs, path)
        : HadoopOutputFile.fromPath(path, configuration);
  }

  @Override
  public PositionOutputStream create(long blockSize) throws IOException {
    return HadoopStreams.wrap(LocalDisk.create(fs, path, false));
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSize) throws IOException {
    return HadoopStreams.wrap(LocalDisk.create(fs, path, true));
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return fs.getDefaultBlockSize(path);
  }

  @Override
  public String getPath() {
    return path.toString();
  }
}
