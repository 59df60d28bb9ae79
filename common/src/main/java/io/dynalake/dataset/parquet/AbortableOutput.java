package io.dynalake.dataset.parquet;

import java.io.IOException;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * An output file whose stream can be closed from outside, and whose length is known after that:
 * parquet-java's file writer closes its stream only when the file is complete.
 */
final class AbortableOutput implements OutputFile {
  private final OutputFile file;
  private @Nullable Stream stream;

  AbortableOutput(OutputFile file) {
    this.file = file;
  }

  @Override
  public PositionOutputStream create(long blockSize) throws IOException {
    return remember(file.create(blockSize));
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSize) throws IOException {
    return remember(file.createOrOverwrite(blockSize));
  }

  private PositionOutputStream remember(PositionOutputStream out) {
    stream = new Stream(out);
    return stream;
  }

  @Override
  public boolean supportsBlockSize() {
    return file.supportsBlockSize();
  }

  @Override
  public long defaultBlockSize() {
    return file.defaultBlockSize();
  }

  @Override
  public String getPath() {
    return file.getPath();
  }

  /** Bytes written until the stream was closed. */
  long length() {
    return stream == null ? 0 : stream.length;
  }

  void close() throws IOException {
    if (stream != null) {
      stream.close();
    }
  }

  private static final class Stream extends PositionOutputStream {
    private final PositionOutputStream out;
    private long length;
    private boolean closed;

    Stream(PositionOutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() throws IOException {
      return out.getPos();
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      out.write(bytes, offset, count);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        length = out.getPos();
        out.close();
      }
    }
  }
}
