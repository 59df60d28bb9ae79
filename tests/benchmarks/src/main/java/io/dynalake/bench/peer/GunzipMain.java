package io.dynalake.bench.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Counts the lines of gzip files: {@code GunzipMain FOLDER}. */
final class GunzipMain {
  static final String ITEMS = "items";

  private static final int STORED_BUFFER = 64 << 10;
  private static final int BUFFER = 256 << 10;

  private GunzipMain() {}

  public static void main(String[] args) {
    Printed.print(ITEMS, lines(Path.of(args[0])));
  }

  /** In all gzip files of a folder and below, a file per core at the same time. */
  static long lines(Path folder) {
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(file -> file.toString().endsWith(".gz")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files.parallelStream().mapToLong(GunzipMain::linesOfFile).sum();
  }

  private static long linesOfFile(Path file) {
    byte[] buffer = new byte[BUFFER];
    long lines = 0;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file), STORED_BUFFER)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        for (int i = 0; i < count; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }
}
