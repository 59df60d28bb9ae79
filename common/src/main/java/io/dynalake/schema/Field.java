package io.dynalake.schema;

import io.dynalake.item.AttributeType;
import java.io.Serializable;
import java.util.Set;

/**
 * A top-level column or a struct field.
 *
 * @param name the column's name in files and catalogs
 * @param attribute the attribute's name in DynamoDB
 * @param seen the types that the attribute's values had, NULL included; more than one besides NULL
 *     is a conflict
 */
public record Field(String name, String attribute, ColumnType type, Set<AttributeType> seen)
    implements Serializable {
  public Field {
    seen = Set.copyOf(seen);
  }
}
