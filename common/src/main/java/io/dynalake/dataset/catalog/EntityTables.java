package io.dynalake.dataset.catalog;

import io.dynalake.dataset.partition.HiveNames;
import io.dynalake.schema.ColumnNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Names the tables of entities: the dataset's name, {@code _}, and the entity in characters that
 * Athena takes. Entities that this makes equal get a suffix. An entity whose folder has a table
 * already keeps that name, whichever entities came since.
 */
final class EntityTables {
  private EntityTables() {}

  /**
   * @param entities their directories
   * @return the table by entity, its name unescaped
   */
  static Map<String, CatalogName> names(
      HiveCatalog catalog, CatalogTarget target, Collection<String> entities, Locations locations) {
    List<String> sorted = entities.stream().sorted().toList();
    String prefix = target.name().table() + "_";
    Set<String> tables = catalog.beginningWith(target.name().database(), prefix);
    Map<String, String> taken = new HashMap<>();
    for (String directory : sorted) {
      String entity = HiveNames.unescape(directory);
      String base = ColumnNames.ATHENA.base(entity);
      tables.stream()
          .filter(table -> table.matches(prefix + base + "(_[0-9]+)?"))
          .sorted()
          .filter(table -> lies(catalog, target, table, locations.of(directory)))
          .findFirst()
          .ifPresent(table -> taken.put(entity, table.substring(prefix.length())));
    }
    Map<String, CatalogName> names = new TreeMap<>();
    ColumnNames.ATHENA
        .assign(sorted.stream().map(HiveNames::unescape).toList(), taken)
        .forEach((entity, name) -> names.put(entity, target.name().ofEntity(name)));
    return names;
  }

  private static boolean lies(
      HiveCatalog catalog, CatalogTarget target, String table, String location) {
    return catalog
        .find(new CatalogName(target.name().database(), table))
        .filter(found -> CatalogLocation.same(found.location(), location))
        .isPresent();
  }

  /** Where the dataset of an entity lies. */
  interface Locations {
    String of(String directory);
  }
}
