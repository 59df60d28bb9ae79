package io.dynalake.dataset.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {
  @Test
  void namesDataFilesByTaskSequenceAndRun() {
    assertThat(DatasetLayout.dataFileName(7, 2, "run-1", "zstd.parquet"))
        .isEqualTo("part-00007-2-run-1.zstd.parquet");
    assertThat(DatasetLayout.dataFileName(123456, 0, "r", "parquet"))
        .isEqualTo("part-123456-0-r.parquet");
  }

  @Test
  void tellsItsOwnFilesFromSparks() {
    assertThat(DataFileNames.ours("part-00007-2-run-1.zstd.parquet")).isTrue();
    assertThat(DataFileNames.ours("part-123456-0-20260101T000000-4f.zstd.parquet")).isTrue();
    assertThat(
            DataFileNames.ours(
                "part-00000-12345678-90ab-cdef-1234-567890abcdef-c000.snappy.parquet"))
        .as("a UUID that begins with eight digits")
        .isFalse();
    assertThat(DataFileNames.ours("part-00000-5f2a0c11-0.parquet")).isFalse();
    assertThat(DataFileNames.ours("data.parquet")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"part-00000-0-other.parquet", "part-0-r1.parquet", "x.parquet"})
  void refusesFileNamesOfOtherRuns(String name) {
    assertThatThrownBy(() -> DataFileNames.require(name, "r1"))
        .hasMessageContaining("data file '" + name + "': not a name of run r1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/abs/a.parquet", "day=1/../../a", "_dynalake/commits/a.json"})
  void refusesPathsOutsideTheData(String path) {
    assertThatThrownBy(() -> new NewFile(path, 1, 1, null))
        .hasMessage("new file '" + path + "': not a path inside the dataset");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", ".x", "-x", "ü", "a b"})
  void refusesRunIdsThatAreNoFileNames(String runId) {
    assertThatThrownBy(() -> new RunIdentity(runId, "job", "source"))
        .hasMessageContaining("run id '" + runId + "': not usable in file names");
  }

  @Test
  void mapsS3SchemesToS3a() {
    assertThat(DatasetStorage.location("s3://b/lake/x")).isEqualTo(new Path("s3a://b/lake/x"));
    assertThat(DatasetStorage.location("s3n://b")).isEqualTo(new Path("s3a://b/"));
    assertThat(DatasetStorage.location("hdfs://nn/x")).isEqualTo(new Path("hdfs://nn/x"));
  }
}
