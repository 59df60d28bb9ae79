package io.dynalake.changes;

import io.dynalake.export.Export;

/**
 * Which table something is of.
 *
 * @param arn or "" where that is not known
 * @param id or ""; a table that was deleted and made again has another one
 */
public record TableIdentity(String arn, String id) {
  public static TableIdentity of(Export export) {
    return new TableIdentity(export.tableArn(), export.tableId());
  }

  /** Whether nothing that is known of both says that they differ. */
  public boolean mayBe(TableIdentity other) {
    if (!id.isEmpty() && !other.id.isEmpty()) {
      return id.equals(other.id);
    }
    return arn.isEmpty() || other.arn.isEmpty() || arn.equals(other.arn);
  }

  @Override
  public String toString() {
    return (arn.isEmpty() ? "a table without name" : arn) + (id.isEmpty() ? "" : " (" + id + ")");
  }
}
