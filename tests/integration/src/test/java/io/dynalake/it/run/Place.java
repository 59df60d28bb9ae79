package io.dynalake.it.run;

import io.dynalake.testsupport.duckdb.ParquetRows;
import io.dynalake.testsupport.s3.EmbeddedS3;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;

/** Where datasets and exports lie, by name: a folder of this disk or a bucket. */
public final class Place implements AutoCloseable {
  private final String name;
  private final FileSystem fs;
  private final String root;
  private final Path scratch;
  private final Optional<EmbeddedS3> s3;

  private Place(String name, FileSystem fs, String root, Path scratch, Optional<EmbeddedS3> s3) {
    this.name = name;
    this.fs = fs;
    this.root = root;
    this.scratch = scratch;
    this.s3 = s3;
  }

  public static Place local(Path folder) {
    try {
      FileSystem fs = FileSystem.newInstance(URI.create("file:///"), new Configuration());
      // The raw one: the checksumming one hides its own files.
      FileSystem raw = ((LocalFileSystem) fs).getRaw();
      return new Place("local", raw, folder.toString(), folder, Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new bucket; what DuckDB shall read is copied into the folder. */
  public static Place s3a(Path folder) {
    EmbeddedS3 s3 = EmbeddedS3.shared();
    String root = "s3a://" + s3.newBucket();
    Configuration conf = new Configuration();
    s3.hadoopConfiguration().forEach(conf::set);
    // It looks at files that a run is writing anew.
    conf.set("fs.s3a.change.detection.mode", "none");
    try {
      FileSystem fs = FileSystem.newInstance(URI.create(root), conf);
      return new Place("s3a", fs, root, folder, Optional.of(s3));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What spark-submit needs to reach it. */
  public List<String> sparkOptions() {
    return s3.map(EmbeddedS3::sparkSubmitArguments).orElse(List.of());
  }

  public String uri(String path) {
    return root + "/" + path;
  }

  private org.apache.hadoop.fs.Path path(String path) {
    return new org.apache.hadoop.fs.Path(path.isEmpty() ? root + "/" : uri(path));
  }

  /** The files below a folder, hidden ones too, relative to it; sorted. */
  public List<String> files(String folder) {
    List<String> files = new ArrayList<>();
    list(path(folder), "", files, new TreeSet<>());
    files.sort(null);
    return files;
  }

  /** The folders without any file below them, relative; an object store has none. */
  List<String> emptyFolders(String folder) {
    TreeSet<String> empty = new TreeSet<>();
    list(path(folder), "", new ArrayList<>(), empty);
    return List.copyOf(empty);
  }

  private void list(
      org.apache.hadoop.fs.Path at, String relative, List<String> files, Set<String> empty) {
    FileStatus[] children;
    try {
      children = fs.listStatus(at);
    } catch (FileNotFoundException e) {
      // Not there, or removed while others were listed.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (children.length == 0) {
      empty.add(relative);
    }
    for (FileStatus child : children) {
      String path = relative + child.getPath().getName();
      if (child.isDirectory()) {
        list(child.getPath(), path + "/", files, empty);
      } else {
        files.add(path);
      }
    }
  }

  /** Those files that readers such as Spark and Athena take for data. */
  public List<String> dataFiles(String folder) {
    return files(folder).stream()
        .filter(
            path -> {
              for (String part : path.split("/", -1)) {
                if ((part.startsWith("_") && part.indexOf('=') < 0) || part.startsWith(".")) {
                  return false;
                }
              }
              return true;
            })
        .toList();
  }

  /** The rows that readers see, by partition directory, as DuckDB reads them. */
  public Map<String, List<String>> rows(String folder) {
    List<String> files = dataFiles(folder);
    if (s3.isEmpty()) {
      return ParquetRows.byDirectory(Path.of(uri(folder)), files);
    }
    try {
      Path copy = Files.createTempDirectory(scratch, "copy");
      for (String file : files) {
        Path target = copy.resolve(file);
        Files.createDirectories(target.getParent());
        try (InputStream in = fs.open(path(folder + "/" + file))) {
          Files.copy(in, target);
        }
      }
      Map<String, List<String>> rows = ParquetRows.byDirectory(copy, files);
      deleteLocal(copy);
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteLocal(Path folder) throws IOException {
    FileSystem.getLocal(new Configuration())
        .delete(new org.apache.hadoop.fs.Path(folder.toUri()), true);
  }

  public byte[] read(String path) {
    try (InputStream in = fs.open(path(path))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void write(String path, byte[] content) {
    try (var out = fs.create(path(path), true)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void copy(String from, String to) {
    try {
      for (String file : files(from)) {
        org.apache.hadoop.fs.Path target = path(to + "/" + file);
        fs.mkdirs(target.getParent());
        try (InputStream in = fs.open(path(from + "/" + file));
            var out = fs.create(target)) {
          in.transferTo(out);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Brings files of this disk here. */
  void upload(Path from, String to) {
    try (var files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        org.apache.hadoop.fs.Path target = path(to + "/" + from.relativize(file));
        fs.mkdirs(target.getParent());
        try (var out = fs.create(target)) {
          Files.copy(file, out);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void delete(String path) {
    try {
      fs.delete(path(path), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String bucket() {
    return URI.create(root).getAuthority();
  }

  /** Uploads begun and neither completed nor aborted. */
  List<String> pendingUploads() {
    return s3.map(server -> server.pendingUploads(bucket())).orElse(List.of());
  }

  @Override
  public void close() throws IOException {
    fs.close();
  }

  @Override
  public String toString() {
    return name;
  }
}
