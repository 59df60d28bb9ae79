package io.dynalake.dataset.catalog;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.StructType;

/** Brings one table to what its folder holds. Every step may be the last before a crash. */
final class TableRegistration {
  private final HiveCatalog catalog;
  private final CatalogTarget target;
  private final CatalogName name;
  private final String entity;
  private final Path folder;
  private final Configuration hadoop;

  /**
   * @param entity directory of the entity, "" where there are none
   */
  TableRegistration(
      HiveCatalog catalog,
      CatalogTarget target,
      CatalogName name,
      String entity,
      Configuration hadoop) {
    this.catalog = catalog;
    this.target = target;
    this.name = name;
    this.entity = entity;
    this.folder = target.layout().file(entity);
    this.hadoop = hadoop;
  }

  /**
   * @throws JobException of USAGE if there is something else of the table's name
   */
  Optional<RegisteredTable> requireFit() {
    Optional<RegisteredTable> found = catalog.find(name);
    found.ifPresent(this::requireFit);
    return found;
  }

  private void requireFit(RegisteredTable table) {
    String location = CatalogLocation.of(folder, hadoop);
    List<String> partitions =
        target.partitions().names().stream().map(n -> n.toLowerCase(Locale.ROOT)).toList();
    if (table.type().equals("VIEW")) {
      throw refused("is a view", "tables of datasets are external tables");
    }
    if (!table.provider().equals("hive")
        || !table.inputFormat().equals(target.format().inputFormat())) {
      throw refused(
          "is a table of another format ("
              + (table.provider().equals("hive") ? table.inputFormat() : table.provider())
              + ")",
          "the dataset's files are " + target.format().name());
    }
    if (!CatalogLocation.same(table.location(), location)) {
      throw refused("lies in " + table.location(), "the dataset lies in " + location);
    }
    if (!table.partitionColumns().equals(partitions)) {
      throw refused(
          "is partitioned by " + table.partitionColumns(), "the dataset is by " + partitions);
    }
  }

  private JobException refused(String what, String why) {
    return new JobException(
        ErrorCode.USAGE,
        "--catalog-table "
            + name
            + ": there is one of that name, which "
            + what
            + "; "
            + why
            + "; give another name, or drop that table (the files of an external one stay)");
  }

  /**
   * @param columns of the dataset's files
   * @param directories of partitions that may be new, relative to the table's folder
   */
  Registration register(StructType columns, Collection<String> directories) {
    Optional<RegisteredTable> found = requireFit();
    if (found.isEmpty()) {
      catalog.create(
          name, columns, partitionTypes(), target.format(), CatalogLocation.of(folder, hadoop));
      return new Registration(
          name.toString(), entity, true, addAll(), List.of(columns.fieldNames()), List.of());
    }
    RegisteredTable table = found.orElseThrow();
    CatalogColumns.Change change = CatalogColumns.change(table.columns(), columns);
    boolean open = table.incomplete();
    if (!change.isEmpty()) {
      if (isPartitioned()) {
        catalog.begun(name);
        open = true;
      }
      catalog.changeColumns(name, change.columns());
    }
    if (open) {
      // A crash may have come before the partitions had the columns, or before all were added.
      catalog.cascade(name);
    }
    int added = table.incomplete() ? addAll() : add(List.copyOf(directories));
    if (open && !table.incomplete()) {
      catalog.completed(name);
    }
    return new Registration(
        name.toString(), entity, false, added, change.added(), change.changed());
  }

  /** All partitions that the folder has; an earlier run may have written some without a table. */
  private int addAll() {
    if (!isPartitioned()) {
      return 0;
    }
    int added = add(PartitionDirectories.below(folder, hadoop).all(target.partitions().names()));
    catalog.completed(name);
    return added;
  }

  private int add(List<String> directories) {
    if (!isPartitioned() || directories.isEmpty()) {
      return 0;
    }
    Map<String, String> wanted = new LinkedHashMap<>();
    directories.stream().sorted().forEach(d -> wanted.put(PartitionKeys.name(d), d));
    wanted.keySet().removeAll(catalog.partitions(name));
    PartitionDirectories inFolder = PartitionDirectories.below(folder, hadoop);
    List<String> present = inFolder.present(List.copyOf(wanted.values()));
    if (present.isEmpty()) {
      return 0;
    }
    Map<String, String> locations = new LinkedHashMap<>();
    present.forEach(d -> locations.put(d, CatalogLocation.of(inFolder.path(d), hadoop)));
    catalog.addPartitions(name, locations);
    requireAdded(present);
    return present.size();
  }

  /**
   * A metastore's database may take values for equal that differ in blanks at their end or in case,
   * and Glue's client only logs that a request for a hundred partitions failed.
   */
  private void requireAdded(List<String> directories) {
    Set<String> there = catalog.partitions(name);
    List<String> missing =
        directories.stream().filter(d -> !there.contains(PartitionKeys.name(d))).toList();
    if (!missing.isEmpty()) {
      throw new JobException(
          ErrorCode.SERVICE,
          "--catalog-table "
              + name
              + ": the catalog lacks "
              + counted(missing.size())
              + " after all were added, such as '"
              + missing.get(0)
              + "', so readers do not see them; its database takes values for equal that differ only"
              + " by blanks at their end or by case, or a request failed; see the log, or partition"
              + " by another attribute");
    }
  }

  private Map<String, String> partitionTypes() {
    Map<String, String> types = new LinkedHashMap<>();
    target
        .partitions()
        .columnTypes()
        .forEach((column, type) -> types.put(column.toLowerCase(Locale.ROOT), type.text()));
    return types;
  }

  private boolean isPartitioned() {
    return target.partitions().isPartitioned();
  }

  private static String counted(int partitions) {
    return partitions + (partitions == 1 ? " partition" : " partitions");
  }
}
