package io.dynalake.it.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.error.ErrorCode;
import io.dynalake.testsupport.export.WrittenExport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options that do not go with one another, or not with the items. Nothing is ever written. */
final class BadOptionsIT {
  private final Lake lake;

  BadOptionsIT(@TempDir Path folder) {
    lake = new Lake(folder);
  }

  @AfterEach
  void nothingWasWritten() {
    assertThat(lake.dataFiles()).isEmpty();
  }

  private WrittenExport export() {
    return lake.exportOf(
        "{\"orderId\":{\"S\":\"a\"},\"updatedAt\":{\"S\":\"2024-05-01\"},"
            + "\"address\":{\"M\":{\"city\":{\"S\":\"x\"}}},\"total\":{\"N\":\"1.5\"}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--select       | ordrId              | did you mean orderId?",
        "--drop         | Totl                | did you mean total?",
        "--type         | totall=double       | did you mean total?",
        "--type         | address.ctiy=string | did you mean address.city?",
        "--map-path     | adress              | did you mean address?",
        "--partition-by | day(updateAt)       | did you mean 'updatedAt'?",
        "--entity-by    | orderid             | did you mean 'orderId'?",
        "--sql          | SELECT totl FROM items | total",
        "--sql          | SELECT 1 FROM item     | item",
        "--sql          | SELEC 1                | SELEC",
      })
  void suggestsTheColumnThatWasProbablyMeant(String option, String value, String suggestion) {
    lake.backfill(export(), option, value)
        .failed(ErrorCode.USAGE)
        .contains(option)
        .contains(suggestion);
  }

  @Test
  void suggestsTheTimestampThatWasProbablyMeant() {
    lake.backfill(export(), "--updated-at", "updatedat", "--start-date", "2024-01-01")
        .failed(ErrorCode.USAGE)
        .contains("--updated-at: no item has an attribute 'updatedat'")
        .contains("did you mean 'updatedAt'?");
  }

  @Test
  void namesAllUnknownAttributesAtOnce() {
    lake.backfill(export(), "--partition-by", "day(updateAt), stat", "--entity-by", "kind")
        .failed(ErrorCode.USAGE)
        .contains("'updateAt'")
        .contains("--partition-by: no item has an attribute 'stat'")
        .contains("--entity-by: no item has an attribute 'kind'")
        .contains("`dynalake schema --export …` lists the attributes");
  }

  @Test
  void refusesToOverwriteWithoutPartitions() {
    lake.backfill(export(), "--write-mode", "overwrite-partitions")
        .failed(ErrorCode.USAGE)
        .contains("--write-mode: overwrite-partitions needs --partition-by")
        .contains("'day(updatedAt)'");
    assertThat(lake.target()).doesNotExist();
  }

  @Test
  void refusesPlainOverwrite() {
    lake.backfill(export(), "--write-mode", "overwrite")
        .failed(ErrorCode.USAGE)
        .contains("overwrite is refused; it would delete whatever else the dataset holds");
  }

  @Test
  void refusesTypeThatTheValuesDoNotFit() {
    lake.backfill(export(), "--type", "total=bigint")
        .failed(ErrorCode.BAD_DATA)
        .contains("--type total=bigint: the values do not fit")
        .contains("1 integer and 1 fraction digits")
        .contains("choose a type that takes them all");
  }

  @Test
  void refusesMorePartitionsThanAllowed() {
    String[] items =
        IntStream.range(0, 5).mapToObj(i -> "{\"k\":{\"N\":\"" + i + "\"}}").toArray(String[]::new);
    WrittenExport export = lake.exportOf(items);
    for (List<String> more : List.of(List.<String>of(), List.of("--sql", "SELECT * FROM items"))) {
      List<String> options =
          new ArrayList<>(List.of("--partition-by", "k", "--max-partitions", "4"));
      options.addAll(more);
      lake.backfill(export, options.toArray(String[]::new))
          .failed(ErrorCode.BAD_DATA)
          .contains("partition explosion: ")
          .contains("more than 4 partitions")
          .contains("raise --max-partitions");
    }
  }

  @Test
  void refusesPartitionColumnThatIsCalledLikeAnotherAttribute() {
    lake.backfill(export(), "--partition-by", "total=day(updatedAt)")
        .failed(ErrorCode.USAGE)
        .contains("the partition column 'total' is called like the column of attribute 'total'");
  }
}
