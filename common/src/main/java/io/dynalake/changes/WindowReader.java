package io.dynalake.changes;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.Export;
import io.dynalake.export.FullExport;
import io.dynalake.export.IncrementalExport;
import io.dynalake.schema.AttributePath;
import io.dynalake.schema.ChangeSchema;
import io.dynalake.schema.InferredSchema;
import io.dynalake.schema.ItemSchema;
import io.dynalake.schema.PinnedSchema;
import io.dynalake.schema.ProfileOptions;
import io.dynalake.schema.SchemaEvolution;
import io.dynalake.schema.SparkTypes;
import io.dynalake.schema.TypingOptions;
import io.dynalake.schema.TypingRules;
import io.dynalake.source.ExportFindings;
import io.dynalake.source.ExportProfiler;
import io.dynalake.source.KeyNames;
import io.dynalake.source.ProfileSettings;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Reads exports for a table: all of an export is verified and profiled first, which decides the
 * schema, and read by that schema then.
 */
public final class WindowReader {
  /**
   * How exports are read.
   *
   * @param maxBadItems malformed lines that an export may have
   * @param zone of timestamps that name none
   * @param quarantineOrNull folder for malformed lines
   */
  public record Settings(
      ProfileOptions profile,
      TypingOptions typing,
      long maxBadItems,
      ZoneId zone,
      @Nullable String quarantineOrNull) {}

  /**
   * A full export.
   *
   * @param rows with the columns of the schema
   * @param count of items
   */
  public record Items(ItemSchema schema, Dataset<Row> rows, long count, long badItems) {}

  /**
   * The changes of a window.
   *
   * @param keys the key attributes; empty if that is still not known
   * @param rows with the columns of the schema
   * @param count of changes
   * @param schemaChanges against the schema before, a sentence each
   */
  public record Changes(
      ChangeSchema schema,
      List<String> keys,
      Dataset<Row> rows,
      long count,
      long badItems,
      List<String> schemaChanges) {}

  private final SparkSession session;
  private final Configuration hadoop;
  private final Settings settings;

  public WindowReader(SparkSession session, Configuration hadoop, Settings settings) {
    this.session = session;
    this.hadoop = hadoop;
    this.settings = settings;
  }

  /**
   * Reads the items that a table begins with.
   *
   * @param keys come first among the columns
   */
  public Items items(FullExport export, List<String> keys) {
    ExportFindings<Integer> findings =
        ExportProfiler.run(spark(), export, hadoop, profiling(Optional.empty()));
    requireGood(export, findings);
    // All items: a path of an option that none of them has is a mistake.
    ItemSchema schema = TypingRules.infer(findings.whole(), typing(keys)).schema();
    return new Items(
        schema,
        read(export, SparkTypes.toStructType(schema), findings.badItems()),
        findings.items(),
        findings.badItems());
  }

  /** The key attributes by the changes of an export; empty if it has none. */
  public List<String> keys(IncrementalExport export) {
    var findings = ExportProfiler.changes(spark(), export, hadoop, profiling(Optional.empty()));
    return findings.probe().require(export.location());
  }

  /**
   * Reads the changes of a window.
   *
   * @param pinned the schema that the table has, which new columns and fields are added to
   * @param keys the table's, as far as they are known
   * @throws JobException BAD_DATA if files do not verify, values do not fit the pinned columns, or
   *     the keys are of another table
   */
  public Changes changes(IncrementalExport export, Optional<ItemSchema> pinned, List<String> keys) {
    ExportFindings<KeyNames> findings =
        ExportProfiler.changes(spark(), export, hadoop, profiling(pinned));
    requireGood(export, findings);
    List<String> found = findings.probe().require(export.location());
    List<String> all = sameKeys(export, keys, found);
    ItemSchema known = pinned.orElse(new ItemSchema(List.of()));
    InferredSchema inferred = TypingRules.inferPart(findings.whole(), typing(all));
    ItemSchema images = inferred.schema();
    List<String> schemaChanges = List.of();
    if (pinned.isPresent()) {
      var evolved = SchemaEvolution.evolve(known, inferred);
      images = evolved.schema();
      schemaChanges = evolved.changes().stream().map(Object::toString).toList();
    }
    // Without a single change there may be no column yet for keys that the user named.
    boolean typed = all.stream().map(images::field).allMatch(Optional::isPresent);
    ChangeSchema schema = new ChangeSchema(images, found.isEmpty() && !typed ? List.of() : all);
    return new Changes(
        schema,
        all,
        read(export, schema.toStructType(), findings.badItems()),
        findings.items(),
        findings.badItems(),
        schemaChanges);
  }

  private static List<String> sameKeys(
      IncrementalExport export, List<String> keys, List<String> found) {
    if (keys.isEmpty() || found.isEmpty()) {
      return keys.isEmpty() ? found : keys;
    }
    if (!new TreeSet<>(keys).equals(new TreeSet<>(found))) {
      throw new JobException(
          ErrorCode.BAD_DATA,
          export.location()
              + ": the key attributes of its changes are "
              + String.join(", ", found)
              + ", but those of the dataset's items "
              + String.join(", ", keys)
              + "; it is an export of another table, or --key names the wrong ones");
    }
    return keys;
  }

  private TypingOptions typing(List<String> keys) {
    TypingOptions given = settings.typing();
    return new TypingOptions(given.types(), given.numbers(), given.columnNames(), keys);
  }

  private void requireGood(Export export, ExportFindings<?> findings) {
    findings.requireFiles(export.location(), false);
    findings.requireItems(export.location(), settings.maxBadItems());
  }

  private ProfileSettings profiling(Optional<ItemSchema> pinned) {
    ProfileOptions given = settings.profile();
    Set<AttributePath> maps = new HashSet<>(given.mapPaths());
    pinned.ifPresent(schema -> maps.addAll(new PinnedSchema(1, schema).mapPaths()));
    return new ProfileSettings(
        new ProfileOptions(given.select(), given.drop(), maps, given.maxStructFields()),
        settings.maxBadItems(),
        settings.quarantineOrNull());
  }

  private Dataset<Row> read(Export export, StructType schema, long badItems) {
    return session
        .read()
        .format("dynamodb-export")
        .schema(schema)
        .option("maxBadItems", badItems)
        .option("timeZone", settings.zone().getId())
        .load(export.location());
  }

  private JavaSparkContext spark() {
    return JavaSparkContext.fromSparkContext(session.sparkContext());
  }
}
