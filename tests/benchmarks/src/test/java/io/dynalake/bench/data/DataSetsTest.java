package io.dynalake.bench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.export.BadItem;
import io.dynalake.export.DataFile;
import io.dynalake.export.DataFileReader;
import io.dynalake.export.Exports;
import io.dynalake.export.FileCounts;
import io.dynalake.export.FullExport;
import io.dynalake.export.ItemConsumer;
import io.dynalake.export.ReadOptions;
import io.dynalake.item.ItemFormat;
import io.dynalake.item.MapSink;
import io.dynalake.schema.ItemProfile;
import io.dynalake.schema.ItemSchema;
import io.dynalake.schema.ProfileOptions;
import io.dynalake.schema.SparkTypes;
import io.dynalake.schema.TypingOptions;
import io.dynalake.schema.TypingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DataSetsTest {
  private final Path folder;
  private final List<String> progress = new ArrayList<>();
  private final DataSets dataSets;

  DataSetsTest(@TempDir Path folder) {
    this.folder = folder;
    dataSets = new DataSets(folder, progress::add);
  }

  private static DataSet data(Shape shape) {
    return new DataSet(shape, 1_001, 4, 7);
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void makesExportsWhoseItemsAllParse(Shape shape) throws IOException {
    Export export = dataSets.export(data(shape));
    Configuration conf = new Configuration();

    FullExport opened = Exports.open(export.folder().toString(), conf);

    assertThat(opened.warnings()).isEmpty();
    assertThat(opened.itemCount()).hasValue(1_001);
    assertThat(opened.storedBytes()).isEqualTo(export.storedBytes());
    assertThat(opened.files())
        .extracting(file -> file.itemCount().orElse(0))
        .containsExactly(251L, 250L, 250L, 250L);
    long decoded = 0;
    for (DataFile file : opened.files()) {
      FileCounts counts = DataFileReader.read(file, conf, new Profiling(), ReadOptions.VERIFY);
      assertThat(counts.badItems()).isZero();
      decoded += counts.decodedBytes();
    }
    assertThat(decoded).isEqualTo(export.jsonBytes());
  }

  @ParameterizedTest
  @CsvSource({
    "ORDERS, 700, 800, 16",
    "NARROW, 130, 190, 6",
    "WIDE, 1000, 1400, 401",
    "SINGLE_TABLE, 150, 330, 18"
  })
  void itemsAreAsLargeAndHaveTheColumnsTheyShould(Shape shape, int least, int most, int columns)
      throws IOException {
    Export export = dataSets.export(data(shape));

    assertThat(export.jsonBytes() / 1_001).isBetween((long) least, (long) most);
    assertThat(schema(export).fields()).hasSize(columns);
  }

  @Test
  void ordersHaveTheTypesThatTheirPeersAreToldOf() throws IOException {
    ItemSchema schema = schema(dataSets.export(data(Shape.ORDERS)));

    assertThat(SparkTypes.toStructType(schema).simpleString())
        .contains("total:decimal(18,2)")
        .contains("lines:array<struct<price:decimal(18,2),qty:bigint,sku:string>>")
        .contains("sig:binary");
  }

  @Test
  void sameSeedMakesTheSameBytesAndAnotherOthers() throws IOException {
    DataSet data = data(Shape.ORDERS);
    Path first = dataSets.export(data).folder();
    DataSets elsewhere = new DataSets(folder.resolve("elsewhere"), progress::add);

    assertThat(manifest(elsewhere.export(data).folder())).isEqualTo(manifest(first));
    DataSet otherSeed = new DataSet(data.shape(), data.items(), data.files(), 8);
    assertThat(manifest(dataSets.export(otherSeed).folder())).isNotEqualTo(manifest(first));
  }

  /** The manifest has the MD5 of every file. */
  private static String manifest(Path export) throws IOException {
    return Files.readString(export.resolve("manifest-files.json"));
  }

  @Test
  void makesADataSetOnceAndAgainAfterItWasDeleted() throws IOException {
    Export made = dataSets.export(data(Shape.NARROW));
    assertThat(progress).hasSize(2);

    assertThat(dataSets.export(data(Shape.NARROW))).isEqualTo(made);
    assertThat(progress).hasSize(2);

    dataSets.delete(data(Shape.NARROW));
    assertThat(made.folder()).doesNotExist();
    assertThat(dataSets.export(data(Shape.NARROW))).isEqualTo(made);
    assertThat(progress).hasSize(4);
  }

  @Test
  void startsAnewWhatWasNotMadeToItsEnd() throws IOException {
    Path partial = folder.resolve(data(Shape.NARROW).name() + ".partial");
    Files.createDirectories(partial.resolve("AWSDynamoDB"));
    Files.writeString(partial.resolve("AWSDynamoDB/rest"), "of a killed run");

    Export export = dataSets.export(data(Shape.NARROW));

    assertThat(partial).doesNotExist();
    assertThat(export.folder().resolveSibling("rest")).doesNotExist();
  }

  @Test
  void refusesMoreFilesThanItems() {
    assertThatThrownBy(() -> new DataSet(Shape.ORDERS, 3, 4, 1))
        .hasMessage("files must be from 1 to the number of items, not 4");
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void makesTheSameItemsInIon(Shape shape) throws IOException {
    Export json = dataSets.export(data(shape));
    Export ion = dataSets.export(data(shape).withFormat(ItemFormat.ION));

    assertThat(ion.folder()).isNotEqualTo(json.folder());
    assertThat(profile(ion).toBytes()).isEqualTo(profile(json).toBytes());
  }

  private static ItemSchema schema(Export export) {
    return TypingRules.infer(profile(export), TypingOptions.DEFAULT).schema();
  }

  private static ItemProfile profile(Export export) {
    Configuration conf = new Configuration();
    Profiling profiling = new Profiling();
    for (DataFile file : Exports.open(export.folder().toString(), conf).files()) {
      DataFileReader.read(file, conf, profiling, ReadOptions.VERIFY);
    }
    return profiling.profile;
  }

  private static final class Profiling implements ItemConsumer {
    private final ItemProfile profile = new ItemProfile(ProfileOptions.DEFAULT);

    @Override
    public MapSink beginItem() {
      return profile.beginItem();
    }

    @Override
    public void endItem(byte[] block, int lineStart, int lineEnd) {
      profile.endItem();
    }

    @Override
    public void dropItem(BadItem bad) {
      throw new AssertionError(bad.toString());
    }
  }
}
