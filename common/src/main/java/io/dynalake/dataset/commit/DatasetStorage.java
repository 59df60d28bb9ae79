package io.dynalake.dataset.commit;

import io.dynalake.disk.LocalDisk;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The file system of a dataset, with the few guarantees that the commit builds on. */
final class DatasetStorage {
  /** What a file system promises about replacing a file. */
  enum Kind {
    /** A rename replaces its target at once. */
    LOCAL,
    /** A file appears whole when its writer closes it; a rename copies. */
    OBJECT_STORE,
    /** A rename is atomic and refuses an existing target, as on HDFS. */
    HDFS_LIKE
  }

  private static final String TEMPORARY = ".tmp";

  /** Attempts to read a file that is replaced every time in between. */
  private static final int READS = 20;

  private final FileSystem fs;
  private final Kind kind;
  private final DatasetLayout layout;
  private final Configuration conf;

  private DatasetStorage(FileSystem fs, Kind kind, Path root, Configuration conf) {
    this.fs = fs;
    this.kind = kind;
    this.layout = new DatasetLayout(root);
    this.conf = conf;
  }

  static DatasetStorage open(String root, Configuration given) throws IOException {
    Configuration conf = new Configuration(given);
    Path path = location(root);
    FileSystem fs = path.getFileSystem(conf);
    path = fs.makeQualified(path);
    // Without checksum files: they would be litter between the data.
    fs = LocalDisk.raw(fs);
    Kind kind =
        switch (String.valueOf(path.toUri().getScheme())) {
          case "file" -> Kind.LOCAL;
          case "s3a" -> Kind.OBJECT_STORE;
          default -> Kind.HDFS_LIKE;
        };
    return new DatasetStorage(fs, kind, path, conf);
  }

  /** {@code s3://} and {@code s3n://} are S3A here, whatever else the cluster maps them to. */
  static Path location(String location) {
    Path path = new Path(location);
    URI uri = path.toUri();
    if ("s3".equals(uri.getScheme()) || "s3n".equals(uri.getScheme())) {
      return new Path("s3a", uri.getAuthority(), uri.getPath().isEmpty() ? "/" : uri.getPath());
    }
    return path;
  }

  FileSystem fs() {
    return fs;
  }

  Kind kind() {
    return kind;
  }

  /** How many requests to make at once: a service answers slowly, a disk does not. */
  int threads() {
    return kind == Kind.OBJECT_STORE ? 16 : 1;
  }

  DatasetLayout layout() {
    return layout;
  }

  Configuration conf() {
    return conf;
  }

  /** Reads a small file, whole, though its writer may replace it at the same time. */
  byte[] read(Path file) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try (InputStream in = fs.open(file)) {
        byte[] content = in.readAllBytes();
        // S3A takes bytes that are gone for the end of the file; no file of ours is empty.
        if (content.length > 0 || attempt == READS) {
          return content;
        }
      } catch (IOException e) {
        if (attempt == READS || !replacedMeanwhile(e)) {
          throw e;
        }
      }
    }
  }

  /**
   * S3A asks for the version of a file and then for the bytes of that version, which may be gone.
   * By name, for the class is part of S3A, which need not be there.
   */
  private static boolean replacedMeanwhile(IOException e) {
    return e.getClass().getSimpleName().equals("RemoteFileChangedException");
  }

  Optional<byte[]> readIfPresent(Path file) throws IOException {
    try {
      return Optional.of(read(file));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * Writes a file that readers see whole or not at all. Where a rename cannot replace its target
   * there is a moment with the temporary file alone: {@link #finishReplacements} ends it.
   */
  void replace(Path file, byte[] content) throws IOException {
    if (kind == Kind.OBJECT_STORE) {
      write(file, content);
      return;
    }
    Path temporary = temporary(file);
    try {
      write(temporary, content);
    } catch (IOException e) {
      deleteQuietly(temporary, e);
      throw e;
    }
    if (kind == Kind.HDFS_LIKE && fs.exists(file)) {
      fs.delete(file, false);
    }
    rename(temporary, file);
  }

  /**
   * Writes a file that is never missing while it is replaced, though a reader may see a part of it.
   */
  void replaceInPlace(Path file, byte[] content) throws IOException {
    if (kind == Kind.LOCAL) {
      replace(file, content);
    } else {
      write(file, content);
    }
  }

  /** Ends what {@link #replace} began in a directory before its process died. */
  void finishReplacements(Path directory) throws IOException {
    for (FileStatus status : list(directory)) {
      Path file = replacedBy(status.getPath());
      if (!file.equals(status.getPath())) {
        // A temporary file without its final one may be half-written: who reads it must bear that.
        if (kind == Kind.LOCAL || fs.exists(file)) {
          fs.delete(status.getPath(), false);
        } else {
          rename(status.getPath(), file);
        }
      }
    }
  }

  void rename(Path from, Path to) throws IOException {
    if (!fs.rename(from, to)) {
      throw new IOException("cannot rename " + from + " to " + to);
    }
  }

  private void write(Path file, byte[] content) throws IOException {
    try (OutputStream out = LocalDisk.create(fs, file, true)) {
      out.write(content);
    }
  }

  private static Path temporary(Path file) {
    return new Path(file.getParent(), "." + file.getName() + TEMPORARY);
  }

  /** The file that a temporary one is to replace; any other file itself. */
  static Path replacedBy(Path file) {
    String name = file.getName();
    return name.startsWith(".") && name.endsWith(TEMPORARY)
        ? new Path(file.getParent(), name.substring(1, name.length() - TEMPORARY.length()))
        : file;
  }

  private void deleteQuietly(Path file, IOException cause) {
    try {
      fs.delete(file, false);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** The children of a directory, none if it does not exist. */
  List<FileStatus> list(Path directory) throws IOException {
    try {
      return List.of(fs.listStatus(directory));
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /** The files of a directory that its readers take for data. */
  List<FileStatus> dataFiles(Path directory) throws IOException {
    List<FileStatus> files = new ArrayList<>();
    for (FileStatus status : list(directory)) {
      if (status.isFile() && !DatasetLayout.hidden(status.getPath().getName())) {
        files.add(status);
      }
    }
    return files;
  }

  /** The path below the root of something that lies there. */
  String relative(Path file) {
    String base = layout.root().toUri().getPath();
    String path = file.toUri().getPath();
    return path.substring(base.endsWith("/") ? base.length() : base.length() + 1);
  }

  /** Deletes a file or a tree if it is there; an error if it then still is. */
  void deleteTree(Path path) throws IOException {
    if (!fs.delete(path, true) && fs.exists(path)) {
      throw new IOException("cannot delete " + path);
    }
  }

  /** Removes the directories from this one upwards that hold nothing, up to the root. */
  void removeEmptyDirectories(Path directory) throws IOException {
    if (kind == Kind.OBJECT_STORE) {
      return;
    }
    Path root = layout.root();
    for (Path at = directory; !at.equals(root) && at.depth() > root.depth(); at = at.getParent()) {
      if (!fs.exists(at)) {
        continue;
      }
      if (fs.listStatus(at).length > 0) {
        return;
      }
      fs.delete(at, false);
    }
  }
}
