package io.dynalake.schema;

import io.dynalake.item.AttributeType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A schema with the evidence it comes from.
 *
 * @param conflicts paths with values of several types
 */
public record InferredSchema(
    ItemSchema schema, ItemProfile profile, TypingOptions options, List<Conflict> conflicts) {

  /**
   * A top-level column in a report.
   *
   * @param type as SQL writes it
   * @param present the number of items that have the attribute with a value other than NULL
   */
  public record Column(
      String name, String attribute, String type, Set<AttributeType> dynamodbTypes, long present) {}

  public InferredSchema {
    conflicts = List.copyOf(conflicts);
  }

  /** Columns and struct fields whose names differ from the attributes'. */
  public List<Rename> renames() {
    return schema.renames();
  }

  /** The columns of this schema. */
  public List<Column> columns() {
    return columns(schema);
  }

  /** The columns of a schema for the same items, such as the pinned one, with this evidence. */
  public List<Column> columns(ItemSchema of) {
    List<Column> columns = new ArrayList<>();
    for (Field field : of.fields()) {
      long present =
          profile.at(AttributePath.of(field.attribute())).map(ValueProfile::present).orElse(0L);
      Set<AttributeType> types = EnumSet.noneOf(AttributeType.class);
      types.addAll(field.seen());
      columns.add(new Column(field.name(), field.attribute(), field.type().text(), types, present));
    }
    return columns;
  }
}
