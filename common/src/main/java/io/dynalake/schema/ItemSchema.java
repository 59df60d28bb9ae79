package io.dynalake.schema;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The columns of a dataset. Names differ even when case is ignored. */
public record ItemSchema(List<Field> fields) implements Serializable {
  public ItemSchema {
    fields = List.copyOf(fields);
  }

  /** The column of a top-level attribute. */
  public Optional<Field> field(String attribute) {
    return field(fields, attribute);
  }

  /** The type at a path of attribute names. */
  public Optional<ColumnType> at(AttributePath path) {
    Optional<ColumnType> here = field(path.attribute()).map(Field::type);
    for (AttributePath.Step step : path.steps().subList(1, path.steps().size())) {
      here = here.flatMap(type -> below(type, step));
    }
    return here;
  }

  /** Columns and struct fields whose names differ from the attributes'. */
  public List<Rename> renames() {
    List<Rename> renames = new ArrayList<>();
    for (Field field : fields) {
      collectRenames(field, AttributePath.of(field.attribute()), renames);
    }
    return renames;
  }

  private static void collectRenames(Field field, AttributePath path, List<Rename> renames) {
    if (!field.name().equals(field.attribute())) {
      renames.add(new Rename(path, field.name()));
    }
    collectRenames(field.type(), path, renames);
  }

  private static void collectRenames(ColumnType type, AttributePath path, List<Rename> renames) {
    if (type instanceof ColumnType.Struct struct) {
      struct.fields().forEach(f -> collectRenames(f, path.field(f.attribute()), renames));
    } else if (type instanceof ColumnType.ListOf list) {
      collectRenames(list.element(), path.element(), renames);
    } else if (type instanceof ColumnType.MapOf map) {
      collectRenames(map.value(), path.value(), renames);
    }
  }

  private static Optional<ColumnType> below(ColumnType type, AttributePath.Step step) {
    if (type instanceof ColumnType.Struct struct && step instanceof AttributePath.Step.Name name) {
      return field(struct.fields(), name.name()).map(Field::type);
    }
    if (type instanceof ColumnType.ListOf list && step instanceof AttributePath.Step.Element) {
      return Optional.of(list.element());
    }
    if (type instanceof ColumnType.MapOf map && step instanceof AttributePath.Step.Value) {
      return Optional.of(map.value());
    }
    return Optional.empty();
  }

  private static Optional<Field> field(List<Field> fields, String attribute) {
    return fields.stream().filter(field -> field.attribute().equals(attribute)).findFirst();
  }
}
