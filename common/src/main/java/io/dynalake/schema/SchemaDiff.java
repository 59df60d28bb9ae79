package io.dynalake.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a schema differs from an earlier one: the same attribute is the same column. */
public record SchemaDiff(List<Change> changes) {
  /** What happened to a column or a part of it. */
  public sealed interface Change {
    AttributePath path();

    /** A column or struct field is new. */
    record Added(AttributePath path, ColumnType type) implements Change {
      @Override
      public String toString() {
        return "+ " + path + ": " + type.text();
      }
    }

    /** A column or struct field is gone. */
    record Removed(AttributePath path, ColumnType type) implements Change {
      @Override
      public String toString() {
        return "- " + path + ": " + type.text();
      }
    }

    /** Values at the path have another type, or come from another DynamoDB type. */
    record Retyped(AttributePath path, ColumnType before, ColumnType after) implements Change {
      @Override
      public String toString() {
        return "~ " + path + ": " + words(before, after) + " → " + words(after, before);
      }

      private static String words(ColumnType type, ColumnType other) {
        boolean sameText = type.text().equals(other.text());
        return type.text()
            + (sameText && type instanceof ColumnType.ListOf list ? " from " + list.source() : "");
      }
    }

    /** A column or struct field has another name. */
    record Renamed(AttributePath path, String before, String after) implements Change {
      @Override
      public String toString() {
        return "~ " + path + ": named " + before + " → " + after;
      }
    }

    /** A string receives values of more types than before. */
    record Mixed(AttributePath path, String types) implements Change {
      @Override
      public String toString() {
        return "! " + path + ": now has " + types + ", written as string";
      }
    }
  }

  public SchemaDiff {
    changes = List.copyOf(changes);
  }

  /** What has to be done to {@code before} to have {@code after}. */
  public static SchemaDiff between(ItemSchema before, ItemSchema after) {
    List<Change> changes = new ArrayList<>();
    compare(before.fields(), after.fields(), null, changes);
    return new SchemaDiff(changes);
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** One line per change: + added, - removed, ~ changed. */
  public String text() {
    return changes.stream().map(change -> change + "\n").collect(Collectors.joining());
  }

  private static void compare(
      List<Field> before, List<Field> after, @Nullable AttributePath parent, List<Change> changes) {
    Map<String, Field> added = new LinkedHashMap<>();
    for (Field field : after) {
      added.put(field.attribute(), field);
    }
    for (Field field : before) {
      AttributePath path = path(parent, field);
      Field now = added.remove(field.attribute());
      if (now == null) {
        changes.add(new Change.Removed(path, field.type()));
        continue;
      }
      if (!now.name().equals(field.name())) {
        changes.add(new Change.Renamed(path, field.name(), now.name()));
      }
      compare(field.type(), now.type(), path, changes);
    }
    added.values().forEach(f -> changes.add(new Change.Added(path(parent, f), f.type())));
  }

  private static void compare(
      ColumnType before, ColumnType after, AttributePath path, List<Change> changes) {
    if (before instanceof ColumnType.Struct old && after instanceof ColumnType.Struct now) {
      compare(old.fields(), now.fields(), path, changes);
    } else if (before instanceof ColumnType.ListOf old
        && after instanceof ColumnType.ListOf now
        && old.source() == now.source()) {
      compare(old.element(), now.element(), path.element(), changes);
    } else if (before instanceof ColumnType.MapOf old && after instanceof ColumnType.MapOf now) {
      compare(old.value(), now.value(), path.value(), changes);
    } else if (!before.equals(after)) {
      changes.add(new Change.Retyped(path, before, after));
    }
  }

  private static AttributePath path(@Nullable AttributePath parent, Field field) {
    return parent == null ? AttributePath.of(field.attribute()) : parent.field(field.attribute());
  }
}
