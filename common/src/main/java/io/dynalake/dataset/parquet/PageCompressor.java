package io.dynalake.dataset.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/**
 * Compresses pages. One zstd context serves a whole file: parquet-java's codecs set one up per
 * page.
 */
final class PageCompressor implements Closeable {
  private static final int KEPT = 4 << 20;

  private final Compression compression;
  private final @Nullable ZstdCompressCtx zstd;
  private byte[] buffer = new byte[0];

  PageCompressor(Compression compression, int zstdLevel) {
    this.compression = compression;
    this.zstd = compression == Compression.ZSTD ? new ZstdCompressCtx().setLevel(zstdLevel) : null;
  }

  /** The compressed page, in an array of its own. */
  byte[] compress(Bytes page) throws IOException {
    return switch (compression) {
      case NONE -> Arrays.copyOf(page.array, page.size);
      case GZIP -> gzip(page);
      case SNAPPY -> {
        byte[] target = room(Snappy.maxCompressedLength(page.size));
        yield Arrays.copyOf(target, Snappy.compress(page.array, 0, page.size, target, 0));
      }
      case ZSTD -> {
        byte[] target = room(Math.toIntExact(Zstd.compressBound(page.size)));
        if (zstd == null) {
          throw new IllegalStateException("closed");
        }
        int length = zstd.compressByteArray(target, 0, target.length, page.array, 0, page.size);
        yield Arrays.copyOf(target, length);
      }
    };
  }

  private byte[] room(int bytes) {
    if (buffer.length < bytes || buffer.length > KEPT) {
      buffer = new byte[bytes];
    }
    return buffer;
  }

  private static byte[] gzip(Bytes page) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(page.size / 2 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(page.array, 0, page.size);
    }
    return out.toByteArray();
  }

  @Override
  public void close() {
    if (zstd != null) {
      zstd.close();
    }
  }
}
