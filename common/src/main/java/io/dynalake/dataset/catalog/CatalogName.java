package io.dynalake.dataset.catalog;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.Locale;
import java.util.regex.Pattern;

/** A table's name in a catalog: lower case and of few characters, so that Athena takes it. */
public record CatalogName(String database, String table) {
  private static final Pattern VALID = Pattern.compile("[a-z0-9_]{1,255}");

  public CatalogName {
    requireValid(database, database + "." + table);
    requireValid(table, database + "." + table);
  }

  /**
   * Takes {@code database.table}, or {@code table} for one in the database {@code default}. Capital
   * letters become small ones, as catalogs make them.
   *
   * @throws JobException of USAGE if Athena takes no such name
   */
  public static CatalogName parse(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT);
    int dot = name.indexOf('.');
    return dot < 0
        ? new CatalogName("default", name)
        : new CatalogName(name.substring(0, dot), name.substring(dot + 1));
  }

  /** The table of an entity beside this one. */
  CatalogName ofEntity(String suffix) {
    return new CatalogName(database, table + "_" + suffix);
  }

  /** For SQL, in Spark's own catalog whatever the session's default is. */
  String sql() {
    return "`spark_catalog`.`" + database + "`.`" + table + "`";
  }

  @Override
  public String toString() {
    return database + "." + table;
  }

  private static void requireValid(String part, String whole) {
    if (!VALID.matcher(part).matches()) {
      throw new JobException(
          ErrorCode.USAGE,
          "--catalog-table: '"
              + whole
              + "' cannot name a table; Athena takes 1 to 255 letters, digits and '_' each for"
              + " database and table; give database.table, e.g. shop.orders");
    }
  }
}
