package io.dynalake.load.read;

import io.dynalake.item.AttributeType;
import io.dynalake.item.JsonTextSink;
import io.dynalake.item.ValueSink;
import org.apache.parquet.example.data.Group;

/** A place in a Parquet schema: gives the values there to a sink. */
abstract class ParquetValue {
  private final ItemTypes types;

  ParquetValue(ItemTypes types) {
    this.types = types;
  }

  final ItemTypes types() {
    return types;
  }

  /** Whether a field of a group is null, or something that DynamoDB has not. */
  boolean isAbsent(Group parent, int field) {
    return parent.getFieldRepetitionCount(field) == 0;
  }

  /** Gives a value that is there. */
  abstract void give(Group parent, int field, int index, ValueSink out);

  /** What a container is to be. */
  final AttributeType type(AttributeType usual) {
    return types.type().orElse(usual);
  }

  /** A container as S: compact JSON, as columns of mixed types have it. */
  final void asText(Group parent, int field, int index, ParquetValue plain, ValueSink out) {
    JsonTextSink text = new JsonTextSink();
    plain.give(parent, field, index, text);
    out.string(text.bytes(), 0, text.length());
  }
}
