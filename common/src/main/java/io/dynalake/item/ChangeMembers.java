package io.dynalake.item;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The members of a change that a line had so far, and as what they are pushed. */
final class ChangeMembers {
  private static final Text OPERATION = new Text(ChangeParser.OPERATION);
  private static final Text WRITE_TIME = new Text(ChangeParser.WRITE_TIME);
  private static final Text UPSERT = new Text(ChangeParser.UPSERT);
  private static final Text DELETE = new Text(ChangeParser.DELETE);
  private static final Text ITEM = new Text("Item");

  static final Text WRITE_TIMESTAMP_MICROS = new Text("WriteTimestampMicros");

  static final Member METADATA = new Member(1, "Metadata", "");
  static final Member KEYS = new Member(2, "Keys", ChangeParser.KEYS);
  static final Member OLD_IMAGE = new Member(4, "OldImage", ChangeParser.OLD_IMAGE);
  static final Member NEW_IMAGE = new Member(8, "NewImage", ChangeParser.NEW_IMAGE);

  /** In the order of the service. */
  private static final List<Member> MEMBERS = List.of(METADATA, KEYS, OLD_IMAGE, NEW_IMAGE);

  /** A member of a line, and the attribute as which it is pushed. */
  static final class Member {
    private final int bit;
    private final Text name;
    private final Text attribute;

    private Member(int bit, String name, String attribute) {
      this.bit = bit;
      this.name = new Text(name);
      this.attribute = new Text(attribute);
    }

    /** Where its value goes. */
    ValueSink of(MapSink change) {
      return attribute.of(change);
    }

    @Override
    public String toString() {
      return name.toString();
    }
  }

  /** Text as its bytes. */
  static final class Text {
    private final byte[] bytes;

    Text(String text) {
      bytes = text.getBytes(StandardCharsets.US_ASCII);
    }

    boolean is(byte[] text, int offset, int length) {
      return Arrays.equals(bytes, 0, bytes.length, text, offset, offset + length);
    }

    private ValueSink of(MapSink sink) {
      return sink.attribute(bytes, 0, bytes.length);
    }

    @Override
    public String toString() {
      return new String(bytes, StandardCharsets.US_ASCII);
    }
  }

  private int seen;
  private boolean newImage;
  private boolean timed;

  void begin() {
    seen = 0;
    newImage = false;
    timed = false;
  }

  /**
   * The member of this name.
   *
   * @throws MalformedItemException if a change has none such, or had it before
   */
  Member take(byte[] name, int offset, int length) {
    for (Member member : MEMBERS) {
      if (member.name.is(name, offset, length)) {
        if ((seen & member.bit) != 0) {
          throw new MalformedItemException("member " + member + " comes twice");
        }
        seen |= member.bit;
        return member;
      }
    }
    if (ITEM.is(name, offset, length)) {
      throw new MalformedItemException(
          "a line of a full export, with \"Item\" where a change was expected");
    }
    throw new MalformedItemException(
        "unknown member \"" + ItemParser.text(name, offset, length) + '"');
  }

  /** Begins an image that is not null. */
  ValueSink image(Member member, MapSink change) {
    newImage |= member == NEW_IMAGE;
    return member.of(change);
  }

  /** The time of writing begins. */
  void timed() {
    if (timed) {
      throw new MalformedItemException("member " + WRITE_TIMESTAMP_MICROS + " comes twice");
    }
    timed = true;
  }

  void requireTime() {
    if (!timed) {
      throw new MalformedItemException("Metadata has no " + WRITE_TIMESTAMP_MICROS);
    }
  }

  /** Pushes the time of writing. */
  void writeTime(DynamoNumber micros, MapSink change) {
    if (!micros.isInt64() || micros.int64() < 0) {
      throw noTime();
    }
    WRITE_TIME.of(change).number(micros);
  }

  static MalformedItemException noTime() {
    return new MalformedItemException(
        WRITE_TIMESTAMP_MICROS + " is no whole number of microseconds since the epoch");
  }

  /** Pushes the operation, once the line had all its members. */
  void end(MapSink change) {
    require(METADATA);
    require(KEYS);
    Text operation = newImage ? UPSERT : DELETE;
    OPERATION.of(change).string(operation.bytes, 0, operation.bytes.length);
  }

  private void require(Member member) {
    if ((seen & member.bit) == 0) {
      throw new MalformedItemException("there is no member " + member);
    }
  }
}
