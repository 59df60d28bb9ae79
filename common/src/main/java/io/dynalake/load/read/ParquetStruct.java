package io.dynalake.load.read;

import io.dynalake.item.AttributeType;
import io.dynalake.item.ItemParser;
import io.dynalake.item.MalformedItemException;
import io.dynalake.item.MapSink;
import io.dynalake.item.ValueSink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.parquet.example.data.Group;

/** A group of fields: M. */
final class ParquetStruct extends ParquetValue {
  private final List<Member> members;

  /**
   * A field.
   *
   * @param index in the group
   * @param attribute its name in DynamoDB
   */
  record Member(int index, String attribute, ParquetValue value) {}

  ParquetStruct(List<Member> members, ItemTypes types) {
    super(types);
    this.members = members;
  }

  @Override
  void give(Group parent, int field, int index, ValueSink out) {
    switch (type(AttributeType.M)) {
      case M -> {
        give(parent.getGroup(field, index), out.beginMap());
        out.endMap();
      }
      case S -> asText(parent, field, index, new ParquetStruct(members, ItemTypes.ANY), out);
      default -> throw TypedValues.cannot("a struct", types());
    }
  }

  /** Gives the fields that are not null. */
  void give(Group group, MapSink out) {
    for (Member member : members) {
      if (!member.value().isAbsent(group, member.index())) {
        byte[] name = member.attribute().getBytes(StandardCharsets.UTF_8);
        member.value().give(group, member.index(), 0, out.attribute(name, 0, name.length));
      }
    }
  }

  /** Gives the columns of a row; the reason of a refusal names the attribute. */
  void giveRow(Group row, MapSink out) {
    for (Member member : members) {
      if (member.value().isAbsent(row, member.index())) {
        continue;
      }
      byte[] name = member.attribute().getBytes(StandardCharsets.UTF_8);
      try {
        member.value().give(row, member.index(), 0, out.attribute(name, 0, name.length));
      } catch (MalformedItemException e) {
        throw new MalformedItemException(
            "attribute \"" + ItemParser.shown(member.attribute()) + "\": " + e.reason());
      }
    }
  }
}
