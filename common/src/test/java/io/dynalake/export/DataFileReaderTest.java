package io.dynalake.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.MalformedItemException;
import io.dynalake.item.MapSink;
import io.dynalake.item.SkipSink;
import io.dynalake.testsupport.export.ExportWriter;
import io.dynalake.testsupport.export.FileQuirk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DataFileReaderTest {
  /** How files are read; a subclass reads them in another way. */
  ReadOptions verify() {
    return ReadOptions.VERIFY;
  }

  private final Path bucket;
  private final Configuration conf = new Configuration(false);
  private final RecordedItems recorded = new RecordedItems();

  DataFileReaderTest(@TempDir Path bucket) {
    this.bucket = bucket;
  }

  /** Some 700 KB in several blocks, with characters of every length. */
  private static final List<String> MANY =
      IntStream.range(0, 5_000)
          .mapToObj(
              i ->
                  "{\"pk\":{\"S\":\"ключ-"
                      + i
                      + "-😀\"},\"n\":{\"N\":\""
                      + i
                      + "\"},\"x\":{\"S\":\""
                      + "é".repeat(i % 90)
                      + "\"}}")
          .toList();

  private static List<String> wrapped(List<String> items) {
    return items.stream().map(item -> "{\"Item\":" + item + "}").toList();
  }

  private DataFile written(ExportWriter writer) {
    writer.write();
    return Exports.open(bucket.toString(), conf).files().get(0);
  }

  private DataFile file(List<String> items, FileQuirk... quirks) {
    return written(ExportWriter.in(bucket).file(items, quirks));
  }

  private DataFile lines(String... lines) {
    return written(ExportWriter.in(bucket).lines(List.of(lines)));
  }

  private FileCounts read(DataFile file) {
    return DataFileReader.read(file, conf, recorded, verify());
  }

  private void assertBad(DataFile file, String reason) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadFileException.class)
        .hasMessage(file.key() + ": " + reason)
        .hasFieldOrPropertyWithValue("key", file.key())
        .hasFieldOrPropertyWithValue("reason", reason)
        .hasFieldOrPropertyWithValue("code", ErrorCode.BAD_DATA);
  }

  @Test
  void readsEveryItemInOrder() {
    DataFile file = file(MANY);

    FileCounts counts = read(file);

    assertThat(recorded.lines).isEqualTo(wrapped(MANY));
    assertThat(recorded.bad).isEmpty();
    assertThat(recorded.blocks).isBetween(3, 5);
    long decoded = wrapped(MANY).stream().mapToLong(line -> line.getBytes(UTF_8).length + 1).sum();
    assertThat(counts).isEqualTo(new FileCounts(5_000, 0, file.size(), decoded));
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "MULTI_MEMBER",
        "PLAIN_JSON",
        "LONG_HEADER",
        "NO_LAST_NEWLINE",
        "NO_MD5",
        "NO_COUNT"
      })
  void readsUnusualFiles(FileQuirk quirk) {
    FileCounts counts = read(file(MANY, quirk));

    assertThat(recorded.lines).isEqualTo(wrapped(MANY));
    assertThat(counts.items()).isEqualTo(5_000);
  }

  @Test
  void readsEmptyFiles() {
    assertThat(read(file(List.of()))).isEqualTo(new FileCounts(0, 0, 20, 0));
    assertThat(read(file(List.of(), FileQuirk.PLAIN_JSON))).isEqualTo(new FileCounts(0, 0, 0, 0));
    assertThat(read(file(List.of(), FileQuirk.MULTI_MEMBER)).items()).isZero();
    assertThat(recorded.blocks).isZero();
  }

  @Test
  void readsFilesOfAnotherFileSystem() {
    ExportWriter.in(bucket.resolve("my-bucket")).file(MANY).write();
    Configuration s3 = FolderFileSystem.configuration(bucket);
    DataFile file = Exports.open("s3://my-bucket/", s3).files().get(0);

    assertThat(DataFileReader.read(file, s3, recorded, verify()).items()).isEqualTo(5_000);
  }

  @Test
  void refusesTruncatedGzip() {
    assertBad(file(MANY, FileQuirk.TRUNCATED), "truncated gzip: the file ends in the middle");
  }

  @Test
  void refusesGzipWithoutItsTrailer() {
    assertBad(file(MANY, FileQuirk.TRAILER_CUT), "truncated gzip: the file ends in the middle");
  }

  @Test
  void refusesTruncationBetweenTwoMembersByTheItemCount() throws IOException {
    DataFile whole = file(List.of("{}", "{}", "{}"), FileQuirk.MULTI_MEMBER, FileQuirk.NO_MD5);
    Path path = Path.of(whole.location().substring("file:".length()));
    byte[] member = Files.readAllBytes(path);
    Files.write(path, concatenated(member, gzip("{\"Item\":{}}\n")));

    assertBad(whole, "it has more items than the 3 that the manifest promises");

    Files.write(path, gzip("{\"Item\":{}}\n"));
    assertBad(whole, "it has 1 items, but the manifest promises 3");
  }

  @Test
  void refusesWrongChecksums() {
    assertBad(file(MANY, FileQuirk.WRONG_CRC), "damaged gzip data: wrong checksum (CRC)");
    assertThatThrownBy(() -> read(file(MANY, FileQuirk.WRONG_MD5)))
        .isInstanceOf(BadFileException.class)
        .hasMessageMatching(
            "AWSDynamoDB/.*\\.json\\.gz: its MD5 is [^ ]{22}==, but the manifest says [^ ]{22}==");
  }

  @Test
  void leavesTheMd5OutOnRequestButNotTheRest() {
    ReadOptions options = verify().withoutMd5();

    DataFile wrongMd5 = file(MANY, FileQuirk.WRONG_MD5);
    assertThat(DataFileReader.read(wrongMd5, conf, recorded, options).items()).isEqualTo(5_000);

    DataFile wrongCount = file(MANY, FileQuirk.COUNT_TOO_HIGH);
    assertThatThrownBy(() -> DataFileReader.read(wrongCount, conf, recorded, options))
        .hasMessageEndingWith("it has 5000 items, but the manifest promises 5001");
  }

  @Test
  void refusesWrongItemCounts() {
    assertBad(
        file(MANY, FileQuirk.COUNT_TOO_HIGH), "it has 5000 items, but the manifest promises 5001");
    assertBad(
        file(MANY, FileQuirk.COUNT_TOO_LOW),
        "it has more items than the 4999 that the manifest promises");
    assertThat(recorded.lines).hasSize(5_000 + 4_999);
  }

  @Test
  void countsMalformedItemsAsItems() {
    DataFile file = file(List.of("{}", "nonsense"), FileQuirk.COUNT_TOO_LOW);

    assertBad(file, "it has more items than the 1 that the manifest promises");
    assertThat(recorded.bad).isEmpty();
  }

  @Test
  void refusesGarbageBehindGzip() {
    assertBad(file(MANY, FileQuirk.TRAILING_GARBAGE), "garbage behind the end of the gzip data");
  }

  @Test
  void refusesWhatIsNotGzip() throws IOException {
    assertBad(file(MANY, FileQuirk.NOT_GZIP), "it is not gzip");

    DataFile file = file(MANY, FileQuirk.NO_MD5);
    Files.write(Path.of(file.location().substring("file:".length())), new byte[0]);
    assertBad(file, "it is empty, not even gzip");
    Files.write(Path.of(file.location().substring("file:".length())), new byte[] {0x1f});
    assertBad(file, "it is not gzip");
  }

  @Test
  void namesTheMissingFileAndItsPlace() throws IOException {
    DataFile missing = file(MANY, FileQuirk.MISSING);
    assertThatThrownBy(() -> read(missing))
        .isInstanceOf(BadFileException.class)
        .hasMessage(
            missing.key()
                + ": the manifest lists this file, but it is not there; it should be at "
                + missing.location())
        .hasFieldOrPropertyWithValue("code", ErrorCode.INPUT_MISSING);

    DataFile vanished = file(MANY);
    Files.delete(Path.of(vanished.location().substring("file:".length())));
    assertThatThrownBy(() -> read(vanished))
        .isInstanceOf(BadFileException.class)
        .hasMessageEndingWith("it should be at " + vanished.location())
        .hasFieldOrPropertyWithValue("code", ErrorCode.INPUT_MISSING);
  }

  @Test
  void dropsMalformedItemsAndGoesOn() {
    DataFile file =
        lines(
            "{\"Item\":{\"pk\":{\"S\":\"a\"}}}",
            "{\"Item\":{\"pk\":{\"S\":\"b\",\"N\":\"1\"}}}",
            "{\"Item\":{\"pk\":{\"S\":\"c\"}}}",
            "not JSON",
            "{\"Item\":{\"pk\":{\"S\":\"e\"}}}");

    FileCounts counts = read(file);

    assertThat(recorded.lines)
        .containsExactly(
            "{\"Item\":{\"pk\":{\"S\":\"a\"}}}",
            "{\"Item\":{\"pk\":{\"S\":\"c\"}}}",
            "{\"Item\":{\"pk\":{\"S\":\"e\"}}}");
    assertThat(counts.items()).isEqualTo(3);
    assertThat(counts.badItems()).isEqualTo(2);
    assertThat(recorded.bad).extracting(BadItem::line).containsExactly(2L, 4L);
    assertThat(recorded.bad).extracting(BadItem::key).containsOnly(file.key());
    assertThat(recorded.bad)
        .extracting(BadItem::text)
        .containsExactly("{\"Item\":{\"pk\":{\"S\":\"b\",\"N\":\"1\"}}}", "not JSON");
    assertThat(recorded.bad).extracting(BadItem::complete).containsOnly(true);
    assertThat(recorded.bad).extracting(BadItem::reason).doesNotContainNull().doesNotContain("");
  }

  @Test
  void dropsItemsThatTheConsumerRefuses() {
    DataFile file = file(MANY);
    RecordedItems picky =
        new RecordedItems() {
          @Override
          public void endItem(byte[] block, int lineStart, int lineEnd) {
            if (lines.size() == 3_000) {
              lines.add("refused");
              throw new MalformedItemException("no more than 3000 of these");
            }
            super.endItem(block, lineStart, lineEnd);
          }
        };

    FileCounts counts = DataFileReader.read(file, conf, picky, verify());

    assertThat(counts.items()).isEqualTo(4_999);
    assertThat(picky.bad)
        .containsExactly(
            new BadItem(
                file.key(), 3_001, "no more than 3000 of these", wrapped(MANY).get(3_000), true));
  }

  @Test
  void skipsKnownBadLinesWithoutReportingThem() {
    List<String> items = new ArrayList<>(MANY);
    items.set(0, "first");
    items.set(3_000, "middle");
    items.set(4_999, "last");
    DataFile file = file(items);

    FileCounts counts =
        DataFileReader.read(file, conf, recorded, verify().skipping(1, 3_001).maxBadItems(3));

    assertThat(counts.items()).isEqualTo(4_997);
    assertThat(counts.badItems()).isEqualTo(3);
    assertThat(recorded.bad).extracting(BadItem::line).containsExactly(5_000L);
    assertThat(recorded.lines).hasSize(4_997).doesNotContain("{\"Item\":first}");
  }

  @Test
  void refusesLinesToSkipThatAreNotAscending() {
    assertThatThrownBy(() -> verify().skipping(3, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lines to skip are not ascending from 1: 3");
    assertThatThrownBy(() -> verify().skipping(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lines to skip are not ascending from 1: 0");
  }

  @Test
  void stopsBehindOneBadItemTooMany() {
    DataFile file = file(List.of("{}", "1", "{}", "2", "{}", "3", "{}"));

    FileCounts counts = DataFileReader.read(file, conf, recorded, verify().maxBadItems(1));

    assertThat(counts.items()).isEqualTo(2);
    assertThat(counts.badItems()).isEqualTo(2);
    assertThat(recorded.bad).extracting(BadItem::line).containsExactly(2L, 4L);
  }

  @Test
  void verifiesFilesWithMoreKnownBadItemsThanAllowed() {
    DataFile file = file(List.of("{}", "1", "2"), FileQuirk.WRONG_MD5);
    ReadOptions options = verify().skipping(2, 3).maxBadItems(0);

    assertThatThrownBy(() -> DataFileReader.read(file, conf, recorded, options))
        .isInstanceOf(BadFileException.class)
        .hasMessageContaining("its MD5 is ");
  }

  @Test
  void readsBlockByBlock() {
    DataFile file = file(MANY);

    try (DataFileReader reader = DataFileReader.open(file, conf, recorded, verify())) {
      assertThat(reader.readBlock()).isTrue();
      assertThat(reader.counts().items()).isEqualTo(recorded.lines.size()).isBetween(1L, 4_999L);
      assertThat(reader.line()).isEqualTo(recorded.lines.size() + 1L);
      while (reader.readBlock()) {}
      assertThat(reader.readBlock()).isFalse();
      assertThat(reader.counts().items()).isEqualTo(5_000);
    }
    assertThat(recorded.lines).isEqualTo(wrapped(MANY));
  }

  @Test
  void passesOverBlankLines() {
    ExportWriter writer =
        ExportWriter.in(bucket)
            .content(
                2,
                out -> out.write("\n{\"Item\":{}}\r\n \t\r\n\n{\"Item\":7}\n\n".getBytes(UTF_8)));

    FileCounts counts = read(written(writer));

    assertThat(counts.items()).isEqualTo(1);
    assertThat(recorded.bad).extracting(BadItem::line).containsExactly(5L);
  }

  @Test
  void keepsTheTextsOfBadItemsSmall() {
    String text = "x".repeat(1 << 20);
    List<String> items = new ArrayList<>(List.of("\u00e9" + text, "é".repeat(10)));
    for (int i = 0; i < 9; i++) {
      items.add(text);
    }
    DataFile file = written(ExportWriter.in(bucket).lines(items));

    read(file);

    assertThat(recorded.bad).hasSize(11);
    assertThat(recorded.bad.get(0).complete()).isFalse();
    assertThat(recorded.bad.get(0).text()).hasSize((1 << 20) - 1).startsWith("éxx");
    assertThat(recorded.bad.get(1).text()).isEqualTo("é".repeat(10));
    assertThat(recorded.bad.get(1).complete()).isTrue();
    assertThat(recorded.bad.get(2).complete()).isTrue();
    assertThat(recorded.bad.get(2).text()).isEqualTo(text);
    assertThat(recorded.bad.get(10).text()).isEqualTo("x".repeat(1 << 10));
    assertThat(recorded.bad.get(10).complete()).isFalse();
    assertThat(recorded.bad.stream().mapToInt(bad -> bad.text().length()).sum())
        .isLessThan(5 << 20);
  }

  @Test
  void showsABadItemThatIsNotUtf8() {
    ExportWriter writer =
        ExportWriter.in(bucket).content(1, out -> out.write(new byte[] {'a', (byte) 0xff, '\n'}));

    read(written(writer));

    assertThat(recorded.bad).hasSize(1);
    assertThat(recorded.bad.get(0).text()).isEqualTo("a\ufffd");
    assertThat(recorded.bad.get(0).complete()).isFalse();
  }

  @Test
  void reportsProgressInStoredBytes() {
    DataFile file = file(MANY, FileQuirk.PLAIN_JSON);
    AtomicLong sum = new AtomicLong();
    List<Long> reports = new ArrayList<>();

    DataFileReader.read(
        file,
        conf,
        recorded,
        verify()
            .progress(
                bytes -> {
                  sum.addAndGet(bytes);
                  reports.add(bytes);
                }));

    assertThat(sum.get()).isEqualTo(file.size());
    assertThat(reports).hasSizeGreaterThan(3);
    // Of a file that is decoded ahead, some blocks more.
    assertThat(reports.get(0)).isBetween(200_000L, 2_000_000L);
  }

  @Test
  void namesFileAndLineWhereTheConsumerFails() {
    DataFile file = file(List.of("{}", "{}", "{}"));

    assertThatThrownBy(() -> failAtSecondItem(file, new IllegalStateException("no room")))
        .isInstanceOf(JobException.class)
        .hasMessage("java.lang.IllegalStateException: no room (line 2 of " + file.key() + ")")
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasFieldOrPropertyWithValue("code", ErrorCode.BUG);
    assertThatThrownBy(
            () -> failAtSecondItem(file, new JobException(ErrorCode.USAGE, "x: y; do z")))
        .isInstanceOf(JobException.class)
        .hasMessage("x: y; do z (line 2 of " + file.key() + ")")
        .hasFieldOrPropertyWithValue("code", ErrorCode.USAGE);
    assertThatThrownBy(
            () ->
                failAtSecondItem(
                    file, new UncheckedIOException("target: full", new IOException("full"))))
        .isInstanceOf(JobException.class)
        .hasMessage("target: full (line 2 of " + file.key() + ")")
        .hasFieldOrPropertyWithValue("code", ErrorCode.SERVICE);
  }

  private void failAtSecondItem(DataFile file, RuntimeException failure) {
    DataFileReader.read(
        file,
        conf,
        new ItemConsumer() {
          private int begun;

          @Override
          public MapSink beginItem() {
            if (++begun == 2) {
              throw failure;
            }
            return SkipSink.INSTANCE;
          }

          @Override
          public void endItem(byte[] block, int lineStart, int lineEnd) {}

          @Override
          public void dropItem(BadItem bad) {}
        },
        verify());
  }

  @Test
  void blamesTheFileSystemWhenReadingBreaks() throws IOException {
    Path folder = Files.createDirectories(bucket.resolve("my-bucket"));
    Files.writeString(folder.resolve("breaking.json"), "{\"Item\":{}}\n");
    String location = "s3a://my-bucket/breaking.json";
    DataFile file = new DataFile("breaking.json", location, 12, 1L, null);
    Configuration s3 = FolderFileSystem.configuration(bucket);

    assertThatThrownBy(() -> DataFileReader.read(file, s3, recorded, verify()))
        .isInstanceOf(JobException.class)
        .hasMessage(
            location
                + ": reading failed; java.io.IOException: connection reset;"
                + " run the job again when the file system answers")
        .hasFieldOrPropertyWithValue("code", ErrorCode.SERVICE);
  }

  static byte[] gzip(String text) throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    try (var gzip = new java.util.zip.GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] concatenated(byte[] first, byte[] second) {
    byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
