package io.dynalake.export;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.error.Rethrow;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads another stream ahead in a thread of its own. Gzip cannot be split, so where one file is all
 * there is, decoding it goes on beside the parsing of what was decoded, for one copy more of every
 * byte. So on two cores one file of 1.5 GB of JSON takes but 7 % longer than eight files.
 *
 * <p>What the other stream throws is thrown here, behind what was decoded before.
 */
final class AheadInput extends InputStream {
  private static final int CHUNK = 256 << 10;

  /** Chunks that may wait; one more is being filled, and one read. */
  private static final int WAITING = 4;

  /** Decoded bytes, or how the stream ended. */
  private static final class Chunk {
    private final byte[] bytes = new byte[CHUNK];
    private int length;
    private @Nullable Throwable failure;
  }

  private final InputStream in;
  private final String name;
  private final BlockingQueue<Chunk> filled = new ArrayBlockingQueue<>(WAITING);
  private final BlockingQueue<Chunk> empty = new ArrayBlockingQueue<>(WAITING + 2);
  private final Thread thread;
  private final byte[] single = new byte[1];
  private @Nullable Chunk current;
  private int position;
  private boolean ended;

  AheadInput(InputStream in, String name) {
    this.in = in;
    this.name = name;
    for (int i = 0; i < WAITING + 2; i++) {
      empty.add(new Chunk());
    }
    thread = new Thread(this::readAhead, "read ahead " + name);
    thread.setDaemon(true);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.start();
  }

  private void readAhead() {
    try {
      boolean more = true;
      while (more) {
        Chunk chunk = empty.take();
        more = fill(chunk);
        filled.put(chunk);
      }
    } catch (InterruptedException e) {
      // Closed: nobody takes what was read.
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether there may be more. */
  private boolean fill(Chunk chunk) {
    chunk.length = 0;
    try {
      while (chunk.length < CHUNK) {
        int count = in.read(chunk.bytes, chunk.length, CHUNK - chunk.length);
        if (count < 0) {
          return false;
        }
        chunk.length += count;
      }
      return true;
    } catch (IOException | RuntimeException | Error e) {
      chunk.failure = e;
      return false;
    }
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (!ended) {
      Chunk chunk = current == null ? next() : current;
      int count = Math.min(length, chunk.length - position);
      if (count > 0 || length == 0) {
        System.arraycopy(chunk.bytes, position, target, offset, count);
        position += count;
        return count;
      }
      current = null;
      ended = chunk.length < CHUNK;
      Rethrow.io(chunk.failure);
      empty.add(chunk);
    }
    return -1;
  }

  private Chunk next() {
    try {
      current = filled.take();
      position = 0;
      return current;
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private JobException interrupted() {
    Thread.currentThread().interrupt();
    return new JobException(ErrorCode.SERVICE, name + ": reading was interrupted");
  }

  @Override
  public void close() throws IOException {
    ended = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw interrupted();
    }
    in.close();
  }
}
