package io.dynalake.schema;

import java.util.List;

/** The columns of a dataset. Names differ even when case is ignored. */
public record ItemSchema(List<Field> fields) {
  public ItemSchema {
    fields = List.copyOf(fields);
  }
}
