package io.dynalake.dataset.catalog;

import io.dynalake.dataset.partition.HiveNames;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The tables of one dataset in a catalog: one, or one for each entity. */
public final class DatasetCatalog {
  private final HiveCatalog catalog;
  private final CatalogTarget target;
  private final Configuration hadoop;

  private DatasetCatalog(HiveCatalog catalog, CatalogTarget target, Configuration hadoop) {
    this.catalog = catalog;
    this.target = target;
    this.hadoop = hadoop;
  }

  /**
   * @throws JobException of USAGE if the session has no catalog that stays
   */
  public static DatasetCatalog open(
      SparkSession session, CatalogTarget target, Configuration hadoop) {
    return new DatasetCatalog(HiveCatalog.of(session, target.name()), target, hadoop);
  }

  /**
   * Ends the run if the dataset could not be registered, before it changes anything.
   *
   * @param schemas by directory of the entity, "" where there are none; what is known of them
   * @throws JobException of USAGE if Athena takes a name not, or if there is something else of a
   *     table's name; of SERVICE if the catalog cannot be asked
   */
  public void check(Map<String, StructType> schemas) {
    Map<String, CatalogName> names = names(schemas.keySet());
    schemas.forEach(
        (entity, schema) -> {
          CatalogName name = name(names, entity);
          StructType columns = CatalogColumns.of(schema, target.partitions());
          CatalogColumns.requireNames(name.toString(), columns, target.partitions());
          if (!schema.isEmpty()) {
            requireColumns(name, columns);
          }
          table(name, entity).requireFit();
        });
  }

  /**
   * Brings the catalog to what the dataset holds. A table that is not there is created with all
   * partitions of its folder; to one that is there come new columns, for its partitions too, and
   * the partitions given that it lacks.
   *
   * @param schemas by directory of the entity, "" where there are none
   * @param directories of partitions that runs wrote, relative to the dataset
   * @return what was done to each table
   * @throws JobException as {@link #check} does, and of SERVICE if the catalog refuses; the same
   *     call may be made again then
   */
  public List<Registration> register(
      Map<String, StructType> schemas, Collection<String> directories) {
    catalog.createDatabase(target.name().database(), target.databaseLocation());
    Map<String, CatalogName> names = names(schemas.keySet());
    List<Registration> done = new ArrayList<>();
    new TreeMap<>(schemas)
        .forEach(
            (entity, schema) -> {
              CatalogName name = name(names, entity);
              StructType columns = CatalogColumns.of(schema, target.partitions());
              CatalogColumns.requireNames(name.toString(), columns, target.partitions());
              requireColumns(name, columns);
              done.add(table(name, entity).register(columns, below(entity, directories)));
            });
    return done;
  }

  private Map<String, CatalogName> names(Collection<String> entities) {
    if (!target.byEntity()) {
      return Map.of("", target.name());
    }
    return EntityTables.names(
        catalog, target, entities, entity -> CatalogLocation.of(folder(entity), hadoop));
  }

  private static CatalogName name(Map<String, CatalogName> names, String entity) {
    CatalogName name = names.get(HiveNames.unescape(entity));
    if (name == null) {
      throw new JobException(ErrorCode.BUG, "catalog: no table for '" + entity + "'");
    }
    return name;
  }

  private TableRegistration table(CatalogName name, String entity) {
    return new TableRegistration(catalog, target, name, entity, hadoop);
  }

  private Path folder(String entity) {
    return target.layout().file(entity);
  }

  /** The directories of an entity, relative to its folder. */
  private static List<String> below(String entity, Collection<String> directories) {
    if (entity.isEmpty()) {
      return List.copyOf(directories);
    }
    String prefix = entity + "/";
    return directories.stream()
        .filter(directory -> directory.startsWith(prefix))
        .map(directory -> directory.substring(prefix.length()))
        .toList();
  }

  private static void requireColumns(CatalogName name, StructType columns) {
    if (columns.isEmpty()) {
      throw new JobException(
          ErrorCode.USAGE,
          "--catalog-table "
              + name
              + ": every column is a partition column; tables of Hive and Athena have at least one"
              + " other; give the partition column another name, as in --partition-by"
              + " 'name=attribute'");
    }
  }
}
