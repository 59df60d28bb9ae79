package io.dynalake.bench.peer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Counts the lines of gzip files: {@code GunzipMain FOLDER}. */
final class GunzipMain {
  static final String ITEMS = "items";

  private static final int STORED_BUFFER = 64 << 10;
  private static final int BUFFER = 256 << 10;

  private GunzipMain() {}

  public static void main(String[] args) throws Exception {
    List<Path> files;
    try (Stream<Path> found = Files.list(Path.of(args[0]))) {
      files = found.filter(file -> file.toString().endsWith(".gz")).toList();
    }
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    List<Future<Long>> counts = new ArrayList<>();
    for (Path file : files) {
      counts.add(pool.submit(() -> lines(file)));
    }
    long items = 0;
    for (Future<Long> count : counts) {
      items += count.get();
    }
    pool.shutdown();
    Printed.print(ITEMS, items);
  }

  private static long lines(Path file) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long lines = 0;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file), STORED_BUFFER)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        for (int i = 0; i < count; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    }
    return lines;
  }
}
