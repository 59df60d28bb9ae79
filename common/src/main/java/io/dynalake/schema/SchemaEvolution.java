package io.dynalake.schema;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries a pinned schema on: pinned columns and struct fields keep their names and types, whether
 * they are there now or not; new ones come behind them; values that do not fit are refused.
 */
public final class SchemaEvolution {
  /**
   * The schema to write with.
   *
   * @param changes what is new to the pinned schema: columns and fields added, strings that receive
   *     values of other types than before
   */
  public record Evolved(ItemSchema schema, List<SchemaDiff.Change> changes) {
    public Evolved {
      changes = List.copyOf(changes);
    }

    /** Whether the dataset needs a new version of its schema. */
    public boolean isNewVersion() {
      return !changes.isEmpty();
    }
  }

  private final InferredSchema inferred;
  private final boolean widens;
  private final TypingRules rules;
  private final List<SchemaDiff.Change> changes = new ArrayList<>();
  private final List<String> misfits = new ArrayList<>();

  private SchemaEvolution(InferredSchema inferred, boolean widens) {
    this.inferred = inferred;
    this.widens = widens;
    this.rules = new TypingRules(inferred.options());
  }

  /**
   * Carries the pinned schema on to what was inferred.
   *
   * @throws JobException (BAD_DATA) if values do not fit the pinned types, naming all of them
   */
  public static Evolved evolve(ItemSchema pinned, InferredSchema inferred) {
    return evolve(pinned, new SchemaEvolution(inferred, false));
  }

  /** The same where readers take files of narrower decimals: these become as wide as they go. */
  public static Evolved evolveWidening(ItemSchema pinned, InferredSchema inferred) {
    return evolve(pinned, new SchemaEvolution(inferred, true));
  }

  private static Evolved evolve(ItemSchema pinned, SchemaEvolution evolution) {
    InferredSchema inferred = evolution.inferred;
    evolution.checkOverrides(pinned);
    MapProfile attributes = inferred.profile().attributes();
    List<String> order = inferred.schema().fields().stream().map(Field::attribute).toList();
    List<Field> fields = evolution.fields(pinned.fields(), attributes, order, null);
    if (!evolution.misfits.isEmpty()) {
      throw new JobException(ErrorCode.BAD_DATA, String.join("\n", evolution.misfits));
    }
    return new Evolved(new ItemSchema(fields), evolution.changes);
  }

  private void checkOverrides(ItemSchema pinned) {
    inferred
        .options()
        .sortedTypes()
        .forEach(
            (path, type) ->
                pinned
                    .at(path)
                    .filter(old -> !old.text().equals(type.text()))
                    .ifPresent(
                        old ->
                            misfits.add(
                                "column "
                                    + path
                                    + ": the dataset's schema has "
                                    + old.text()
                                    + ", --type says "
                                    + type.text()
                                    + "; a dataset's types do not change; leave this --type out or"
                                    + " give another --target")));
  }

  private List<Field> fields(
      List<Field> pinned, MapProfile evidence, List<String> order, @Nullable AttributePath parent) {
    List<Field> fields = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    for (Field field : pinned) {
      names.put(field.attribute(), field.name());
      AttributePath path = path(parent, field.attribute());
      fields.add(
          evidence.field(field.attribute()).map(now -> field(field, now, path)).orElse(field));
    }
    List<String> added = order.stream().filter(name -> !names.containsKey(name)).toList();
    Map<String, String> all = inferred.options().columnNames().assign(added, names);
    for (String attribute : added) {
      AttributePath path = path(parent, attribute);
      ValueProfile now = evidence.field(attribute).orElseThrow();
      Field field = rules.field(now, path, attribute, all.getOrDefault(attribute, attribute));
      fields.add(field);
      changes.add(new SchemaDiff.Change.Added(path, field.type()));
    }
    return fields;
  }

  private Field field(Field pinned, ValueProfile now, AttributePath path) {
    Set<AttributeType> seen = EnumSet.noneOf(AttributeType.class);
    seen.addAll(pinned.seen());
    seen.addAll(now.types());
    noteMixed(pinned, now, path);
    return new Field(pinned.name(), pinned.attribute(), type(pinned.type(), now, path), seen);
  }

  private void noteMixed(Field pinned, ValueProfile now, AttributePath path) {
    Set<AttributeType> types = Misfits.presentTypes(now);
    types.removeAll(pinned.seen());
    boolean onlyNullBefore = Set.of(AttributeType.NULL).containsAll(pinned.seen());
    boolean sameAsBefore = types.isEmpty() || (onlyNullBefore && types.size() == 1);
    if (pinned.type() instanceof ColumnType.Text && !sameAsBefore) {
      changes.add(
          new SchemaDiff.Change.Mixed(
              path, types.stream().map(AttributeType::name).collect(Collectors.joining(", "))));
    }
  }

  /** The pinned type, with new struct fields anywhere in it. */
  private ColumnType type(ColumnType pinned, ValueProfile now, AttributePath path) {
    Optional<String> misfit = Misfits.of(pinned, now);
    if (misfit.isPresent() && widens && pinned instanceof ColumnType.Decimal narrow) {
      var wide = new ColumnType.Decimal(38, narrow.scale());
      if (Misfits.of(wide, now).isEmpty()) {
        changes.add(new SchemaDiff.Change.Retyped(path, pinned, wide));
        return wide;
      }
    }
    if (misfit.isPresent()) {
      refuse(pinned, path, misfit.orElseThrow());
      return pinned;
    }
    if (pinned instanceof ColumnType.Struct struct) {
      return now.map().<ColumnType>map(map -> struct(struct, map, path)).orElse(pinned);
    }
    if (pinned instanceof ColumnType.MapOf map) {
      return now.map()
          .map(MapProfile::anyValue)
          .<ColumnType>map(any -> new ColumnType.MapOf(type(map.value(), any, path.value())))
          .orElse(pinned);
    }
    if (pinned instanceof ColumnType.ListOf list && list.source().isSet()) {
      Misfits.ofElements(list, now).ifPresent(why -> refuse(pinned, path, why));
    } else if (pinned instanceof ColumnType.ListOf list) {
      return now.element()
          .map(element -> type(list.element(), element, path.element()))
          .<ColumnType>map(element -> new ColumnType.ListOf(element, list.source()))
          .orElse(pinned);
    }
    return pinned;
  }

  private ColumnType.Struct struct(ColumnType.Struct pinned, MapProfile map, AttributePath path) {
    if (map.values().isPresent()) {
      misfits.add(
          "column "
              + path
              + ": the dataset's schema has a struct of "
              + pinned.fields().size()
              + " fields, and now the maps have keys that are data (--map-path, or more than "
              + inferred.profile().options().maxStructFields()
              + " names); raise --max-struct-fields, leave the attribute out by --drop, or give"
              + " another --target");
      return pinned;
    }
    SortedMap<String, ValueProfile> attributes = map.fields();
    return new ColumnType.Struct(
        fields(pinned.fields(), map, List.copyOf(attributes.keySet()), path));
  }

  private void refuse(ColumnType pinned, AttributePath path, String why) {
    misfits.add(
        "column "
            + path
            + ": the dataset's schema has "
            + pinned.text()
            + sourceOf(pinned)
            + ", which the new values do not fit; "
            + why
            + "; leave the attribute out by --drop "
            + PathParser.quoteIfNeeded(path.attribute())
            + ", or give another --target, where --type "
            + path
            + "=string takes everything");
  }

  private static String sourceOf(ColumnType type) {
    return type instanceof ColumnType.ListOf list ? " of " + list.source() + " values" : "";
  }

  private static AttributePath path(@Nullable AttributePath parent, String attribute) {
    return parent == null ? AttributePath.of(attribute) : parent.field(attribute);
  }
}
