package io.dynalake.export;

import io.dynalake.aws.Locations;
import io.dynalake.disk.LocalDisk;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The file system of a landing, with the one promise that it needs: who writes first has written.
 */
final class LandingStorage {
  private final FileSystem fs;

  LandingStorage(Path root, Configuration hadoop) {
    FileSystem found = Locations.fileSystem(root, hadoop);
    // Without checksum files: they would be litter between the data.
    fs = LocalDisk.raw(found);
  }

  /** How many requests to make at once: a service answers slowly, a disk does not. */
  int threads() {
    return objectStore() ? 32 : 1;
  }

  private boolean objectStore() {
    return String.valueOf(fs.getUri().getScheme()).startsWith("s3");
  }

  OutputStream create(Path file) throws IOException {
    return LocalDisk.create(fs, file, true);
  }

  void write(Path file, byte[] content) throws IOException {
    try (OutputStream out = create(file)) {
      out.write(content);
    }
  }

  /**
   * Writes a file, whole or not at all, unless it is there.
   *
   * <p>On S3 a put is atomic but does not mind another one: of two at the same moment the later one
   * stays. So whoever relies on being first reads again.
   *
   * @return the content that is there now: what was given, or another's
   */
  byte[] createOnce(Path file, byte[] content) throws IOException {
    Optional<byte[]> present = readIfPresent(file);
    if (present.isPresent()) {
      return present.orElseThrow();
    }
    if (objectStore()) {
      write(file, content);
      return content;
    }
    Path temporary =
        new Path(file.getParent(), "." + file.getName() + "." + UUID.randomUUID() + ".tmp");
    try {
      write(temporary, content);
      return renamedOnce(temporary, file) ? content : read(file);
    } finally {
      fs.delete(temporary, false);
    }
  }

  /**
   * On HDFS a rename refuses an existing target; on the local disk it does not, but a link does.
   */
  private boolean renamedOnce(Path from, Path to) throws IOException {
    if (!"file".equals(fs.getUri().getScheme())) {
      return fs.rename(from, to);
    }
    try {
      Files.createLink(local(to), local(from));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }

  byte[] read(Path file) throws IOException {
    try (InputStream in = fs.open(file)) {
      return in.readAllBytes();
    }
  }

  Optional<byte[]> readIfPresent(Path file) throws IOException {
    try {
      return Optional.of(read(file));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  boolean exists(Path file) throws IOException {
    return fs.exists(file);
  }

  void delete(Path file) throws IOException {
    fs.delete(file, false);
  }

  /** The files of a folder, none if it does not exist. */
  List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try {
      RemoteIterator<FileStatus> statuses = fs.listStatusIterator(folder);
      while (statuses.hasNext()) {
        FileStatus status = statuses.next();
        if (status.isFile()) {
          files.add(status.getPath());
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return files;
  }
}
