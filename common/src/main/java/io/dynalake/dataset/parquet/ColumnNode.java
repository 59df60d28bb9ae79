package io.dynalake.dataset.parquet;

import io.dynalake.batch.ListVector;
import io.dynalake.batch.MapVector;
import io.dynalake.batch.StructVector;
import io.dynalake.batch.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/**
 * A node of the file's schema: turns a vector into levels and values of the leaf columns below.
 * Levels are expanded once per node, for all its leaves.
 */
abstract sealed class ColumnNode {
  /** The levels at this node's slots. */
  final Definitions own = new Definitions();

  /** Builds the tree; {@code leaves} gives the writers of the leaf columns, in schema order. */
  static ColumnNode of(Type type, int repetition, Function<Type, ChunkWriter> leaves) {
    if (type.isPrimitive()) {
      return new Leaf(leaves.apply(type), type.isRepetition(Type.Repetition.REQUIRED));
    }
    GroupType group = type.asGroupType();
    if (group.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation) {
      Type element = group.getType(0).asGroupType().getType(0);
      return new Repeated(repetition + 1, List.of(of(element, repetition + 1, leaves)));
    }
    if (group.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation) {
      GroupType entry = group.getType(0).asGroupType();
      ColumnNode key = of(entry.getType(0), repetition + 1, leaves);
      ColumnNode value = of(entry.getType(1), repetition + 1, leaves);
      return new Repeated(repetition + 1, List.of(key, value));
    }
    List<ColumnNode> children = new ArrayList<>();
    for (Type field : group.getFields()) {
      children.add(of(field, repetition, leaves));
    }
    return new Group(children);
  }

  /**
   * Writes the entries.
   *
   * @param parent the levels at the slots, without this node
   */
  abstract void write(Vector vector, Entries entries, Definitions parent);

  /** Writes entries that have no value at this node: {@code levels} say how far they come. */
  abstract void writeAbsent(Entries entries, Definitions levels);

  static final class Leaf extends ColumnNode {
    private final ChunkWriter chunk;
    private final boolean required;

    Leaf(ChunkWriter chunk, boolean required) {
      this.chunk = chunk;
      this.required = required;
    }

    @Override
    void write(Vector vector, Entries entries, Definitions parent) {
      if (required) {
        writeAbsent(entries, parent);
      } else {
        own.set(parent, vector, entries.slots);
        writeAbsent(entries, own);
      }
      if (vector.nonNulls() > 0) {
        chunk.values(vector);
      }
    }

    @Override
    void writeAbsent(Entries entries, Definitions levels) {
      if (entries.repeated) {
        chunk.repetition().write(entries.repetition, entries.count);
      } else if (chunk.isRepeated()) {
        chunk.repetition().writeRun(0, entries.count);
      }
      levels.writeTo(chunk.definition(), entries);
      chunk.entries(entries.count);
    }
  }

  static final class Group extends ColumnNode {
    private final List<ColumnNode> children;

    Group(List<ColumnNode> children) {
      this.children = List.copyOf(children);
    }

    @Override
    void write(Vector vector, Entries entries, Definitions parent) {
      own.set(parent, vector, entries.slots);
      if (vector.nonNulls() == 0) {
        writeAbsent(entries, own);
        return;
      }
      StructVector struct = (StructVector) vector;
      for (int i = 0; i < children.size(); i++) {
        children.get(i).write(struct.child(i), entries, own);
      }
    }

    @Override
    void writeAbsent(Entries entries, Definitions levels) {
      for (ColumnNode child : children) {
        child.writeAbsent(entries, levels);
      }
    }
  }

  /** A list, whose child is the element, or a map, whose children are key and value. */
  static final class Repeated extends ColumnNode {
    private final int repetition;
    private final List<ColumnNode> children;
    private final Entries inner = new Entries();
    private final Definitions innerLevels = new Definitions();

    Repeated(int repetition, List<ColumnNode> children) {
      this.repetition = repetition;
      this.children = children;
    }

    @Override
    void write(Vector vector, Entries entries, Definitions parent) {
      own.set(parent, vector, entries.slots);
      if (vector.nonNulls() == 0) {
        writeAbsent(entries, own);
      } else if (vector instanceof ListVector list) {
        expand(list.offsets(), list.element().length(), entries);
        children.get(0).write(list.element(), inner, innerLevels);
      } else {
        MapVector map = (MapVector) vector;
        expand(map.offsets(), map.keys().length(), entries);
        children.get(0).write(map.keys(), inner, innerLevels);
        children.get(1).write(map.values(), inner, innerLevels);
      }
    }

    /** One entry per element; lists that are null or empty, or not there at all, keep theirs. */
    private void expand(int[] offsets, int elements, Entries entries) {
      int present = own.full() + 1;
      innerLevels.setFull(present);
      inner.reset(present, elements, entries.count + elements);
      int slot = 0;
      for (int i = 0; i < entries.count; i++) {
        int outerRepetition = entries.repeated ? entries.repetition[i] : 0;
        if (entries.repeated && entries.definition[i] != entries.definitionOfSlots) {
          inner.add(outerRepetition, entries.definition[i]);
        } else if (!own.isFullAt(slot)) {
          inner.add(outerRepetition, own.at(slot++));
        } else {
          int count = offsets[slot + 1] - offsets[slot];
          inner.add(outerRepetition, count == 0 ? own.full() : present);
          for (int k = 1; k < count; k++) {
            inner.add(repetition, present);
          }
          slot++;
        }
      }
    }

    @Override
    void writeAbsent(Entries entries, Definitions levels) {
      for (ColumnNode child : children) {
        child.writeAbsent(entries, levels);
      }
    }
  }
}
