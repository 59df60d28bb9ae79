package io.dynalake.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.compare.SampleSettings.Values;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.testsupport.export.ExportWriter;
import io.dynalake.testsupport.export.FileQuirk;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  private static final CompareRules RULES = new CompareRules(List.of("pk"), Set.of(), Nulls.STRICT);

  @SuppressWarnings("NullAway.Init")
  private static SparkSession spark;

  private final Path folder;

  ComparisonTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void startSpark() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "localhost")
            // The harder one: it takes no records.
            .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
            .getOrCreate();
    spark.sparkContext().setLogLevel("OFF");
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  private static String item(int number, String value) {
    return "{\"pk\":{\"S\":\"" + number + "\"},\"v\":{\"S\":\"" + value + "\"}}";
  }

  private static List<String> items(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> item(i, "v" + i)).toList();
  }

  private ExportWriter writer(String name) {
    return ExportWriter.in(folder.resolve(name));
  }

  private static ComparedInput found(ExportWriter writer) {
    String location = writer.write().folder().toString();
    return ComparedInput.find(location, new Configuration(false));
  }

  private static CompareResult compare(ComparedInput left, ComparedInput right, Values values) {
    return Comparison.run(spark, left, right, RULES, new SampleSettings(2, values));
  }

  @Test
  void findsEqualItemsInWhateverFilesTheyAre() {
    ComparedInput left =
        found(writer("left").file(items(0, 40)).file(List.of()).file(items(40, 100)));
    ComparedInput right = found(writer("right").file(items(0, 100)));
    CompareResult result = compare(left, right, Values.HIDDEN);
    assertThat(result.isEqual()).isTrue();
    assertThat(result)
        .isEqualTo(
            new CompareResult(
                100, 0, 0, 0, new SideCounts(100, 0, 0), new SideCounts(100, 0, 0), List.of()));
  }

  @Test
  void tellsWhatDiffersAndWhere() {
    ComparedInput left =
        found(
            writer("left")
                .file(items(0, 10))
                .lines(List.of("{\"Item\":" + item(10, "old") + "}", "{\"Item\":oops}"))
                .file(items(11, 14)));
    ComparedInput right =
        found(
            writer("right")
                .file(items(0, 10))
                .file(List.of("{\"pk\":{\"S\":\"10\"},\"w\":{\"N\":\"1\"}}", item(14, "new"))));
    CompareResult result = compare(left, right, Values.SHOWN);

    assertThat(result.isEqual()).isFalse();
    assertThat(List.of(result.equal(), result.different(), result.missing(), result.extra()))
        .containsExactly(10L, 1L, 3L, 1L);
    assertThat(result.left()).isEqualTo(new SideCounts(15, 0, 1));
    assertThat(result.samples())
        .extracting(SampledDifference::difference)
        .containsExactly(
            Difference.DIFFERENT,
            Difference.MISSING,
            Difference.MISSING,
            Difference.EXTRA,
            Difference.UNREADABLE);
    SampledDifference different = result.samples().get(0);
    assertThat(different.key()).hasToString("{\"pk\":{\"S\":\"10\"}}");
    assertThat(different.left().position()).isEqualTo(1);
    assertThat(different.left().file()).isEqualTo(left.files().get(1).name());
    assertThat(different.attributes())
        .extracting(
            each -> each.name(),
            each -> each.only().orElse(null),
            each -> each.value(Side.LEFT).orElse(""),
            each -> each.value(Side.RIGHT).orElse(""))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("v", Side.LEFT, "{\"S\":\"old\"}", ""),
            org.assertj.core.groups.Tuple.tuple("w", Side.RIGHT, "", "{\"N\":\"1\"}"));
    assertThat(result.samples().get(1).attributes())
        .extracting(AttributeDifference::name)
        .containsExactly("pk", "v");
    SampledDifference unreadable = result.samples().get(4);
    assertThat(unreadable.reason()).isNotEmpty().doesNotContain("oops");
    assertThat(unreadable.left().position()).isEqualTo(2);
  }

  @Test
  void tellsNoValuesUnlessItIsAskedTo() {
    ComparedInput left = found(writer("left").file(List.of(item(1, "old"), item(2, "v"))));
    ComparedInput right = found(writer("right").file(List.of(item(1, "new"))));
    CompareResult result = compare(left, right, Values.HIDDEN);
    assertThat(result.samples().get(0).attributes())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.name()).isEqualTo("v");
              assertThat(each.only()).isEmpty();
              assertThat(each.value(Side.LEFT)).isEmpty();
              assertThat(each.value(Side.RIGHT)).isEmpty();
            });
    assertThat(result.samples().get(1).attributes()).isEmpty();
  }

  @Test
  void refusesAFileThatIsNotWhatItsManifestPromises() {
    ComparedInput left = found(writer("left").file(items(0, 5), FileQuirk.WRONG_MD5));
    ComparedInput right = found(writer("right").file(items(0, 5)));
    assertThatThrownBy(() -> compare(left, right, Values.HIDDEN))
        .rootCause()
        .hasMessageContaining("MD5");
  }

  @Test
  void findsNeitherExportNorDataset() {
    assertThatThrownBy(() -> ComparedInput.find(folder.toString(), new Configuration(false)))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_MISSING))
        .hasMessageContaining("no export in it");
  }
}
