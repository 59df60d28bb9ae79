package io.dynalake.schema;

import io.dynalake.item.AttributeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A schema as a tree for people, with what was seen of every attribute. */
public final class SchemaReport {
  private static final List<String> HEADER =
      List.of("column", "type", "DynamoDB", "present", "notes");

  private static final int MAX_NAME = 64;

  private final long items;
  private final List<List<String>> rows = new ArrayList<>();

  private SchemaReport(long items) {
    this.items = items;
  }

  /** The inferred schema. */
  public static String of(InferredSchema inferred) {
    return of(inferred.schema(), inferred.profile());
  }

  /** A schema for the profiled items, such as the pinned one; the lines end with a newline. */
  public static String of(ItemSchema schema, ItemProfile profile) {
    SchemaReport report = new SchemaReport(profile.items());
    report.rows.add(HEADER);
    for (Field field : schema.fields()) {
      AttributePath path = AttributePath.of(field.attribute());
      report.field(field, profile.at(path), profile.items(), "");
    }
    return report.text(schema.fields().size());
  }

  private void field(Field field, Optional<ValueProfile> seen, long of, String indent) {
    List<String> notes = new ArrayList<>();
    if (!field.name().equals(field.attribute())) {
      notes.add("attribute " + printable(field.attribute()));
    }
    value(indent + printable(field.name()), field.type(), seen, of, indent, notes);
  }

  private void value(
      String label,
      ColumnType type,
      Optional<ValueProfile> seen,
      long of,
      String indent,
      List<String> notes) {
    seen.ifPresentOrElse(value -> note(value, type, notes), () -> notes.add("not in these items"));
    rows.add(
        List.of(
            label,
            typeName(type),
            seen.map(SchemaReport::types).orElse("–"),
            share(seen.map(ValueProfile::present).orElse(0L), of),
            String.join("; ", notes)));
    parts(type, seen, indent + "  ");
  }

  private void parts(ColumnType type, Optional<ValueProfile> seen, String indent) {
    if (type instanceof ColumnType.Struct struct) {
      Optional<MapProfile> map = seen.flatMap(ValueProfile::map);
      long maps = seen.map(value -> value.count(AttributeType.M)).orElse(0L);
      for (Field field : struct.fields()) {
        field(field, map.flatMap(m -> m.field(field.attribute())), maps, indent);
      }
    } else if (type instanceof ColumnType.ListOf list && hasParts(list.element())) {
      Optional<ValueProfile> element = seen.flatMap(ValueProfile::element);
      part("[]", list.element(), element, indent);
    } else if (type instanceof ColumnType.MapOf map && hasParts(map.value())) {
      Optional<ValueProfile> any = seen.flatMap(ValueProfile::map).map(MapProfile::anyValue);
      part("{}", map.value(), any, indent);
    } else if (type instanceof ColumnType.ListOf list) {
      noteConflictOfParts(list.element(), seen.flatMap(ValueProfile::element));
    } else if (type instanceof ColumnType.MapOf map) {
      noteConflictOfParts(map.value(), seen.flatMap(ValueProfile::map).map(MapProfile::anyValue));
    }
  }

  private void part(String label, ColumnType type, Optional<ValueProfile> seen, String indent) {
    long count = seen.map(ValueProfile::count).orElse(0L);
    value(indent + label, type, seen, count, indent, new ArrayList<>());
  }

  /** Scalar elements have no row; their conflict belongs to the row just written. */
  private void noteConflictOfParts(ColumnType type, Optional<ValueProfile> seen) {
    List<String> notes = new ArrayList<>();
    seen.filter(value -> value.count() > 0).ifPresent(value -> note(value, type, notes));
    if (!notes.isEmpty()) {
      List<String> row = new ArrayList<>(rows.remove(rows.size() - 1));
      String before = row.get(4);
      String own = "elements: " + String.join("; ", notes);
      row.set(4, before.isEmpty() ? own : before + "; " + own);
      rows.add(row);
    }
  }

  private static void note(ValueProfile value, ColumnType type, List<String> notes) {
    Set<AttributeType> types = Misfits.presentTypes(value);
    if (types.size() > 1) {
      notes.add(
          "conflict: "
              + types.stream()
                  .map(t -> t + " " + value.count(t) + "×")
                  .collect(Collectors.joining(", ")));
    } else if (types.isEmpty()) {
      notes.add("only NULL");
    } else if (value.emptyLists() + value.emptyMaps() == value.present()) {
      notes.add("always empty");
    } else if (type instanceof ColumnType.Text && types.contains(AttributeType.N)) {
      notes.add(value.numbers().map(n -> "numbers of up to " + Misfits.digits(n)).orElse(""));
    }
  }

  private static boolean hasParts(ColumnType type) {
    return type instanceof ColumnType.Struct
        || type instanceof ColumnType.ListOf
        || type instanceof ColumnType.MapOf;
  }

  private static String typeName(ColumnType type) {
    if (type instanceof ColumnType.Struct) {
      return "struct";
    }
    if (type instanceof ColumnType.ListOf list && hasParts(list.element())) {
      return "array";
    }
    if (type instanceof ColumnType.MapOf map && hasParts(map.value())) {
      return "map";
    }
    return type.text();
  }

  private static String types(ValueProfile value) {
    return value.types().stream().map(AttributeType::name).collect(Collectors.joining(", "));
  }

  /** A percentage that is 0 or 100 only if nothing or everything is meant. */
  private static String share(long present, long of) {
    if (of == 0) {
      return "–";
    }
    double share = 100.0 * present / of;
    if (present > 0 && share < 0.1) {
      return "<0.1 %";
    }
    if (present < of && share > 99.9) {
      return ">99.9 %";
    }
    return present == of ? "100 %" : String.format(Locale.ROOT, "%.1f %%", share);
  }

  private String text(int columns) {
    int[] widths = new int[HEADER.size() - 1];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - width(row.get(i)) + 2));
      }
      text.append(line.append(row.get(widths.length)).toString().stripTrailing()).append('\n');
      if (row == HEADER) {
        text.append("─".repeat(Arrays.stream(widths).sum() + 2 * widths.length + 5)).append('\n');
      }
    }
    return text.append(String.format(Locale.ROOT, "%,d items, %,d columns\n", items, columns))
        .toString();
  }

  /** A name on one line and of bearable length. */
  private static String printable(String name) {
    String text = PathParser.quoteIfNeeded(name);
    StringBuilder printable = new StringBuilder();
    for (int i = 0; i < text.length() && printable.length() < MAX_NAME; i++) {
      char c = text.charAt(i);
      printable.append(Character.isISOControl(c) ? String.format("\\u%04x", (int) c) : c);
    }
    return printable.length() < MAX_NAME ? printable.toString() : printable + "…";
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
