package io.dynalake.it.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.error.ErrorCode;
import io.dynalake.testsupport.export.WrittenExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Targets that cannot or must not be written. */
final class BadTargetsIT {
  private final Lake lake;

  BadTargetsIT(@TempDir Path folder) {
    lake = new Lake(folder);
  }

  private WrittenExport export() {
    List<String> items =
        IntStream.range(0, 100)
            .mapToObj(i -> "{\"pk\":{\"S\":\"k" + i + "\"},\"d\":{\"N\":\"" + i % 3 + "\"}}")
            .toList();
    return lake.export().file(items).write();
  }

  @Test
  void refusesTargetThatIsAFile() throws IOException {
    Files.writeString(lake.target(), "precious");
    lake.backfill(export())
        .failed(ErrorCode.SERVICE)
        .contains("--target " + lake.target() + ": cannot be written")
        .contains("check the path, the permissions and the free space");
    assertThat(lake.target()).hasContent("precious");
  }

  @Test
  void refusesTargetBelowAFile() throws IOException {
    Files.writeString(lake.target(), "precious");
    Path below = lake.target().resolve("orders");
    lake.backfill(export(), "--target", below.toString())
        .failed(ErrorCode.SERVICE)
        .contains("--target " + below + ": cannot be written");
    assertThat(lake.target()).hasContent("precious");
  }

  @Test
  void refusesTargetInsideTheExport() throws IOException {
    WrittenExport export = export();
    Path inside = export.folder().resolve("data/lake");
    lake.backfill(export, "--target", inside.toString())
        .failed(ErrorCode.USAGE)
        .contains("--target " + inside + ": lies inside the export")
        .contains("choose a target beside it");
    assertThat(inside).doesNotExist();

    Path link = Files.createSymbolicLink(lake.root().resolve("link"), export.folder());
    lake.backfill(export, "--target", link.resolve("lake").toString())
        .failed(ErrorCode.USAGE)
        .contains(": lies inside the export");
    assertThat(export.folder().resolve("lake")).doesNotExist();
  }

  @Test
  void refusesTheExportAndWhatContainsItAsTarget() {
    WrittenExport export = export();
    lake.backfill(export, "--target", export.folder().toString())
        .failed(ErrorCode.USAGE)
        .contains("is the export itself");
    lake.backfill(export, "--target", export.bucket().toString())
        .failed(ErrorCode.USAGE)
        .contains("contains the export");
    assertThat(export.folder().resolve("_dynalake")).doesNotExist();
    assertThat(export.bucket().resolve("_dynalake")).doesNotExist();
  }

  /** The dataset's location on a disk that is full for files of these names. */
  private String fullDisk(String files) {
    Configuration hadoop = Lake.spark().sparkContext().hadoopConfiguration();
    hadoop.set("fs." + FullDiskFileSystem.SCHEME + ".impl", FullDiskFileSystem.class.getName());
    hadoop.setBoolean("fs." + FullDiskFileSystem.SCHEME + ".impl.disable.cache", true);
    hadoop.set(FullDiskFileSystem.FULL_FOR, files);
    return FullDiskFileSystem.SCHEME + "://" + lake.target();
  }

  private void assertTheSameCommandCompletes(WrittenExport export, String... options) {
    fullDisk("nothing");
    lake.backfill(export, options).done();
    assertThat(lake.rows()).hasSize(100);
    assertThat(lake.partitions()).containsExactly("d=0", "d=1", "d=2");
    assertThat(lake.files())
        .contains("_dynalake/schema/v0001.json")
        .noneMatch(file -> file.contains("/staging/"));
  }

  @Test
  void leavesNothingIfTheDiskIsFullWhileItConverts() {
    WrittenExport export = export();
    String[] options = {
      "--target", fullDisk(".*/staging/.*parquet.*"), "--partition-by", "d",
    };
    lake.backfill(export, options)
        .failed(ErrorCode.SERVICE)
        .contains(FullDiskFileSystem.SCHEME + ":")
        .contains(lake.target() + ": a data file could not be written; No space left on device")
        .contains("run the same command again");
    assertThat(lake.dataFiles()).isEmpty();
    assertTheSameCommandCompletes(export, options);
  }

  @Test
  void leavesNothingIfTheDiskIsFullBeforeItPublishes() {
    WrittenExport export = export();
    String[] options = {"--target", fullDisk(".*/_dynalake/commits/.*"), "--partition-by", "d"};
    lake.backfill(export, options)
        .failed(ErrorCode.SERVICE)
        .contains("commit of run ")
        .contains("publishing failed; ")
        .contains("No space left on device");
    assertThat(lake.dataFiles()).isEmpty();
    assertTheSameCommandCompletes(export, options);
  }

  @Test
  void completesLaterIfTheDiskIsFullOnceItHasPublished() {
    WrittenExport export = export();
    String[] options = {"--target", fullDisk(".*/_dynalake/schema/.*"), "--partition-by", "d"};
    lake.backfill(export, options)
        .failed(ErrorCode.SERVICE)
        .contains("all new files are in place")
        .contains("the next run on this target completes it")
        .contains("No space left on device");
    List<String> published = lake.dataFiles();
    assertThat(published).hasSize(3);
    assertTheSameCommandCompletes(export, options);
    assertThat(lake.dataFiles()).isEqualTo(published);
  }
}
