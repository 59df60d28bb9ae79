package io.dynalake.jobs.backfill;

import io.dynalake.dataset.PinnedDataset;
import io.dynalake.dataset.catalog.CatalogFormat;
import io.dynalake.dataset.catalog.CatalogTarget;
import io.dynalake.dataset.catalog.DatasetCatalog;
import io.dynalake.dataset.catalog.Registration;
import io.dynalake.dataset.commit.CommittedRun;
import io.dynalake.dataset.commit.DatasetLayout;
import io.dynalake.dataset.commit.NewFile;
import io.dynalake.dataset.commit.SchemaStore;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.jobs.JobContext;
import io.dynalake.jobs.SparkStart;
import io.dynalake.jobs.options.BackfillArguments;
import io.dynalake.jobs.options.BackfillArguments.Format;
import io.dynalake.schema.SparkTypes;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Registers the dataset in the catalog, if that is asked for. It goes by what is committed, not by
 * what this run knows: so a run that finds all done registers what a crash left out.
 */
final class CatalogStep implements Registry {
  private static final String IMPLEMENTATION = "spark.sql.catalogImplementation";

  private final BackfillArguments arguments;
  private final Configuration hadoop;
  private final Optional<DatasetCatalog> catalog;
  private final Optional<SparkSession> session;

  private CatalogStep(
      BackfillArguments arguments,
      Configuration hadoop,
      Optional<DatasetCatalog> catalog,
      Optional<SparkSession> session) {
    this.arguments = arguments;
    this.hadoop = hadoop;
    this.catalog = catalog;
    this.session = session;
  }

  /** What a new Spark application needs for it. */
  static Map<String, String> sparkSettings(BackfillArguments arguments) {
    if (!needed(arguments)) {
      return Map.of();
    }
    return Map.of(
        IMPLEMENTATION,
        "hive",
        // An embedded metastore would list every new partition for figures that are soon outdated,
        "spark.hadoop.hive.stats.autogather",
        "false",
        // and not let a struct have one more field.
        "spark.hadoop.hive.metastore.disallow.incompatible.col.type.changes",
        "false");
  }

  /**
   * Looks at the catalog before anything is read or written.
   *
   * @throws JobException of USAGE or SERVICE if the dataset could not be registered
   */
  static CatalogStep begin(BackfillArguments arguments, SparkStart start) {
    Configuration hadoop = start.hadoop();
    if (!needed(arguments)) {
      return new CatalogStep(arguments, hadoop, Optional.empty(), Optional.empty());
    }
    SparkSession session =
        SparkSession.builder()
            .sparkContext(start.context().sc())
            .config(IMPLEMENTATION, "hive")
            .getOrCreate();
    BackfillArguments.Catalog wanted = arguments.catalog().orElseThrow();
    var target =
        new CatalogTarget(
            wanted.table(),
            wanted.databaseLocation(),
            DatasetLayout.at(arguments.target().location(), hadoop),
            arguments.target().partitions(),
            arguments.output().format() == Format.ORC ? CatalogFormat.ORC : CatalogFormat.PARQUET,
            arguments.entityBy().isPresent());
    CatalogStep step =
        new CatalogStep(
            arguments,
            hadoop,
            Optional.of(DatasetCatalog.open(session, target, hadoop)),
            Optional.of(session));
    step.checkKnown();
    return step;
  }

  private static boolean needed(BackfillArguments arguments) {
    return arguments.catalog().isPresent() && !arguments.dryRun();
  }

  @Override
  public boolean isWanted() {
    return catalog.isPresent();
  }

  private void checkKnown() {
    Map<String, StructType> known = new LinkedHashMap<>();
    if (arguments.entityBy().isEmpty()) {
      known.put("", new StructType());
    }
    if (arguments.sql().isEmpty()) {
      known.putAll(pinned());
    }
    catalog.ifPresent(c -> c.check(known));
  }

  @Override
  public void check(DatasetSchemas schemas) {
    if (arguments.sql().isPresent()) {
      // The columns are the query's, and known once they are written.
      return;
    }
    catalog.ifPresent(
        c -> {
          // With the entities of earlier runs, whose tables have names that are taken.
          Map<String, StructType> all = pinned();
          schemas
              .byEntity()
              .forEach((entity, d) -> all.put(entity, SparkTypes.toStructType(d.schema())));
          c.check(all);
        });
  }

  @Override
  public List<Registration> register(Supplier<List<CommittedRun>> committed, JobContext context) {
    if (catalog.isEmpty()) {
      return List.of();
    }
    try {
      List<CommittedRun> runs = committed.get();
      Map<String, StructType> schemas = arguments.sql().isPresent() ? ofFiles(runs) : pinned();
      TreeSet<String> directories = new TreeSet<>();
      runs.forEach(run -> run.files().forEach(file -> directories.add(file.directory())));
      List<Registration> done =
          schemas.isEmpty() ? List.of() : catalog.orElseThrow().register(schemas, directories);
      done.forEach(table -> context.progress().note("catalog: " + table.text()));
      return done;
    } catch (JobException e) {
      throw new JobException(
          e.code(),
          e.getMessage()
              + "; the dataset itself is complete: the same command again only registers it",
          e);
    }
  }

  /** By entity, or of the whole, whichever this run writes. */
  private Map<String, StructType> pinned() {
    String target = arguments.target().location();
    boolean byEntity = arguments.entityBy().isPresent();
    Map<String, StructType> schemas = new LinkedHashMap<>();
    PinnedDataset.latest(SchemaStore.at(target, hadoop), target)
        .map(PinnedDataset::schemas)
        .orElse(Map.of())
        .forEach(
            (entity, schema) -> {
              if (entity.isEmpty() != byEntity) {
                schemas.put(entity, SparkTypes.toStructType(schema));
              }
            });
    return schemas;
  }

  /** The columns that a query's result has: those of any file that a run wrote. */
  private Map<String, StructType> ofFiles(Collection<CommittedRun> runs) {
    DatasetLayout layout = DatasetLayout.at(arguments.target().location(), hadoop);
    String format = arguments.output().format() == Format.ORC ? "orc" : "parquet";
    try {
      for (CommittedRun run : runs) {
        for (NewFile file : run.files()) {
          Path path = layout.file(file.path());
          if (path.getFileSystem(hadoop).exists(path)) {
            SparkSession spark = session.orElseThrow();
            return Map.of("", spark.read().format(format).load(path.toString()).schema());
          }
        }
      }
      return Map.of();
    } catch (IOException e) {
      throw new JobException(
          ErrorCode.SERVICE,
          "--catalog-table: the dataset's files cannot be read; " + e + "; check the permissions",
          e);
    }
  }
}
