package io.dynalake.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDiskTest {
  private final java.nio.file.Path folder;
  private final Path root;

  LocalDiskTest(@TempDir java.nio.file.Path folder) {
    this.folder = folder;
    this.root = new Path(folder.toUri());
  }

  private static FileSystem disk() throws IOException {
    // Not the one that others may have made with their settings.
    return FileSystem.newInstanceLocal(new Configuration());
  }

  @Test
  void createsAFileWithItsFoldersAndNothingBesideIt() throws IOException {
    Path file = new Path(root, "a b/ü=%20/part-0.parquet");
    try (OutputStream out = LocalDisk.create(disk(), file, false)) {
      out.write(7);
    }
    try (Stream<java.nio.file.Path> files = Files.walk(folder)) {
      List<String> names =
          files.filter(Files::isRegularFile).map(f -> folder.relativize(f).toString()).toList();
      assertThat(names).containsExactly("a b/ü=%20/part-0.parquet");
    }
    assertThat(disk().getFileStatus(file).getLen()).isEqualTo(1);
  }

  @Test
  void startsNoProcess() throws IOException {
    java.nio.file.Path events = folder.resolve("events.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ProcessStart");
      recording.start();
      LocalDisk.mkdirs(disk(), new Path(root, "x/y"));
      LocalDisk.create(disk(), new Path(root, "x/y/z/file"), false).close();
      LocalDisk.create(disk(), new Path(root, "x/y/z/file"), true).close();
      LocalDisk.create(LocalDisk.raw(disk()), new Path(root, "x/y/raw"), false).close();
      recording.stop();
      recording.dump(events);
    }
    assertThat(RecordingFile.readAllEvents(events)).isEmpty();
  }

  @Test
  void replacesAFileOnlyIfAllowed() throws IOException {
    Path file = new Path(root, "file");
    try (OutputStream out = LocalDisk.create(disk(), file, false)) {
      out.write(new byte[100]);
    }
    assertThatThrownBy(() -> LocalDisk.create(disk(), file, false).close())
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("file: is there already");
    assertThat(disk().getFileStatus(file).getLen()).isEqualTo(100);
    try (FSDataOutputStream out = LocalDisk.create(disk(), file, true)) {
      assertThat(out.getPos()).isZero();
      out.write(7);
      assertThat(out.getPos()).isOne();
    }
    assertThat(disk().getFileStatus(file).getLen()).isEqualTo(1);
  }

  @Test
  void makesFoldersThatMayBeThere() throws IOException {
    Path deep = new Path(root, "x/y/z");
    LocalDisk.mkdirs(disk(), deep);
    LocalDisk.mkdirs(disk(), deep);
    assertThat(folder.resolve("x/y/z")).isDirectory();
    LocalDisk.create(disk(), new Path(root, "taken"), false).close();
    assertThatThrownBy(() -> LocalDisk.mkdirs(disk(), new Path(root, "taken/below")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void leavesPermissionsToHadoopWhereItsUmaskIsAnother() {
    Configuration strict = new Configuration();
    strict.set("fs.permissions.umask-mode", "077");
    assertThat(open(strict)).matches(fs -> !LocalDisk.is(fs));
    assertThat(open(new Configuration())).matches(LocalDisk::is);
  }

  private FileSystem open(Configuration conf) {
    try {
      return FileSystem.newInstance(root.toUri(), conf);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
