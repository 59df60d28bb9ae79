package io.dynalake.schema;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** From what was seen to column types: without loss unless an option allows it. */
public final class TypingRules {
  private static final int MAX_PRECISION = 38;

  /** Decimals up to this precision are stored in 64 bits. */
  private static final int SHORT_PRECISION = 18;

  /** Numbers of so many digits leave three of headroom within the short precision. */
  private static final int SHORT_DIGITS = 15;

  private static final int[] SCALES = {0, 2, 4, 6, 9, 18};

  private final TypingOptions options;
  private final List<Conflict> conflicts = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  TypingRules(TypingOptions options) {
    this.options = options;
  }

  /**
   * Infers the schema of all profiled items.
   *
   * @throws JobException (USAGE) if an option names a path that no item has, (BAD_DATA) if values
   *     do not fit a pinned type
   */
  public static InferredSchema infer(ItemProfile profile, TypingOptions options) {
    return infer(profile, options, new ItemSchema(List.of()));
  }

  /**
   * Infers the schema of all profiled items.
   *
   * @param known a schema whose columns options may name although no item has them now
   * @throws JobException (USAGE) if an option names an unknown path, (BAD_DATA) if values do not
   *     fit a pinned type
   */
  public static InferredSchema infer(ItemProfile profile, TypingOptions options, ItemSchema known) {
    OptionPaths.check(profile, options, known);
    return inferPart(profile, options);
  }

  /**
   * Infers the schema of profiled items that are a part of a table's: options may name paths that
   * only others have.
   *
   * @throws JobException (BAD_DATA) if values do not fit a pinned type
   */
  public static InferredSchema inferPart(ItemProfile profile, TypingOptions options) {
    TypingRules rules = new TypingRules(options);
    SortedMap<String, ValueProfile> attributes = profile.attributes().fields();
    Set<String> order = new LinkedHashSet<>(options.keyAttributes());
    order.retainAll(attributes.keySet());
    order.addAll(attributes.keySet());
    Map<String, String> names = options.columnNames().assign(List.copyOf(order), Map.of());
    List<Field> fields = new ArrayList<>();
    for (String attribute : order) {
      ValueProfile evidence = profile.attributes().field(attribute).orElseThrow();
      fields.add(
          rules.field(evidence, AttributePath.of(attribute), attribute, name(names, attribute)));
    }
    if (!rules.problems.isEmpty()) {
      throw new JobException(ErrorCode.BAD_DATA, String.join("\n", rules.problems));
    }
    return new InferredSchema(new ItemSchema(fields), profile, options, rules.conflicts);
  }

  /** The column or struct field of an attribute. */
  Field field(ValueProfile evidence, AttributePath path, String attribute, String name) {
    return new Field(name, attribute, type(evidence, path), evidence.types());
  }

  ColumnType type(ValueProfile evidence, AttributePath path) {
    ColumnType pinned = options.types().get(path);
    return pinned != null ? pinned(pinned, evidence, path) : inferred(evidence, path);
  }

  private ColumnType inferred(ValueProfile evidence, AttributePath path) {
    Set<AttributeType> types = Misfits.presentTypes(evidence);
    if (types.size() > 1) {
      conflicts.add(conflict(evidence, path));
    }
    if (types.size() != 1) {
      return new ColumnType.Text();
    }
    AttributeType type = types.iterator().next();
    return switch (type) {
      case S, NULL -> new ColumnType.Text();
      case BOOL -> new ColumnType.Bool();
      case B -> new ColumnType.Binary();
      case N -> number(evidence.numbers().orElseThrow());
      case NS ->
          new ColumnType.ListOf(
              elementType(path, number(evidence.setNumbers().orElseThrow()), evidence), type);
      case SS -> new ColumnType.ListOf(elementType(path, new ColumnType.Text(), evidence), type);
      case BS -> new ColumnType.ListOf(elementType(path, new ColumnType.Binary(), evidence), type);
      case L -> new ColumnType.ListOf(type(evidence.element().orElseThrow(), path.element()), type);
      case M -> mapType(evidence.map().orElseThrow(), path);
    };
  }

  /** The element type of a set, which may be pinned. */
  private ColumnType elementType(AttributePath path, ColumnType type, ValueProfile evidence) {
    ColumnType pinned = options.types().get(path.element());
    if (pinned == null) {
      return type;
    }
    ColumnType.ListOf set = new ColumnType.ListOf(pinned, setType(evidence).orElseThrow());
    Misfits.ofElements(set, evidence).ifPresent(why -> refuse(pinned, path.element(), why));
    return pinned;
  }

  private ColumnType mapType(MapProfile map, AttributePath path) {
    if (map.values().isPresent()) {
      return new ColumnType.MapOf(type(map.values().orElseThrow(), path.value()));
    }
    SortedMap<String, ValueProfile> attributes = map.fields();
    if (attributes.isEmpty()) {
      return new ColumnType.MapOf(new ColumnType.Text());
    }
    return new ColumnType.Struct(newFields(attributes, path, Map.of()));
  }

  /**
   * The struct fields of attributes, in their order.
   *
   * @param fixed names given already, by attribute
   */
  List<Field> newFields(
      SortedMap<String, ValueProfile> attributes, AttributePath path, Map<String, String> fixed) {
    Map<String, String> names =
        options.columnNames().assign(List.copyOf(attributes.keySet()), fixed);
    List<Field> fields = new ArrayList<>();
    attributes.forEach(
        (attribute, evidence) ->
            fields.add(field(evidence, path.field(attribute), attribute, name(names, attribute))));
    return fields;
  }

  /** The type for numbers by the digits they need. */
  ColumnType number(NumberRange numbers) {
    if (options.numbers() == Numbers.STRING) {
      return new ColumnType.Text();
    }
    if (numbers.isInt64()) {
      return new ColumnType.Int64();
    }
    if (options.numbers() == Numbers.DOUBLE) {
      return new ColumnType.Float64();
    }
    return decimal(numbers.integerDigits(), numbers.fractionDigits())
        .<ColumnType>map(type -> type)
        .orElseGet(ColumnType.Text::new);
  }

  /** The decimal with headroom for so many digits; empty if none can hold them. */
  static Optional<ColumnType.Decimal> decimal(int integerDigits, int fractionDigits) {
    if (integerDigits + fractionDigits > MAX_PRECISION) {
      return Optional.empty();
    }
    int scale = fractionDigits;
    for (int usual : SCALES) {
      if (usual >= fractionDigits) {
        scale = usual;
        break;
      }
    }
    if (integerDigits + scale <= SHORT_DIGITS) {
      return Optional.of(new ColumnType.Decimal(SHORT_PRECISION, scale));
    }
    if (integerDigits + scale > MAX_PRECISION) {
      scale = fractionDigits;
    }
    return Optional.of(new ColumnType.Decimal(MAX_PRECISION, scale));
  }

  /** A pinned type, lists with the source that the values have. */
  private ColumnType pinned(ColumnType pinned, ValueProfile evidence, AttributePath path) {
    if (pinned instanceof ColumnType.ListOf list) {
      AttributeType source = setType(evidence).orElse(AttributeType.L);
      ColumnType.ListOf type = new ColumnType.ListOf(list.element(), source);
      if (!fits(type, evidence, path)) {
        return type;
      }
      if (source == AttributeType.L) {
        return new ColumnType.ListOf(
            evidence
                .element()
                .map(e -> pinned(type.element(), e, path.element()))
                .orElse(type.element()),
            source);
      }
      Misfits.ofElements(type, evidence).ifPresent(why -> refuse(type, path, why));
      return type;
    }
    if (pinned instanceof ColumnType.MapOf map) {
      if (!fits(map, evidence, path)) {
        return map;
      }
      return new ColumnType.MapOf(
          evidence
              .map()
              .map(m -> pinned(map.value(), m.anyValue(), path.value()))
              .orElse(map.value()));
    }
    fits(pinned, evidence, path);
    return pinned;
  }

  private boolean fits(ColumnType type, ValueProfile evidence, AttributePath path) {
    Optional<String> misfit = Misfits.of(type, evidence);
    misfit.ifPresent(why -> refuse(type, path, why));
    return misfit.isEmpty();
  }

  private void refuse(ColumnType type, AttributePath path, String why) {
    problems.add(
        "--type "
            + path
            + "="
            + type.text()
            + ": the values do not fit; "
            + why
            + "; choose a type that takes them all, such as string, or leave the attribute out by"
            + " --drop");
  }

  /** The set type, if all values are sets of one type. */
  private static Optional<AttributeType> setType(ValueProfile evidence) {
    Set<AttributeType> types = Misfits.presentTypes(evidence);
    return types.size() == 1
        ? types.stream().filter(AttributeType::isSet).findFirst()
        : Optional.empty();
  }

  private static Conflict conflict(ValueProfile evidence, AttributePath path) {
    Map<AttributeType, Long> counts = new EnumMap<>(AttributeType.class);
    Misfits.presentTypes(evidence).forEach(type -> counts.put(type, evidence.count(type)));
    return new Conflict(path, counts);
  }

  private static String name(Map<String, String> names, String attribute) {
    return names.getOrDefault(attribute, attribute);
  }
}
