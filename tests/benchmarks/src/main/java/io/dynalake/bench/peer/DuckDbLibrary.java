package io.dynalake.bench.peer;

import io.dynalake.bench.data.Folders;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.duckdb.DuckDBDriver;

/**
 * DuckDB's driver, unpacked once: from its jar it would inflate 60 MB of native library at every
 * start, which DuckDB's own command line does not.
 *
 * @param folder that holds the unpacked driver
 */
public record DuckDbLibrary(Path folder) {
  /** Names of native libraries in the jar go on with the system and the processor. */
  private static final String NATIVE = "libduckdb_java.so_";

  /** The folder with its classes and the native library, made when it is not there. */
  Path unpacked() throws IOException {
    Path jar = place(DuckDBDriver.class);
    Path place = folder.resolve(jar.getFileName().toString().replace(".jar", ""));
    if (!Files.exists(place)) {
      Path partial = place.resolveSibling(place.getFileName() + ".partial");
      Folders.delete(partial);
      unpack(jar, partial);
      Files.move(partial, place, StandardCopyOption.ATOMIC_MOVE);
    }
    return place;
  }

  private static void unpack(Path jar, Path target) throws IOException {
    String library = NATIVE + system() + "_" + processor();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(jar))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        boolean foreign = name.startsWith(NATIVE) && !name.equals(library);
        if (!entry.isDirectory() && !foreign && !name.startsWith("META-INF/MANIFEST")) {
          Path file =
              target.resolve(name.equals(library) ? System.mapLibraryName("duckdb_java") : name);
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
      }
    }
  }

  private static String system() {
    return System.getProperty("os.name").startsWith("Mac") ? "osx" : "linux";
  }

  private static String processor() {
    return switch (System.getProperty("os.arch")) {
      case "aarch64" -> system().equals("osx") ? "universal" : "arm64";
      default -> system().equals("osx") ? "universal" : "amd64";
    };
  }

  /** The jar or folder that a class comes from. */
  static Path place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(type + " comes from nowhere", e);
    }
  }
}
