package io.dynalake.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The schema that a dataset keeps, as JSON that people can read: {@code {"version":3,"columns":
 * [{"name":"total","attribute":"Total","type":"decimal(18,2)","dynamodbTypes":["N"]},…]}}. The type
 * of a column with parts is an object: {@code {"array":type,"of":"L"}}, {@code {"map":type}},
 * {@code {"struct":[column,…]}}.
 *
 * @param version from 1, one more with every change
 */
public record PinnedSchema(int version, ItemSchema schema) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  public PinnedSchema {
    if (version < 1) {
      throw new IllegalArgumentException("schema version " + version);
    }
  }

  /** The schema as indented JSON, with a newline at the end. */
  public String toJson() {
    ObjectNode json = JSON.createObjectNode();
    json.put("version", version);
    json.set("columns", columns(schema.fields()));
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(DefaultPrettyPrinter.FixedSpaceIndenter.instance);
    printer.indentObjectsWith(indenter);
    try {
      return JSON.writer(printer).writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of nodes is not JSON", e);
    }
  }

  /**
   * Reads a schema.
   *
   * @param origin where the text comes from, for messages
   * @throws JobException (BAD_DATA) if it is not a schema
   */
  public static PinnedSchema fromJson(String json, String origin) {
    try {
      JsonNode root = JSON.readTree(json);
      return new PinnedSchema(
          required(root, "version").asInt(),
          new ItemSchema(fields(required(root, "columns"), "column")));
    } catch (JsonProcessingException e) {
      throw notASchema(origin, "it is not JSON: " + e.getOriginalMessage(), e);
    } catch (JobException | IllegalArgumentException e) {
      throw notASchema(origin, String.valueOf(e.getMessage()), e);
    }
  }

  /** The paths of maps whose keys are data: a profile that is to fit this schema needs them. */
  public Set<AttributePath> mapPaths() {
    Set<AttributePath> paths = new HashSet<>();
    for (Field field : schema.fields()) {
      collectMaps(field.type(), AttributePath.of(field.attribute()), paths);
    }
    return paths;
  }

  private static void collectMaps(ColumnType type, AttributePath path, Set<AttributePath> paths) {
    if (type instanceof ColumnType.MapOf map) {
      paths.add(path);
      collectMaps(map.value(), path.value(), paths);
    } else if (type instanceof ColumnType.ListOf list) {
      collectMaps(list.element(), path.element(), paths);
    } else if (type instanceof ColumnType.Struct struct) {
      struct.fields().forEach(f -> collectMaps(f.type(), path.field(f.attribute()), paths));
    }
  }

  private static ArrayNode columns(List<Field> fields) {
    ArrayNode columns = JSON.createArrayNode();
    for (Field field : fields) {
      ObjectNode column = columns.addObject();
      column.put("name", field.name());
      column.put("attribute", field.attribute());
      column.set("type", type(field.type()));
      ArrayNode types = column.putArray("dynamodbTypes");
      field.seen().stream().sorted().forEach(type -> types.add(type.name()));
    }
    return columns;
  }

  private static JsonNode type(ColumnType type) {
    if (type instanceof ColumnType.ListOf list) {
      ObjectNode json = JSON.createObjectNode();
      json.set("array", type(list.element()));
      return json.put("of", list.source().name());
    }
    if (type instanceof ColumnType.MapOf map) {
      return JSON.createObjectNode().set("map", type(map.value()));
    }
    if (type instanceof ColumnType.Struct struct) {
      return JSON.createObjectNode().set("struct", columns(struct.fields()));
    }
    return JSON.getNodeFactory().textNode(type.text());
  }

  private static List<Field> fields(JsonNode columns, String what) {
    if (!columns.isArray()) {
      throw new IllegalArgumentException(what + "s are no array");
    }
    List<Field> fields = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode column : columns) {
      String name = text(column, "name");
      if (!names.add(ColumnNames.fold(name))) {
        throw new IllegalArgumentException(what + " " + name + " comes twice, case ignored");
      }
      Set<AttributeType> seen = EnumSet.noneOf(AttributeType.class);
      required(column, "dynamodbTypes").forEach(type -> seen.add(attributeType(type)));
      fields.add(
          new Field(name, text(column, "attribute"), type(required(column, "type"), name), seen));
    }
    return fields;
  }

  private static ColumnType type(JsonNode type, String name) {
    if (type.has("array")) {
      return new ColumnType.ListOf(
          type(required(type, "array"), name), attributeType(required(type, "of")));
    }
    if (type.has("map")) {
      return new ColumnType.MapOf(type(required(type, "map"), name));
    }
    if (type.has("struct")) {
      return new ColumnType.Struct(fields(required(type, "struct"), "field of " + name));
    }
    if (!type.isTextual()) {
      throw new IllegalArgumentException("column " + name + " has no type that is known");
    }
    return TypeText.parse("column " + name, type.asText());
  }

  private static AttributeType attributeType(JsonNode type) {
    return AttributeType.valueOf(type.asText());
  }

  private static String text(JsonNode json, String key) {
    JsonNode value = required(json, key);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("\"" + key + "\" is no text");
    }
    return value.asText();
  }

  private static JsonNode required(JsonNode json, String key) {
    JsonNode value = json.get(key);
    if (value == null) {
      throw new IllegalArgumentException("\"" + key + "\" is missing");
    }
    return value;
  }

  private static JobException notASchema(String origin, String why, Exception cause) {
    return new JobException(
        ErrorCode.BAD_DATA,
        origin
            + ": this is not a schema that was pinned; "
            + why
            + "; restore the file or write to a new target",
        cause);
  }
}
