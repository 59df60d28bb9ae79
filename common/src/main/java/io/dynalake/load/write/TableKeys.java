package io.dynalake.load.write;

import io.dynalake.capacity.TableDescription;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * The key attributes of a table and of its indexes.
 *
 * @param keys of the table, partition key first
 * @param types S, N or B by name, those of indexes included
 */
public record TableKeys(List<String> keys, Map<String, String> types) implements Serializable {
  public TableKeys {
    keys = List.copyOf(keys);
    types = Map.copyOf(types);
  }

  public static TableKeys of(TableDescription table) {
    return new TableKeys(table.keys(), table.keyTypes());
  }

  String partitionKey() {
    return keys.get(0);
  }
}
