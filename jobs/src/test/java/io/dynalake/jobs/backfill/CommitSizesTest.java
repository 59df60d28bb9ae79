package io.dynalake.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.export.DataFile;
import io.dynalake.jobs.options.BackfillArguments.WriteMode;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommitSizesTest {
  private static final long GB = 1L << 30;

  private static List<DataFile> files(long... sizes) {
    return LongStream.of(sizes)
        .mapToObj(size -> new DataFile("key of " + size, "location", size, 1L, null))
        .toList();
  }

  private static List<List<Long>> sizes(List<List<DataFile>> batches) {
    return batches.stream().map(b -> b.stream().map(DataFile::size).toList()).toList();
  }

  @Test
  void cutsBySizeKeepingTheOrderAndAFileThatIsTooLarge() {
    var batches =
        CommitSizes.of(
            files(40 * GB, 24 * GB, 1, 70 * GB, 2, 3), WriteMode.APPEND, OptionalInt.empty());
    assertThat(sizes(batches))
        .containsExactly(List.of(40 * GB, 24 * GB), List.of(1L), List.of(70 * GB), List.of(2L, 3L));
  }

  @ParameterizedTest
  @EnumSource
  void cutsByTheNumberOfFilesIfGiven(WriteMode mode) {
    assertThat(sizes(CommitSizes.of(files(1, 90 * GB, 3, 4, 5), mode, OptionalInt.of(2))))
        .containsExactly(List.of(1L, 90 * GB), List.of(3L, 4L), List.of(5L));
  }

  @Test
  void replacesPartitionsInOneCommitUnlessToldOtherwise() {
    var batches =
        CommitSizes.of(
            files(60 * GB, 60 * GB), WriteMode.OVERWRITE_PARTITIONS, OptionalInt.empty());
    assertThat(batches).hasSize(1);
  }

  @Test
  void commitsAnExportWithoutFilesToo() {
    assertThat(CommitSizes.of(List.of(), WriteMode.APPEND, OptionalInt.of(2)))
        .containsExactly(List.of());
  }
}
