package io.dynalake.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dynalake.dataset.commit.SchemaStore;
import io.dynalake.dataset.partition.TableFormat;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.schema.AttributePath;
import io.dynalake.schema.ItemSchema;
import io.dynalake.schema.PinnedSchema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a dataset is pinned to: its partitions and its columns, or those of each entity. Stored as
 * {@code _dynalake/schema/v0001.json} and so on.
 *
 * @param version from 1
 * @param format which never changes
 * @param partitionBy terms in the syntax of {@code --partition-by}, names included
 * @param schemas by entity; a single one of name "" if there are no entities
 */
public record PinnedDataset(
    int version, TableFormat format, List<String> partitionBy, Map<String, ItemSchema> schemas) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public PinnedDataset {
    partitionBy = List.copyOf(partitionBy);
    schemas = Map.copyOf(schemas);
  }

  /** Of plain files. */
  public PinnedDataset(int version, List<String> partitionBy, Map<String, ItemSchema> schemas) {
    this(version, TableFormat.PARQUET, partitionBy, schemas);
  }

  /** The latest version that a dataset has. */
  public static Optional<PinnedDataset> latest(SchemaStore store, String origin) {
    return store.latest().map(v -> fromJson(v.version(), v.json(), origin));
  }

  /** Whether a text has the form of {@link #toJson}, rather than that of a single schema. */
  public static boolean isOne(String json) {
    try {
      return JSON.readTree(json).has("schemas");
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /**
   * Reads what {@link #toJson} writes.
   *
   * @param origin where the text comes from, for messages
   * @throws JobException BAD_DATA if it is something else
   */
  public static PinnedDataset parse(String json, String origin) {
    return fromJson(1, json, origin);
  }

  /** The schema of one entity, "" for the whole. */
  public Optional<ItemSchema> schema(String entity) {
    return Optional.ofNullable(schemas.get(entity));
  }

  /** The paths of maps whose keys are data in any of the schemas. */
  public Set<AttributePath> mapPaths() {
    Set<AttributePath> paths = new LinkedHashSet<>();
    schemas.values().forEach(schema -> paths.addAll(new PinnedSchema(1, schema).mapPaths()));
    return paths;
  }

  public String toJson() {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", version);
    if (format != TableFormat.PARQUET) {
      root.put("tableFormat", format.name());
    }
    partitionBy.forEach(root.putArray("partitionBy")::add);
    ObjectNode bySchema = root.putObject("schemas");
    try {
      for (var entry : new TreeMap<>(schemas).entrySet()) {
        String json = new PinnedSchema(version, entry.getValue()).toJson();
        bySchema.set(entry.getKey(), JSON.readTree(json));
      }
      return JSON.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("pinned schema not writable as JSON", e);
    }
  }

  private static PinnedDataset fromJson(int version, String json, String origin) {
    try {
      JsonNode root = JSON.readTree(json);
      List<String> partitionBy = new ArrayList<>();
      root.path("partitionBy").forEach(term -> partitionBy.add(term.asText()));
      Map<String, ItemSchema> schemas = new TreeMap<>();
      for (var entry : root.path("schemas").properties()) {
        String text = JSON.writeValueAsString(entry.getValue());
        schemas.put(entry.getKey(), PinnedSchema.fromJson(text, origin).schema());
      }
      if (schemas.isEmpty()) {
        throw broken(origin, version, "it names no schema", null);
      }
      TableFormat format =
          TableFormat.valueOf(root.path("tableFormat").asText(TableFormat.PARQUET.name()));
      return new PinnedDataset(version, format, partitionBy, schemas);
    } catch (IllegalArgumentException e) {
      throw broken(origin, version, String.valueOf(e.getMessage()), e);
    } catch (JsonProcessingException e) {
      throw broken(origin, version, String.valueOf(e.getOriginalMessage()), e);
    }
  }

  private static JobException broken(
      String origin, int version, String why, @Nullable Exception cause) {
    String message =
        origin
            + ": the pinned schema, version "
            + version
            + ", cannot be read; "
            + why
            + "; restore the file under _dynalake/schema from a copy, or remove it to pin the next"
            + " run's schema anew";
    return cause == null
        ? new JobException(ErrorCode.BAD_DATA, message)
        : new JobException(ErrorCode.BAD_DATA, message, cause);
  }
}
