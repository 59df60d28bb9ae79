package io.dynalake.load.read;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import io.dynalake.schema.AttributePath;
import io.dynalake.schema.AttributePath.Step;
import io.dynalake.schema.ColumnType;
import io.dynalake.schema.Field;
import io.dynalake.schema.ItemSchema;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the values at a place of items are to be, and those below it. Where it says nothing, they
 * are what the file has.
 *
 * @param typeOrNull never NULL
 * @param fields by attribute name
 * @param elementOrNull of lists
 * @param valueOrNull of maps, for the names that {@code fields} does not have
 */
public record ItemTypes(
    @Nullable AttributeType typeOrNull,
    Map<String, ItemTypes> fields,
    @Nullable ItemTypes elementOrNull,
    @Nullable ItemTypes valueOrNull)
    implements Serializable {
  /** Everything as the file has it. */
  public static final ItemTypes ANY = new ItemTypes(null, Map.of(), null, null);

  private static final String SUPPORTED =
      "string, number, boolean, binary, list<…>, map<…>, set<string>, set<number> and set<binary>,"
          + " or S, N, BOOL, B, L, M, SS, NS and BS";
  private static final Pattern SET = Pattern.compile("set\\s*<(.*)>", Pattern.DOTALL);
  private static final Pattern LIST = Pattern.compile("(?:list|array)\\s*<(.*)>", Pattern.DOTALL);
  private static final Pattern MAP =
      Pattern.compile("map\\s*<(?:\\s*string\\s*,)?(.*)>", Pattern.DOTALL);

  public ItemTypes {
    fields = Map.copyOf(fields);
  }

  static ItemTypes of(AttributeType type) {
    return new ItemTypes(type, Map.of(), null, null);
  }

  /** Those of the elements of a set; of anything else all are possible. */
  static ItemTypes ofElement(AttributeType type) {
    return switch (type) {
      case SS -> of(AttributeType.S);
      case NS -> of(AttributeType.N);
      case BS -> of(AttributeType.B);
      default -> ANY;
    };
  }

  /** The types of a table's key attributes. */
  public static ItemTypes ofKeys(Map<String, AttributeType> keys) {
    Map<String, ItemTypes> fields = new HashMap<>();
    keys.forEach((name, type) -> fields.put(name, of(type)));
    return new ItemTypes(AttributeType.M, fields, null, null);
  }

  /**
   * The type at a path, as text: {@code number}, {@code set<string>}, {@code NS} and so on.
   *
   * @throws JobException USAGE if there is no such type
   */
  public static ItemTypes parse(AttributePath path, String type) {
    ItemTypes types = parse(type.strip(), "type of " + path);
    List<Step> steps = path.steps();
    for (int i = steps.size() - 1; i >= 0; i--) {
      types = above(steps.get(i), types);
    }
    return types;
  }

  private static ItemTypes above(Step step, ItemTypes types) {
    if (step instanceof Step.Name name) {
      return new ItemTypes(null, Map.of(name.name(), types), null, null);
    }
    return step instanceof Step.Element
        ? new ItemTypes(null, Map.of(), types, null)
        : new ItemTypes(null, Map.of(), null, types);
  }

  private static ItemTypes parse(String type, String subject) {
    String folded = type.toLowerCase(Locale.ROOT);
    Matcher set = SET.matcher(folded);
    if (set.matches()) {
      return of(setOf(set.group(1).strip(), type, subject));
    }
    Matcher list = LIST.matcher(folded);
    if (list.matches()) {
      ItemTypes element = parse(list.group(1).strip(), subject);
      return new ItemTypes(AttributeType.L, Map.of(), element, null);
    }
    Matcher map = MAP.matcher(folded);
    if (map.matches()) {
      ItemTypes value = parse(map.group(1).strip(), subject);
      return new ItemTypes(AttributeType.M, Map.of(), null, value);
    }
    return of(
        switch (folded) {
          case "string", "s" -> AttributeType.S;
          case "number", "n" -> AttributeType.N;
          case "boolean", "bool" -> AttributeType.BOOL;
          case "binary", "b" -> AttributeType.B;
          case "list", "array", "l" -> AttributeType.L;
          case "map", "m" -> AttributeType.M;
          case "ss" -> AttributeType.SS;
          case "ns" -> AttributeType.NS;
          case "bs" -> AttributeType.BS;
          default -> throw unknown(type, subject);
        });
  }

  private static AttributeType setOf(String element, String type, String subject) {
    return switch (element) {
      case "string", "s" -> AttributeType.SS;
      case "number", "n" -> AttributeType.NS;
      case "binary", "b" -> AttributeType.BS;
      default -> throw unknown(type, subject);
    };
  }

  private static JobException unknown(String type, String subject) {
    return new JobException(
        ErrorCode.USAGE,
        subject + ": '" + type + "' is no type of attributes; the types are " + SUPPORTED);
  }

  /** The types that a schema's attributes had; where they had several, nothing is said. */
  public static ItemTypes of(ItemSchema schema) {
    return ofFields(schema.fields());
  }

  private static ItemTypes ofFields(List<Field> schema) {
    Map<String, ItemTypes> fields = new HashMap<>();
    for (Field field : schema) {
      fields.put(field.attribute(), of(field.type(), only(field).orElse(null)));
    }
    return new ItemTypes(AttributeType.M, fields, null, null);
  }

  /** The one type that a field's values had, NULL aside. */
  static Optional<AttributeType> only(Field field) {
    List<AttributeType> types =
        field.seen().stream().filter(type -> type != AttributeType.NULL).toList();
    return types.size() == 1 ? Optional.of(types.get(0)) : Optional.empty();
  }

  private static ItemTypes of(ColumnType column, @Nullable AttributeType seen) {
    if (column instanceof ColumnType.ListOf list) {
      if (list.source().isSet()) {
        return of(list.source());
      }
      return new ItemTypes(AttributeType.L, Map.of(), of(list.element(), null), null);
    }
    if (column instanceof ColumnType.MapOf map) {
      return new ItemTypes(AttributeType.M, Map.of(), null, of(map.value(), null));
    }
    if (column instanceof ColumnType.Struct struct) {
      return ofFields(struct.fields());
    }
    return seen != null ? of(seen) : new ItemTypes(ofColumn(column), Map.of(), null, null);
  }

  /** What a column's type tells of the values where nothing else does: elements, above all. */
  private static @Nullable AttributeType ofColumn(ColumnType column) {
    if (column instanceof ColumnType.Int64
        || column instanceof ColumnType.Decimal
        || column instanceof ColumnType.Float64) {
      return AttributeType.N;
    }
    if (column instanceof ColumnType.Bool) {
      return AttributeType.BOOL;
    }
    return column instanceof ColumnType.Binary ? AttributeType.B : null;
  }

  /** The type of the values here, if it is given. */
  Optional<AttributeType> type() {
    return Optional.ofNullable(typeOrNull);
  }

  /** Those of an attribute in the maps here. */
  ItemTypes field(String name) {
    ItemTypes field = fields.get(name);
    return field != null ? field : valueOrNull != null ? valueOrNull : ANY;
  }

  /** Those of the elements of lists here. */
  ItemTypes element() {
    return elementOrNull != null ? elementOrNull : ANY;
  }

  /** These where they say something, else the others. */
  public ItemTypes orElse(ItemTypes others) {
    Map<String, ItemTypes> merged = new HashMap<>(others.fields);
    fields.forEach(
        (name, types) -> merged.merge(name, types, (theirs, ours) -> ours.orElse(theirs)));
    return new ItemTypes(
        typeOrNull != null ? typeOrNull : others.typeOrNull,
        merged,
        either(elementOrNull, others.elementOrNull),
        either(valueOrNull, others.valueOrNull));
  }

  private static @Nullable ItemTypes either(@Nullable ItemTypes first, @Nullable ItemTypes second) {
    return first == null ? second : second == null ? first : first.orElse(second);
  }
}
