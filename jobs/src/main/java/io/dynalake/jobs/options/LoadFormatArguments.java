package io.dynalake.jobs.options;

import io.dynalake.item.AttributeType;
import io.dynalake.load.read.CsvFormat;
import io.dynalake.load.read.CsvSyntax;
import io.dynalake.load.read.DynamoJsonFormat;
import io.dynalake.load.read.Empties;
import io.dynalake.load.read.ExportFormat;
import io.dynalake.load.read.InputFormat;
import io.dynalake.load.read.ItemTypes;
import io.dynalake.load.read.JsonFormat;
import io.dynalake.load.read.ParquetFormat;
import io.dynalake.load.read.SchemaFile;
import io.dynalake.schema.AttributePath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/**
 * How the files of a load are written, and what types their values become.
 *
 * @param types of attributes, by path, as typed
 * @param typesFrom location of a schema that tells types, too
 * @param infer whether columns of CSV get types by their values
 * @param csv how CSV is written
 */
public record LoadFormatArguments(
    Format format,
    List<SchemaArguments.TypePin> types,
    Optional<String> typesFrom,
    boolean infer,
    Empties empties,
    CsvSyntax csv) {
  public LoadFormatArguments {
    types = List.copyOf(types);
  }

  /** How files are written. */
  public enum Format {
    CSV,
    /** An object in each line, or an array of objects. */
    JSON,
    /** Lines of items. */
    DYNAMODB_JSON,
    PARQUET,
    /** A full export. */
    EXPORT
  }

  /**
   * The format with its types: those typed come before the schema's, and these before the table's.
   *
   * @param keys of the table, whose types count where nothing else is said
   * @throws io.dynalake.error.JobException if the schema cannot be read
   */
  public InputFormat inputFormat(Map<String, AttributeType> keys, Configuration conf) {
    return switch (format) {
      case CSV -> new CsvFormat(csv, itemTypes(keys, conf), empties, typedAttributes(), infer);
      case JSON -> new JsonFormat(itemTypes(keys, conf), empties);
      case PARQUET -> new ParquetFormat(itemTypes(keys, conf));
      case DYNAMODB_JSON -> new DynamoJsonFormat();
      case EXPORT -> new ExportFormat();
    };
  }

  private ItemTypes itemTypes(Map<String, AttributeType> keys, Configuration conf) {
    ItemTypes all = ItemTypes.ANY;
    for (SchemaArguments.TypePin pin : types) {
      all = all.orElse(ItemTypes.parse(AttributePath.parse(pin.path()), pin.type()));
    }
    if (typesFrom.isPresent()) {
      all = all.orElse(SchemaFile.types(typesFrom.orElseThrow(), conf));
    }
    return all.orElse(ItemTypes.ofKeys(keys));
  }

  private Set<String> typedAttributes() {
    return types.stream()
        .map(pin -> AttributePath.parse(pin.path()).attribute())
        .collect(Collectors.toSet());
  }
}
