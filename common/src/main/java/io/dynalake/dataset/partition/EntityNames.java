package io.dynalake.dataset.partition;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Entities and their directories. Different entities have different directories: special characters
 * are escaped as in partition values, and so is a leading '_' or '.', which readers take for
 * hidden.
 */
public final class EntityNames implements Serializable {
  /** As many datasets as one run may write. */
  static final int MAX_ENTITIES = 1_000;

  private static final int MAX_BYTES = 200;

  private final HashMap<String, String> directories = new HashMap<>();

  String directory(String entity) {
    String directory = directories.get(entity);
    if (directory == null) {
      directory = escape(entity);
      register(entity, directory);
    }
    return directory;
  }

  /** Adds the names that another task has seen. */
  public void merge(EntityNames other) {
    other.directories.forEach(this::register);
  }

  /** Directory by entity, sorted. */
  public Map<String, String> directories() {
    return new TreeMap<>(directories);
  }

  /**
   * Entities whose directories differ only by case, or that are called like the directory of items
   * without an entity: catalogs and some file systems mix these up.
   */
  public List<List<String>> collisions() {
    Map<String, List<String>> groups = new TreeMap<>();
    directories()
        .forEach(
            (entity, directory) ->
                groups
                    .computeIfAbsent(directory.toLowerCase(Locale.ROOT), d -> new ArrayList<>())
                    .add(entity));
    List<List<String>> collisions = new ArrayList<>();
    groups.forEach(
        (directory, entities) -> {
          if (entities.size() > 1 || directory.equals(EntityRule.UNMATCHED)) {
            collisions.add(List.copyOf(entities));
          }
        });
    return collisions;
  }

  private void register(String entity, String directory) {
    if (directories.putIfAbsent(entity, directory) == null && directories.size() > MAX_ENTITIES) {
      throw new JobException(
          ErrorCode.BAD_DATA,
          "--entity-by: the items name more than "
              + MAX_ENTITIES
              + " entities; each becomes a dataset with its own schema; take a shorter part of the"
              + " value, as in regex(pk,'^([A-Z]+)#')");
    }
  }

  private static String escape(String entity) {
    String escaped = HiveNames.escape(entity);
    if (escaped.startsWith("_")) {
      escaped = "%5F" + escaped.substring(1);
    } else if (escaped.startsWith(".")) {
      escaped = "%2E" + escaped.substring(1);
    }
    if (escaped.length() * 3 > MAX_BYTES && HiveNames.utf8Length(escaped) > MAX_BYTES) {
      throw new JobException(
          ErrorCode.BAD_DATA,
          "--entity-by: an entity's name takes "
              + HiveNames.utf8Length(escaped)
              + " bytes as a directory name; "
              + MAX_BYTES
              + " is the limit; take a shorter part of the value, as in regex(pk,'^([A-Z]+)#')");
    }
    return escaped;
  }
}
